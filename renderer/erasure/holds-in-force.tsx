import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Hold } from '../../shared/contract.ts';
import type { HoldTarget } from '../../shared/model/erasure.ts';
import { useAnswer, useDeed } from '../bridge/calls.ts';
import { Button } from '../kit/button.tsx';
import { Foreign, plainlyShown } from '../kit/foreign.tsx';
import { Notice } from '../kit/notice.tsx';
import { ReasonDialog } from '../kit/reason-dialog.tsx';
import { useDates } from '../language/dates.ts';
import { useVault } from '../shell/vault.tsx';
import styles from './erasure.module.css';
import { isSame } from './thing.ts';

/** The legal holds that cover a thing; nothing where there is none. */
export function HoldsInForce({ on }: { on: HoldTarget }) {
  const holds = useAnswer('hold.list', { on });
  const inForce = holds.data?.filter(({ lifted }) => lifted === null) ?? [];
  if (inForce.length === 0) return null;
  return (
    <div className={styles.held}>
      {inForce.map((hold) => (
        <InForce key={hold.id} hold={hold} own={isSame(hold.on, on)} />
      ))}
    </div>
  );
}

/** `own`: it lies on this very thing, and not on what this belongs to. */
export function InForce({ hold, own }: { hold: Hold; own: boolean }) {
  const { t } = useTranslation();
  const { shortInstant, dayWithoutWeekday } = useDates();
  const { vault } = useVault();
  const [lifting, setLifting] = useState(false);
  const lift = useDeed('hold.lift', () => setLifting(false));
  return (
    <Notice kind="warn" title={t('hold.inForce')}>
      <p>
        {t('hold.by', {
          authority: plainlyShown(hold.authority),
          operator: hold.placed.operator,
          at: shortInstant(hold.placed.at),
        })}
      </p>
      <p>
        <Foreign text={hold.basis} />
      </p>
      {!own && (
        <p>
          {t(`hold.over.${hold.on.what}`, {
            name: hold.name === '' ? t('people.closedThing') : plainlyShown(hold.name),
          })}
        </p>
      )}
      {hold.until !== null && <p>{t('hold.review', { day: dayWithoutWeekday(hold.until) })}</p>}
      {own && !vault.readOnly && (
        <Button look="link" aria-label={t('hold.liftDo')} onPress={() => setLifting(true)}>
          {t('hold.lift')}
        </Button>
      )}
      {lifting && (
        <ReasonDialog
          title={t('hold.liftTitle')}
          text={t('hold.liftText')}
          deed={t('hold.liftDo')}
          busy={lift.isPending}
          error={lift.error}
          onClose={() => setLifting(false)}
          onDo={(reason) => lift.mutate({ id: hold.id, reason })}
        />
      )}
    </Notice>
  );
}
