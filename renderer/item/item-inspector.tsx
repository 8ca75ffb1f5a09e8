import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ItemDetail } from '../../shared/contract.ts';
import type { SecondReading } from '../../shared/model/acquisition.ts';
import { StatementShown } from '../acquisition/statement-shown.tsx';
import { useAnswer } from '../bridge/calls.ts';
import { Readings } from '../camera-time/readings.tsx';
import { CustodyDialog } from '../custody/custody-dialog.tsx';
import { useOffer } from '../deeds/offered.ts';
import { HoldsInForce } from '../erasure/holds-in-force.tsx';
import { ClosedHere } from '../gate/closed.tsx';
import { GateSection } from '../gate/gate-section.tsx';
import { Button } from '../kit/button.tsx';
import { Foreign } from '../kit/foreign.tsx';
import { Hash } from '../kit/hash.tsx';
import { History } from '../kit/history.tsx';
import { Notice } from '../kit/notice.tsx';
import { Section } from '../kit/page.tsx';
import { Failed, Skeleton } from '../kit/states.tsx';
import { useDates, useNumbers } from '../language/dates.ts';
import { useWords } from '../language/words.ts';
import { TimeBounds } from '../ledger/time-bounds.tsx';
import { FacilitiesNear } from '../proposals/facilities-near.tsx';
import { SoundOfItem } from '../recording/sound-of-item.tsx';
import { usePlaces } from '../shell/places.tsx';
import { useVault } from '../shell/vault.tsx';
import { TagsSection } from '../tags/tags-section.tsx';
import { AddToCase } from './add-to-case.tsx';
import { AddWord } from './add-word.tsx';
import { Alike } from './alike.tsx';
import { Beside } from './beside.tsx';
import { Columns } from './columns.tsx';
import styles from './item.module.css';
import { OfOthers } from './of-others.tsx';

/** Everything known about one item: what the file says, what follows, what people say, and its way through the ledger. */
export function ItemInspector({ seq }: { seq: number }) {
  const item = useAnswer('item.get', { seq });
  if (item.isPending) return <Skeleton lines={9} />;
  if (item.isError)
    return (
      <>
        <Failed error={item.error} again={() => void item.refetch()} />
        <ClosedHere on={{ what: 'item', seq }} error={item.error} />
      </>
    );
  return <Known item={item.data} />;
}

const rereadWord = (reread: SecondReading) =>
  reread.outcome === 'same' && !reread.direct ? 'sameCached' : reread.outcome;

function Known({ item }: { item: ItemDetail }) {
  const { t } = useTranslation();
  const { shortInstant } = useDates();
  const { bytes } = useNumbers();
  const words = useWords();
  const { go } = usePlaces();
  const { vault } = useVault();
  const [saying, setSaying] = useState(false);
  const [adding, setAdding] = useState(false);
  const [custody, setCustody] = useState(false);
  useOffer('custody log', () => setCustody(true));
  const { summary } = item;
  return (
    <>
      <div className={styles.name}>
        <h2>
          <Foreign text={summary.name} />
        </h2>
        <p className={styles.dim}>
          <bdi>{summary.type}</bdi>, {bytes(summary.size)}
        </p>
        <p className={styles.dim}>
          {t('item.archived', { at: shortInstant(item.archivedAt), operator: item.operator })}
        </p>
        <p className={styles.dim}>{t('item.from', { path: item.originalPath })}</p>
      </div>

      <div className={styles.flags}>
        <HoldsInForce on={{ what: 'item', seq: summary.seq }} />
        {item.conflicts.map((conflict) => (
          <Notice
            key={`${conflict.kind} ${conflict.values.case ?? ''}`}
            kind="warn"
            title={t(`conflict.${conflict.kind}`)}
          >
            <span>{t(`conflictText.${conflict.kind}`)}</span>
            {Object.entries(conflict.values).map(([name, value]) => (
              <code key={name} className={styles.value} dir="ltr">
                {name}: <Foreign text={value} />
              </code>
            ))}
          </Notice>
        ))}
        {item.metadataProblem !== null && (
          <Notice kind="warn" title={t('item.unread')}>
            {words.fault(item.metadataProblem)}
          </Notice>
        )}
        {item.previewProblem !== null && (
          <Notice kind="info" title={t('item.noPicture')}>
            {words.fault(item.previewProblem)}
          </Notice>
        )}
      </div>

      <Columns item={item} />

      <Readings item={item} />

      <Beside items={item.beside} named={item.namedFor} own={summary.name} />

      <Section
        title={t('acquisition.statement')}
        deed={
          <Button look="link" onPress={() => go({ at: 'acquisition', seq: item.acquisition })}>
            {t('acquisition.open')}
          </Button>
        }
      >
        {item.provenance === null ? (
          <p className={styles.dim}>{t('acquisition.unstated')}</p>
        ) : (
          <StatementShown statement={item.provenance} />
        )}
        {item.reread !== null && <p className={styles.dim}>{t(`acquisition.reread.${rereadWord(item.reread)}`)}</p>}
        {item.fileModified !== null && (
          <p className={styles.dim}>
            {t('acquisition.modified')} <bdi>{shortInstant(item.fileModified)}</bdi>
          </p>
        )}
        {item.fileBorn !== null && (
          <p className={styles.dim}>
            {t('acquisition.born')} <bdi>{shortInstant(item.fileBorn)}</bdi>
          </p>
        )}
      </Section>

      <OfOthers companion={item.companion} />
      <Alike of={summary.seq} items={item.alike} />

      <Section
        title={t('item.asserted')}
        deed={
          <Button
            look="link"
            isDisabled={vault.readOnly}
            aria-label={t('item.sayTitle')}
            onPress={() => setSaying(true)}
          >
            {t('item.say')}
          </Button>
        }
      >
        {item.assertions.length === 0 && <p className={styles.dim}>{t('item.nobody')}</p>}
        <ul className={styles.said}>
          {item.assertions.map((each) => (
            <li key={each.id}>
              <span className={styles.dim}>
                <bdi>{each.operator}</bdi> · {t(`assertionField.${each.field}`)}
              </span>
              <p>
                “<Foreign text={each.value} />”
              </p>
              <span className={styles.dim}>{t('item.because', { reason: each.reason })}</span>
            </li>
          ))}
        </ul>
      </Section>

      <Section
        title={t('item.cases')}
        deed={
          <Button
            look="link"
            isDisabled={vault.readOnly}
            aria-label={t('items.addToCase')}
            onPress={() => setAdding(true)}
          >
            {t('item.say')}
          </Button>
        }
      >
        {item.incidents.length === 0 && <p className={styles.dim}>{t('item.noCase')}</p>}
        <ul>
          {item.incidents.map(({ id, title }) => (
            <li key={id}>
              <Button look="link" onPress={() => go({ at: 'case', id })}>
                <Foreign text={title} />
              </Button>
            </li>
          ))}
        </ul>
      </Section>

      <TagsSection on={{ item: summary.seq }} />

      <FacilitiesNear on={{ item: summary.seq }} />

      <SoundOfItem item={item} />

      <GateSection on={{ what: 'item', seq: summary.seq }} />

      <Section title={t('item.unchanged', { seq: summary.seq })}>
        <p className={styles.dim}>{t('item.unchangedText')}</p>
        <p className={styles.label}>{t('item.hash')}</p>
        <Hash value={summary.sha256} label={t('item.hash')} />
        <p className={styles.label}>{t('item.entryHash', { seq: summary.seq })}</p>
        <Hash value={item.leaf} label={t('item.entryHash', { seq: summary.seq })} />
        {item.duplicates.length > 0 && (
          <p className={styles.dim}>{t('item.copies', { count: item.duplicates.length })}</p>
        )}
      </Section>

      <Section
        title={t('item.history')}
        deed={
          <Button look="link" onPress={() => setCustody(true)}>
            {t('custody.open')}
          </Button>
        }
      >
        <TimeBounds bounds={item.bounds} />
        <History lines={item.history} />
      </Section>

      {custody && <CustodyDialog of={{ what: 'item', seq: summary.seq }} onClose={() => setCustody(false)} />}
      {saying && <AddWord item={summary.seq} onClose={() => setSaying(false)} />}
      {adding && <AddToCase items={[summary.seq]} onClose={() => setAdding(false)} />}
    </>
  );
}
