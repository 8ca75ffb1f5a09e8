import { useTranslation } from 'react-i18next';
import type { IncidentSummary, RecordDetail } from '../../shared/contract.ts';
import type { EnteredKind } from '../../shared/model/kinds.ts';
import { useAnswer } from '../bridge/calls.ts';
import { usePages } from '../bridge/pages.ts';
import { useWhenInWords } from '../cases/when-in-words.ts';
import { Button } from '../kit/button.tsx';
import { Foreign } from '../kit/foreign.tsx';
import { History } from '../kit/history.tsx';
import { Page, Section } from '../kit/page.tsx';
import { Failed, Skeleton } from '../kit/states.tsx';
import { wantSearch } from '../search/search-wanted.ts';
import { usePlaces } from '../shell/places.tsx';
import { useVault } from '../shell/vault.tsx';
import { kindParts } from './kind-parts.ts';
import { LinksSection } from './links-section.tsx';
import { PartsTold } from './part-told.tsx';
import styles from './parts.module.css';
import type { Values } from './parts.ts';
import { RecordLink } from './record-link.tsx';

/** One record of any kind, as it stands now, with what belongs to it. */
export function RecordPage({ kind, id }: { kind: EnteredKind; id: string }) {
  const { t } = useTranslation();
  const { go, back } = usePlaces();
  const { vault } = useVault();
  const record = useAnswer('record.get', { kind, id });
  return (
    <Page
      title={record.data ? <Foreign text={record.data.title || t(`recordKind.${kind}`)} /> : ' '}
      sub={t(`recordKind.${kind}`)}
      back={back}
      deeds={
        <>
          {kind === 'facility' && (
            <Button onPress={() => wantSearch({ by: 'facility', facility: id })}>{t('search.aroundIt')}</Button>
          )}
          {kind === 'agreement' && (
            <Button onPress={() => wantSearch({ by: 'agreement', agreement: id })}>{t('search.insideIt')}</Button>
          )}
          <Button isDisabled={vault.readOnly} onPress={() => go({ at: 'record form', kind, id, facility: null })}>
            {t('case.correct')}
          </Button>
        </>
      }
      inspector={
        record.data ? (
          <Section title={t('case.history')}>
            <History lines={record.data.history} />
          </Section>
        ) : record.isPending ? (
          'coming'
        ) : undefined
      }
    >
      {record.isPending && <Skeleton cards={3} />}
      {record.isError && <Failed error={record.error} again={() => void record.refetch()} />}
      {record.data && <Report record={record.data} />}
    </Page>
  );
}

function Report({ record }: { record: RecordDetail }) {
  const { kind, id, fields, names, relations } = record;
  return (
    <article className={styles.report}>
      <div className={styles.facts}>
        <PartsTold parts={kindParts[kind]} values={fields as Values} names={names} />
      </div>
      {kind === 'facility' && <OfFacility kind="site" facility={id} />}
      {kind === 'facility' && <OfFacility kind="notification" facility={id} />}
      {(kind === 'facility' || kind === 'site' || kind === 'agreement') && <CasesOf kind={kind} id={id} />}
      <LinksSection of={{ record: id }} relations={relations} />
    </article>
  );
}

/** The sites of a facility by when they were in use, or what was told of its position. */
function OfFacility({ kind, facility }: { kind: 'site' | 'notification'; facility: string }) {
  const { t } = useTranslation();
  const { go } = usePlaces();
  const { vault } = useVault();
  const { query, pages, total, more } = usePages('record.list', { kind, of: facility, order: 'happened', limit: 100 });
  const records = pages.flatMap((page) => page.records);
  // A list doesn't come with the names of other records: they stand on the page of each.
  const parts = kindParts[kind].filter((part) => part.is !== 'record');
  return (
    <Section
      title={t(`recordPage.${kind}s`)}
      deed={
        <Button
          look="link"
          isDisabled={vault.readOnly}
          onPress={() => go({ at: 'record form', kind, id: null, facility })}
        >
          {t(`recordPage.add.${kind}`)}
        </Button>
      }
    >
      {query.isError && <Failed error={query.error} again={() => void query.refetch()} />}
      {query.isSuccess && total === 0 && <p className={styles.dim}>{t(`recordPage.none.${kind}`)}</p>}
      {records.length > 0 && (
        <ul className={styles.lines}>
          {records.map((each) => (
            <li key={each.id}>
              <PartsTold parts={parts} values={each.fields as Values} names={[]} />
              <Button look="link" onPress={() => go({ at: 'record', kind, id: each.id })}>
                {t('recordPage.open')}
              </Button>
            </li>
          ))}
        </ul>
      )}
      <More query={query} more={more} />
    </Section>
  );
}

/** Attacks on a facility, and what happened during an agreement: never more is said than that. */
function CasesOf({ kind, id }: { kind: 'facility' | 'site' | 'agreement'; id: string }) {
  const { t } = useTranslation();
  const { query, pages, total, more } = usePages('incident.list', { of: id, order: 'happened', limit: 100 });
  const incidents = pages.flatMap((page) => page.incidents);
  const which = kind === 'agreement' ? 'during' : 'attacks';
  return (
    <Section title={t(`recordPage.${which}`)}>
      {query.isError && <Failed error={query.error} again={() => void query.refetch()} />}
      {query.isSuccess && total === 0 && <p className={styles.dim}>{t('recordPage.noCases')}</p>}
      {incidents.length > 0 && (
        <ul className={styles.lines}>
          {incidents.map((incident) => (
            <CaseLine key={incident.id} incident={incident} />
          ))}
        </ul>
      )}
      <More query={query} more={more} />
    </Section>
  );
}

/** The next page, where there is one. */
function More(props: {
  readonly query: { readonly hasNextPage: boolean; readonly isFetching: boolean };
  readonly more: () => void;
}) {
  const { t } = useTranslation();
  if (!props.query.hasNextPage) return null;
  return (
    <Button look="link" busy={props.query.isFetching} onPress={props.more}>
      {t('kit.more')}
    </Button>
  );
}

function CaseLine({ incident }: { incident: IncidentSummary }) {
  const { t } = useTranslation();
  const inWords = useWhenInWords();
  return (
    <li>
      <RecordLink kind="incident" id={incident.id} title={incident.title} />{' '}
      <bdi className={styles.dim}>{incident.when === '' ? t('cases.whenUnknown') : inWords(incident.when)}</bdi>
    </li>
  );
}
