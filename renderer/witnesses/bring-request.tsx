import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallOutput } from '../../shared/contract.ts';
import { useDeed } from '../bridge/calls.ts';
import { Brought } from '../carry/brought.tsx';
import { CarryOut } from '../carry/carry-out.tsx';
import { Button } from '../kit/button.tsx';
import { Deeds, Dialog } from '../kit/dialog.tsx';
import { TextField } from '../kit/field.tsx';
import { Hash } from '../kit/hash.tsx';
import { FaultNotice, Notice } from '../kit/notice.tsx';
import { useNumbers } from '../language/dates.ts';
import styles from './witnesses.module.css';

type Look = CallOutput<'countersign.look'>;
type Would = Look['would'];

/** How grave what would come of a request is. */
const kinds = {
  own: 'bad',
  first: 'warn',
  extends: 'good',
  again: 'info',
  unsigned: 'bad',
  stale: 'warn',
  rollback: 'bad',
  inconsistent: 'bad',
  fork: 'bad',
} as const satisfies Record<Would, 'good' | 'warn' | 'bad' | 'info'>;

/** A request of another ledger: what it asks, what this vault holds of it, and the answer. */
export function BringRequest({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const [found, setFound] = useState<Look | null>(null);
  const look = useDeed('countersign.look', setFound);
  if (found !== null) return <Answer text={text} look={found} onClose={onClose} />;
  return (
    <Dialog title={t('witnesses.look.title')} onClose={onClose} wide>
      <p className={styles.text}>{t('witnesses.look.text')}</p>
      <Brought label={t('witnesses.look.title')} value={text} onChange={setText} />
      {look.isError && <FaultNotice error={look.error} />}
      <Deeds>
        <Button onPress={onClose}>{t('kit.cancel')}</Button>
        <Button
          look="primary"
          busy={look.isPending}
          isDisabled={text.trim() === ''}
          onPress={() => look.mutate({ request: text })}
        >
          {t('witnesses.look.look')}
        </Button>
      </Deeds>
    </Dialog>
  );
}

function Answer({ text, look, onClose }: { text: string; look: Look; onClose: () => void }) {
  const { t } = useTranslation();
  const { number } = useNumbers();
  const [label, setLabel] = useState(look.label ?? '');
  const [given, setGiven] = useState<CallOutput<'countersign.answer'> | null>(null);
  const answer = useDeed('countersign.answer', setGiven);
  if (given !== null) {
    const size = number(given.size);
    const title =
      given.outcome === 'cosigned' ? t('witnesses.look.signed', { size }) : t('witnesses.look.refused', { size });
    return (
      <Dialog title={title} onClose={onClose} wide>
        <p className={styles.text}>{t('witnesses.look.carry')}</p>
        <CarryOut text={given.answer} name={given.name} title={title} />
        <Deeds>
          <Button onPress={onClose}>{t('kit.close')}</Button>
        </Deeds>
      </Dialog>
    );
  }
  const { would } = look;
  const countersigns = would === 'first' || would === 'extends' || would === 'again';
  const deed = ((): 'sign' | 'again' | 'refuse' => {
    if (would === 'again') return 'again';
    return countersigns ? 'sign' : 'refuse';
  })();
  return (
    <Dialog title={t('witnesses.look.title')} onClose={onClose} wide>
      <dl className={styles.facts}>
        <dt>{t('witnesses.look.ledger')}</dt>
        <dd>
          <Hash value={look.ledger} label={t('witnesses.look.ledger')} />
        </dd>
        <dt>{t('witnesses.look.from')}</dt>
        <dd>
          {look.held === 0 ? t('witnesses.look.nothing') : t('witnesses.look.entries', { size: number(look.held) })}
        </dd>
        <dt>{t('witnesses.look.to')}</dt>
        <dd>{t('witnesses.look.entries', { size: number(look.size) })}</dd>
        <dt>{t('witnesses.look.keys')}</dt>
        <dd>{number(look.keyChanges)}</dd>
      </dl>
      <Notice kind={kinds[would]}>{t(`witnesses.look.would.${would}`)}</Notice>
      {countersigns && (
        <TextField
          label={t('witnesses.look.label')}
          description={t('witnesses.look.labelHelp')}
          value={label}
          onChange={setLabel}
          maxLength={200}
          prose
        />
      )}
      {answer.isError && <FaultNotice error={answer.error} />}
      <Deeds>
        <Button onPress={onClose}>{t('kit.cancel')}</Button>
        {would !== 'own' && (
          <Button
            look={countersigns ? 'primary' : 'danger'}
            busy={answer.isPending}
            onPress={() => answer.mutate({ request: text, label: countersigns ? label.trim() : null })}
          >
            {t(`witnesses.look.${deed}`)}
          </Button>
        )}
      </Deeds>
    </Dialog>
  );
}
