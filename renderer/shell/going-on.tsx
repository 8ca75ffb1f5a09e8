import { createContext, type ReactNode, useContext, useState } from 'react';
import { Form } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { VaultState } from '../../shared/contract.ts';
import type { Fault } from '../../shared/faults.ts';
import { Button } from '../kit/button.tsx';
import { RadioCards } from '../kit/choice.tsx';
import { Deeds, Dialog } from '../kit/dialog.tsx';
import { TextField } from '../kit/field.tsx';
import { FaultNotice, Notice } from '../kit/notice.tsx';
import styles from './going-on.module.css';
import { usePlaces } from './places.tsx';
import { type Answer, useVault } from './vault.tsx';

type NoWayOn = null | 'medium is read-only' | 'went on in another ledger';
type Reason = Exclude<VaultState['readOnlyReason'], NoWayOn>;

const noWayOn: readonly VaultState['readOnlyReason'][] = [null, 'medium is read-only', 'went on in another ledger'];

/** Why the vault is open for reading only, where there is a way on from here; null where there is none. */
export function wayOnFrom({ readOnlyReason }: Pick<VaultState, 'readOnlyReason'>): Reason | null {
  return noWayOn.includes(readOnlyReason) ? null : (readOnlyReason as Reason);
}

const Explaining = createContext<(reason: Reason) => void>(() => {});

/** The dialog stands above every screen: what it was opened from is gone once the vault goes on. */
export function GoingOnProvider({ children }: { children: ReactNode }) {
  const [reason, setReason] = useState<Reason | null>(null);
  return (
    <Explaining value={setReason}>
      {children}
      {reason !== null && <Explained reason={reason} onClose={() => setReason(null)} />}
    </Explaining>
  );
}

/** Says what happened and how to go on; null where the vault is not in that state. */
export function useGoingOn(): (() => void) | null {
  const { vault } = useVault();
  const explain = useContext(Explaining);
  const reason = wayOnFrom(vault);
  return reason === null ? null : () => explain(reason);
}

/** What happened in plain words first; what going on means; and only then the deed, which needs the passphrase again. */
function Explained({ reason, onClose }: { reason: Reason; onClose: () => void }) {
  const { t } = useTranslation();
  const { goOn } = useVault();
  const [passphrase, setPassphrase] = useState('');
  const [step, setStep] = useState<'asking' | 'working' | 'done'>('asking');
  const [error, setError] = useState<Fault | null>(null);
  // Everything but the place is known for certain: only that is asked.
  const asked = reason === 'not where it was last written';
  const [answer, setAnswer] = useState<Answer | null>(null);
  const same = answer === 'moved';
  const answered = !asked || answer !== null;
  const go = async () => {
    setError(null);
    setStep('working');
    try {
      await goOn(passphrase, answer);
      setStep('done');
    } catch (fault) {
      setError(fault as Fault);
      setStep('asking');
    }
  };
  if (step === 'done') return <Done same={same} onClose={onClose} />;
  return (
    <Dialog title={t('continuing.title')} onClose={step === 'working' ? () => {} : onClose} wide>
      <p>{t(`continuing.happened.${reason}`)}</p>
      <p>{t('continuing.why')}</p>
      {asked ? (
        <RadioCards
          label={t('continuing.was.label')}
          value={answer}
          onChange={setAnswer}
          options={(['moved', 'copied'] as const).map((key) => ({
            key,
            label: t(`continuing.was.${key}`),
            note: t(`continuing.was.${key}Note`),
          }))}
        />
      ) : (
        <Notice kind="warn">{t('continuing.newer')}</Notice>
      )}
      {answered && (
        <section>
          <h3>{t('continuing.means')}</h3>
          {same ? (
            <p>{t('continuing.moved.means')}</p>
          ) : (
            <ul className={styles.means}>
              {(['begins', 'anew', 'kept', 'tell'] as const).map((key) => (
                <li key={key}>{t(`continuing.${key}`)}</li>
              ))}
            </ul>
          )}
        </section>
      )}
      <Form
        className={styles.form ?? ''}
        onSubmit={(event) => {
          event.preventDefault();
          if (passphrase !== '' && answered && step === 'asking') void go();
        }}
      >
        <TextField label={t('continuing.passphrase')} value={passphrase} onChange={setPassphrase} secret required />
        {error !== null && <FaultNotice error={error} />}
        {step === 'working' && <p className={styles.dim}>{t(same ? 'continuing.moved.busy' : 'continuing.busy')}</p>}
        <Deeds>
          <Button look="primary" type="submit" busy={step === 'working'} isDisabled={passphrase === '' || !answered}>
            {t(same ? 'continuing.moved.deed' : 'continuing.deed')}
          </Button>
          <Button isDisabled={step === 'working'} onPress={onClose}>
            {t('kit.cancel')}
          </Button>
        </Deeds>
      </Form>
    </Dialog>
  );
}

/** `same`: in the same ledger, because the folder was moved. */
function Done({ same, onClose }: { same: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  const { go } = usePlaces();
  return (
    <Dialog title={t(same ? 'continuing.moved.done' : 'continuing.done')} onClose={onClose}>
      <p>{t(same ? 'continuing.moved.doneText' : 'continuing.doneText')}</p>
      <Deeds>
        <Button
          look="primary"
          onPress={() => {
            onClose();
            go({ at: 'ledger' });
          }}
        >
          {t('continuing.toLedger')}
        </Button>
        <Button onPress={onClose}>{t('kit.close')}</Button>
      </Deeds>
    </Dialog>
  );
}
