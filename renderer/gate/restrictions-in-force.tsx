import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Restriction } from '../../shared/contract.ts';
import { viewerInWords } from '../../shared/report/gate.ts';
import { askAllAgain, useDeed } from '../bridge/calls.ts';
import { Button } from '../kit/button.tsx';
import { Foreign, plainlyShown } from '../kit/foreign.tsx';
import { Notice } from '../kit/notice.tsx';
import { ReasonDialog } from '../kit/reason-dialog.tsx';
import { useDates } from '../language/dates.ts';
import { useReportWords } from '../language/report-words.ts';
import { useVault } from '../shell/vault.tsx';

export function RestrictionsInForce({ restrictions }: { restrictions: readonly Restriction[] }) {
  return restrictions
    .filter(({ lifted }) => lifted === null)
    .map((restriction) => <InForce key={restriction.id} restriction={restriction} />);
}

function InForce({ restriction }: { restriction: Restriction }) {
  const { t } = useTranslation();
  const words = useReportWords();
  const { shortInstant, dayWithoutWeekday } = useDates();
  const { vault } = useVault();
  const [lifting, setLifting] = useState(false);
  const lift = useDeed('gate.lift', () => {
    setLifting(false);
    askAllAgain();
  });
  const { viewers, authority, basis, until, placed, id } = restriction;
  return (
    <Notice kind="warn" title={t('gate.restricted')}>
      <p>
        {t('gate.restrictedBy', {
          viewers: viewers.map((viewer) => viewerInWords(viewer, words)).join(', '),
          authority: plainlyShown(authority),
          operator: placed.operator,
          at: shortInstant(placed.at),
        })}
      </p>
      <p>
        <Foreign text={basis} />
      </p>
      {until !== null && <p>{t('hold.review', { day: dayWithoutWeekday(until) })}</p>}
      {!vault.readOnly && (
        <Button look="link" onPress={() => setLifting(true)}>
          {t('gate.lift')}
        </Button>
      )}
      {lifting && (
        <ReasonDialog
          title={t('gate.liftTitle')}
          deed={t('gate.lift')}
          busy={lift.isPending}
          error={lift.error}
          onClose={() => setLifting(false)}
          onDo={(reason) => lift.mutate({ id, reason })}
        />
      )}
    </Notice>
  );
}
