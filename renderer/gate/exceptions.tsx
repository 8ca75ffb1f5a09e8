import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Override } from '../../shared/contract.ts';
import { viewerInWords } from '../../shared/report/gate.ts';
import { askAllAgain, useDeed } from '../bridge/calls.ts';
import { Button } from '../kit/button.tsx';
import { Foreign } from '../kit/foreign.tsx';
import { Notice } from '../kit/notice.tsx';
import { ReasonDialog } from '../kit/reason-dialog.tsx';
import { useReportWords } from '../language/report-words.ts';
import { usePlaces } from '../shell/places.tsx';
import { useVault } from '../shell/vault.tsx';
import styles from './gate.module.css';
import { SecondPerson } from './second-person.tsx';

/** Exceptions that wait for a second person, and those in force. */
export function Exceptions({ overrides }: { overrides: readonly Override[] }) {
  return overrides
    .filter(({ state }) => state !== 'ended')
    .map((override) => <Exception key={override.id} override={override} />);
}

function Exception({ override }: { override: Override }) {
  const { t } = useTranslation();
  const words = useReportWords();
  const { vault } = useVault();
  const { go } = usePlaces();
  const [open, setOpen] = useState<'confirm' | 'end' | null>(null);
  const done = () => {
    setOpen(null);
    askAllAgain();
  };
  const end = useDeed('override.end', done);
  const confirm = useDeed('override.confirm', done);
  const { id, viewer, purpose, ground, requester, confirmer, basis, state, order } = override;
  const seenBy = viewerInWords(viewer, words);
  const said = {
    viewer: purpose === null ? seenBy : `${seenBy} (${t(`purpose.${purpose}`)})`,
    requester,
    ground: t(`overrideGround.${ground}`),
  };
  return (
    <Notice kind={state === 'open' ? 'warn' : 'info'}>
      <p>{state === 'open' ? t('gate.waits', said) : t('gate.inForce', { ...said, confirmer: confirmer ?? '' })}</p>
      <p>
        <Foreign text={basis} />
      </p>
      {!vault.readOnly && (
        <p className={styles.marks}>
          {order !== null && (
            <Button look="link" onPress={() => go({ at: 'orders' })}>
              {t('orders.title')}
            </Button>
          )}
          {state === 'open' && order === null && (
            <Button look="link" onPress={() => setOpen('confirm')}>
              {t('gate.confirm')}
            </Button>
          )}
          <Button look="link" onPress={() => setOpen('end')}>
            {t('gate.end')}
          </Button>
        </p>
      )}
      {open === 'confirm' && (
        <SecondPerson
          requester={requester}
          busy={confirm.isPending}
          error={confirm.error}
          onClose={() => setOpen(null)}
          onConfirm={(who) => confirm.mutate({ id, ...who })}
        />
      )}
      {open === 'end' && (
        <ReasonDialog
          title={t('gate.endTitle')}
          deed={t('gate.end')}
          busy={end.isPending}
          error={end.error}
          onClose={() => setOpen(null)}
          onDo={(reason) => end.mutate({ id, reason })}
        />
      )}
    </Notice>
  );
}
