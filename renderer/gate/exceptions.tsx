import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Override } from '../../shared/contract.ts';
import { viewerInWords } from '../../shared/report/gate.ts';
import { askAllAgain, useDeed } from '../bridge/calls.ts';
import { Button } from '../kit/button.tsx';
import { Deeds, Dialog } from '../kit/dialog.tsx';
import { TextField } from '../kit/field.tsx';
import { Foreign } from '../kit/foreign.tsx';
import { FaultNotice, Notice } from '../kit/notice.tsx';
import { ReasonDialog } from '../kit/reason-dialog.tsx';
import { useReportWords } from '../language/report-words.ts';
import { useVault } from '../shell/vault.tsx';
import styles from './gate.module.css';

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
  const [open, setOpen] = useState<'confirm' | 'end' | null>(null);
  const end = useDeed('override.end', () => {
    setOpen(null);
    askAllAgain();
  });
  const { id, viewer, ground, requester, confirmer, basis, state } = override;
  const said = { viewer: viewerInWords(viewer, words), requester, ground: t(`overrideGround.${ground}`) };
  return (
    <Notice kind={state === 'open' ? 'warn' : 'info'}>
      <p>{state === 'open' ? t('gate.waits', said) : t('gate.inForce', { ...said, confirmer: confirmer ?? '' })}</p>
      <p>
        <Foreign text={basis} />
      </p>
      {!vault.readOnly && (
        <p className={styles.marks}>
          {state === 'open' && (
            <Button look="link" onPress={() => setOpen('confirm')}>
              {t('gate.confirm')}
            </Button>
          )}
          <Button look="link" onPress={() => setOpen('end')}>
            {t('gate.end')}
          </Button>
        </p>
      )}
      {open === 'confirm' && <Second override={override} onClose={() => setOpen(null)} />}
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

/** The second, at the same computer or in a session of their own. */
function Second({ override, onClose }: { override: Override; onClose: () => void }) {
  const { t } = useTranslation();
  const [operator, setOperator] = useState('');
  const [passphrase, setPassphrase] = useState('');
  const confirm = useDeed('override.confirm', () => {
    setPassphrase('');
    onClose();
    askAllAgain();
  });
  return (
    <Dialog title={t('gate.second')} onClose={onClose}>
      <p>{t('gate.secondText', { requester: override.requester })}</p>
      <div className={styles.pair}>
        <TextField label={t('gate.operator')} value={operator} onChange={setOperator} code required autoFocus />
        <TextField label={t('gate.passphrase')} value={passphrase} onChange={setPassphrase} secret required />
      </div>
      {confirm.isError && <FaultNotice error={confirm.error} />}
      <Deeds>
        <Button
          look="primary"
          busy={confirm.isPending}
          isDisabled={operator.trim() === '' || passphrase === ''}
          onPress={() => confirm.mutate({ id: override.id, operator: operator.trim(), passphrase })}
        >
          {t('gate.confirm')}
        </Button>
        <Button onPress={onClose}>{t('kit.cancel')}</Button>
      </Deeds>
    </Dialog>
  );
}
