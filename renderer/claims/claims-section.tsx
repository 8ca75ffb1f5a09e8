import { Fragment, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Claim, ClaimSource, ClaimsTable, IncidentDetail } from '../../shared/contract.ts';
import { useAnswer } from '../bridge/calls.ts';
import { useWhenInWords } from '../cases/when-in-words.ts';
import { Button } from '../kit/button.tsx';
import { Foreign } from '../kit/foreign.tsx';
import { Section } from '../kit/page.tsx';
import { Failed, Skeleton } from '../kit/states.tsx';
import { useWords } from '../language/words.ts';
import { PlaceTold } from '../records/part-told.tsx';
import { usePlaces } from '../shell/places.tsx';
import { useVault } from '../shell/vault.tsx';
import { ClaimDialog } from './claim-dialog.tsx';
import styles from './claims.module.css';

/** What each source says about a case, beside the others: by topic, with what goes back to one source and what can't hold together. */
export function ClaimsSection({ incident }: { incident: IncidentDetail }) {
  const { t } = useTranslation();
  const { vault } = useVault();
  const table = useAnswer('claim.table', { incident: incident.id });
  const [entering, setEntering] = useState<'new' | Claim | null>(null);
  return (
    <Section
      title={t('claims.title')}
      deed={
        <Button look="link" isDisabled={vault.readOnly || !table.data} onPress={() => setEntering('new')}>
          {t('claims.add')}
        </Button>
      }
    >
      {table.isPending && <Skeleton lines={3} />}
      {table.isError && <Failed error={table.error} again={() => void table.refetch()} />}
      {table.data && (
        <p className={styles.dim}>{table.data.claims.length === 0 ? t('claims.none') : t('claims.text')}</p>
      )}
      {table.data && table.data.claims.length > 0 && <Table table={table.data} onCorrect={setEntering} />}
      {table.data && table.data.withdrawn > 0 && (
        <p className={styles.dim}>{t('claims.withdrawn', { count: table.data.withdrawn })}</p>
      )}
      {entering !== null && table.data && (
        <ClaimDialog
          incident={incident}
          table={table.data}
          claim={entering === 'new' ? null : entering}
          onClose={() => setEntering(null)}
        />
      )}
    </Section>
  );
}

function Table({ table, onCorrect }: { table: ClaimsTable; onCorrect: (claim: Claim) => void }) {
  const { t } = useTranslation();
  const { vault } = useVault();
  const numbers = new Map(table.claims.map(({ id }, index) => [id, index + 1]));
  const byId = new Map(table.claims.map((claim) => [claim.id, claim]));
  return (
    <div className={styles.scroll}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t('claims.number')}</th>
            <th scope="col">{t('claims.source')}</th>
            <th scope="col">{t('claims.says')}</th>
            <th scope="col">{t('claims.value')}</th>
            <th scope="col">{t('claims.marks')}</th>
            <th scope="col" aria-label={t('claims.correct')} />
          </tr>
        </thead>
        {table.topics.map(({ about, claims, roots }) => (
          <tbody key={about}>
            <tr>
              <th colSpan={6} scope="rowgroup" className={styles.topic}>
                {t(`claims.topic.${about}`)} <span>{t('claims.roots', { count: roots })}</span>
              </th>
            </tr>
            {claims
              .flatMap((id) => byId.get(id) ?? [])
              .map((claim) => (
                <tr key={claim.id}>
                  <td className={styles.number}>{numbers.get(claim.id)}</td>
                  <td>
                    <SourceTold source={claim.source} />
                  </td>
                  <td className={styles.says} dir="auto">
                    <Foreign text={claim.fields.says} />
                  </td>
                  <td>
                    <ValueTold claim={claim} />
                  </td>
                  <td>
                    <Marks claim={claim} numbers={numbers} />
                  </td>
                  <td>
                    <Button
                      look="link"
                      isDisabled={vault.readOnly}
                      aria-label={`${t('claims.correct')}: ${numbers.get(claim.id)}`}
                      onPress={() => onCorrect(claim)}
                    >
                      {t('claims.correct')}
                    </Button>
                  </td>
                </tr>
              ))}
          </tbody>
        ))}
      </table>
    </div>
  );
}

function SourceTold({ source }: { source: ClaimSource }) {
  const { t } = useTranslation();
  const { go } = usePlaces();
  switch (source.what) {
    case 'item':
      return (
        <Button look="link" onPress={() => go({ at: 'item', seq: source.seq })}>
          <Foreign text={source.name} />
        </Button>
      );
    case 'testimony':
      return (
        <>
          <Button look="link" onPress={() => go({ at: 'testimony', id: source.id })}>
            <Foreign text={source.witness} />
          </Button>
          {source.paragraph !== null && (
            <span className={styles.dim}> {t('claims.paragraph', { number: source.paragraph })}</span>
          )}
          {source.basis !== null && source.basis !== 'unstated' && (
            <span className={source.basis === 'was told' ? styles.hearsay : styles.known}>
              {source.toldBy === null ? t(`basis.${source.basis}`) : t('claims.hearsayBy', { who: source.toldBy })}
            </span>
          )}
        </>
      );
    case 'organisation':
      return (
        <Button look="link" onPress={() => go({ at: 'record', kind: 'organisation', id: source.id })}>
          <Foreign text={source.title} />
        </Button>
      );
    case 'words':
      return <Foreign text={source.text} />;
  }
}

function ValueTold({ claim: { fields } }: { claim: Claim }) {
  const whenInWords = useWhenInWords();
  const { word } = useWords();
  const { when, place, count, works } = fields;
  if (when !== null) return <bdi>{whenInWords(when.edtf)}</bdi>;
  if (place !== null) return <PlaceTold place={place as Parameters<typeof PlaceTold>[0]['place']} />;
  if (works !== null) return word(works);
  if (count === null) return null;
  const { lowest, best, highest } = count;
  const isRange = lowest !== null || highest !== null;
  const likely = best === null ? '' : isRange ? ` (${best})` : `${best}`;
  const range = isRange ? `${lowest ?? '?'} – ${highest ?? '?'}${likely}` : likely;
  return (
    <>
      <bdi className={styles.range}>{range}</bdi>
      <span className={styles.dim}>
        {word(count.group)}, {word(count.harm)}
      </span>
    </>
  );
}

/** Never by colour alone: each mark is a sentence. */
function Marks({ claim, numbers }: { claim: Claim; numbers: ReadonlyMap<string, number> }) {
  const { t } = useTranslation();
  const named = (ids: readonly string[]) => ids.map((id) => numbers.get(id) ?? '?').join(', ');
  const by = (who: 'value' | 'person') => claim.against.filter((each) => each.by === who).map((each) => each.claim);
  const lostMark = ({ lostOrigin }: Claim) =>
    lostOrigin === null
      ? []
      : [
          {
            key: 'lost',
            look: styles.against,
            text: t(`claims.lostOrigin.${lostOrigin.how}`, { claim: named([lostOrigin.claim]) }),
          },
        ];
  const marks = [
    ...(claim.takenBack === null
      ? []
      : [{ key: 'taken', look: styles.against, text: t(`claims.takenBack.${claim.takenBack}`) }]),
    ...lostMark(claim),
    ...(claim.fields.rests ? [{ key: 'rests', look: styles.rests, text: t('claims.rests') }] : []),
    ...(by('value').length > 0
      ? [{ key: 'value', look: styles.against, text: t('claims.against', { claims: named(by('value')) }) }]
      : []),
    ...(by('person').length > 0
      ? [{ key: 'person', look: styles.against, text: t('claims.againstSaid', { claims: named(by('person')) }) }]
      : []),
    ...(claim.shares.length > 0
      ? [{ key: 'shares', look: styles.shares, text: t('claims.shares', { claims: named(claim.shares) }) }]
      : []),
  ];
  return marks.map(({ key, look, text }, index) => (
    <Fragment key={key}>
      {index > 0 && <br />}
      <span className={look}>{text}</span>
    </Fragment>
  ));
}
