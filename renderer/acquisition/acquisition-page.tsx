import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AcquisitionDetail } from '../../shared/contract.ts';
import { bridge } from '../bridge/bridge.ts';
import { useAnswer } from '../bridge/calls.ts';
import { Button } from '../kit/button.tsx';
import { Foreign, plainlyShown } from '../kit/foreign.tsx';
import { Hash } from '../kit/hash.tsx';
import { History } from '../kit/history.tsx';
import { Page, Section } from '../kit/page.tsx';
import { Failed, Skeleton } from '../kit/states.tsx';
import { useDates, useNumbers } from '../language/dates.ts';
import { usePlaces } from '../shell/places.tsx';
import { useVault } from '../shell/vault.tsx';
import styles from './acquisition.module.css';
import { StatementDialog } from './statement-dialog.tsx';
import { StatementShown } from './statement-shown.tsx';
import { Taken } from './taken.tsx';

/** One import: where it came from, how it stands, and who signed it off. */
export function AcquisitionPage({ seq, stating }: { seq: number; stating: boolean }) {
  const { t } = useTranslation();
  const { back } = usePlaces();
  const acquisition = useAnswer('acquisition.get', { acquisition: seq });
  return (
    <Page title={t('acquisition.title')} back={back} narrow>
      {acquisition.isPending && <Skeleton cards={3} />}
      {acquisition.isError && <Failed error={acquisition.error} again={() => void acquisition.refetch()} />}
      {acquisition.data && <Known acquisition={acquisition.data} goesOn={stating} />}
    </Page>
  );
}

/** `goesOn`: with what somebody began to say of it. */
function Known({ acquisition, goesOn }: { acquisition: AcquisitionDetail; goesOn: boolean }) {
  const { t } = useTranslation();
  const { shortInstant } = useDates();
  const { number } = useNumbers();
  const { vault } = useVault();
  const [stating, setStating] = useState(goesOn && !vault.readOnly);
  const { statement, volume, taken } = acquisition;
  return (
    <>
      <dl className={styles.rows}>
        <dt>{t('acquisition.rows.origin')}</dt>
        <dd>{acquisition.source === '' ? t('acquisition.throughBrowser') : <Foreign text={acquisition.source} />}</dd>
        <dt>{t('acquisition.importer')}</dt>
        <dd>
          <bdi>{acquisition.operator}</bdi> · <bdi>{shortInstant(acquisition.at)}</bdi>
        </dd>
        <dt>{t('acquisition.volume')}</dt>
        <dd>
          {volume === null ? (
            t('acquisition.volumeUnknown')
          ) : (
            <>
              {volume.label === null ? t('acquisition.noLabel') : <Foreign text={volume.label} />}
              {volume.serial !== null && (
                <>
                  {' · '}
                  {t('acquisition.serial')} <bdi>{volume.serial}</bdi>
                </>
              )}
              {' · '}
              <bdi>{volume.filesystem}</bdi>
              {volume.removable === true && ` · ${t('acquisition.removable')}`}
              {volume.readOnly === true && ` · ${t('acquisition.readOnly')}`}
            </>
          )}
        </dd>
      </dl>
      <Section
        title={t('acquisition.statement')}
        deed={
          <Button look="link" isDisabled={vault.readOnly} onPress={() => setStating(true)}>
            {statement === null ? t('acquisition.state') : t('acquisition.correct')}
          </Button>
        }
      >
        {statement === null ? (
          <p className={styles.dim}>{t('acquisition.unstated')}</p>
        ) : (
          <>
            <StatementShown statement={statement} />
            {statement.acquisitions.length > 1 && (
              <p className={styles.dim}>{t('acquisition.covers', { count: statement.acquisitions.length })}</p>
            )}
          </>
        )}
      </Section>
      <Section title={t('acquisition.summary')}>
        <Taken acquisition={acquisition} />
      </Section>
      <Section title={t('acquisition.digest')}>
        <p className={styles.dim}>{t('acquisition.digestText')}</p>
        <Hash value={taken.digest} label={t('acquisition.digest')} />
      </Section>
      {acquisition.items.length > 0 && (
        <Section title={t('acquisition.files')}>
          <Items items={acquisition.items} />
          {taken.counts.archived > acquisition.items.length && (
            <p className={styles.dim}>
              {t('acquisition.filesShown', {
                count: acquisition.items.length,
                of: number(taken.counts.archived),
              })}
            </p>
          )}
        </Section>
      )}
      {statement !== null && (
        <Section title={t('item.history')}>
          <History lines={statement.history} />
        </Section>
      )}
      {stating && (
        <StatementDialog
          acquisitions={[acquisition.acquisition]}
          statement={statement}
          onClose={() => setStating(false)}
        />
      )}
    </>
  );
}

function Items({ items }: Pick<AcquisitionDetail, 'items'>) {
  const { go } = usePlaces();
  return (
    <ul className={styles.pictures}>
      {items.map(({ seq, name, preview }) => (
        <li key={seq}>
          <button type="button" aria-label={plainlyShown(name)} onClick={() => go({ at: 'item', seq })}>
            {preview ? <img src={bridge.resource(`thumb/${seq}`)} alt="" loading="lazy" /> : <Foreign text={name} />}
          </button>
        </li>
      ))}
    </ul>
  );
}
