import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { AcquisitionDetail } from '../../shared/contract.ts';
import { keepAnswer, useDeed } from '../bridge/calls.ts';
import { Button } from '../kit/button.tsx';
import { Foreign, plainlyShown } from '../kit/foreign.tsx';
import { FaultNotice, Notice } from '../kit/notice.tsx';
import { useDates } from '../language/dates.ts';
import { useWords } from '../language/words.ts';
import { useVault } from '../shell/vault.tsx';
import styles from './acquisition.module.css';

/** So many names are listed at once; more are folded away, so that what to do now stays in sight. */
export const fewNames = 12;

/** How an import stands: counts, gaps in the numbering, what is to be looked at, and the operators' signatures under it. */
export function Taken({ acquisition, further }: { acquisition: AcquisitionDetail; further?: ReactNode }) {
  const { t } = useTranslation();
  const words = useWords();
  const { taken, skipped } = acquisition;
  const { counts } = taken;
  return (
    <div className={styles.taken}>
      <p className={styles.counts}>
        <span>{t('acquisition.archivedOf', { archived: counts.archived, listed: counts.listed })}</span>
        {counts.skipped > 0 && <span>{t('acquisition.skipped', { count: counts.skipped })}</span>}
        {counts.erased > 0 && <span>{t('acquisition.erased', { count: counts.erased })}</span>}
        {counts.readTwice > 0 && <span>{t('import.readTwice', { count: counts.readTwice })}</span>}
      </p>
      {taken.gaps.length > 0 && (
        <details>
          <summary>{t('acquisition.gaps', { count: counts.gaps })}</summary>
          <ul className={styles.list}>
            {taken.gaps.map(({ folder, camera, after, before, missing }) => (
              <li key={`${after.number} ${before.number}`}>
                {t('acquisition.gap', {
                  count: missing,
                  after: plainlyShown(after.name),
                  before: plainlyShown(before.name),
                  folder: plainlyShown([folder, camera].filter(Boolean).join(', ')),
                })}
              </li>
            ))}
          </ul>
          <p className={styles.dim}>{t('acquisition.gapText')}</p>
        </details>
      )}
      {taken.problems.length + skipped.length > 0 && (
        <details open={taken.problems.length + skipped.length <= fewNames}>
          <summary>{t('acquisition.problems')}</summary>
          <ul className={styles.list}>
            {taken.problems.map(({ number, name, what }) => (
              <li key={number}>
                <b>
                  <Foreign text={name} />
                </b>{' '}
                {t(`takenProblem.${what}`)}
              </li>
            ))}
            {skipped.map(({ path, code }) => (
              <li key={path}>
                <b>
                  <Foreign text={path} />
                </b>{' '}
                <span className={styles.dim}>{words.fault(code)}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
      <Notice
        kind={taken.removable ? 'good' : 'warn'}
        title={taken.removable ? t('import.mayRemove') : t('import.mayNotRemove')}
      />
      <SignOff acquisition={acquisition} further={further} />
    </div>
  );
}

function SignOff({
  acquisition: { acquisition, taken, signOffs },
  further,
}: {
  acquisition: AcquisitionDetail;
  further: ReactNode;
}) {
  const { t } = useTranslation();
  const { shortInstant } = useDates();
  const { vault } = useVault();
  const sign = useDeed('acquisition.signOff', (output) =>
    keepAnswer('acquisition.get', { acquisition: output.acquisition }, output),
  );
  return (
    <>
      <div className={styles.sign}>
        <div>
          {signOffs.length === 0 && <p className={styles.dim}>{t('acquisition.unsigned')}</p>}
          {signOffs.map(({ seq, at, operator, stands }) => (
            <p key={seq} className={styles.dim}>
              {t('acquisition.signed', { seq, at: shortInstant(at), operator })}{' '}
              {!stands && <b>{t('acquisition.signedBefore')}</b>}
            </p>
          ))}
          {signOffs[0]?.stands !== true && <p className={styles.dim}>{t('acquisition.signOffText')}</p>}
        </div>
        {further}
        {signOffs[0]?.stands !== true && (
          <Button
            isDisabled={vault.readOnly}
            busy={sign.isPending}
            onPress={() => sign.mutate({ acquisition, seen: taken.seen })}
          >
            {t('acquisition.signOff')}
          </Button>
        )}
      </div>
      {sign.isError && <FaultNotice error={sign.error} />}
    </>
  );
}
