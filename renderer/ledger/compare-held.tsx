import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { kindOf } from '../../shared/bundle/brought.ts';
import { type HeldCheckpoint, type HeldStanding, standingOf } from '../../shared/contract/checkpoint.ts';
import { SPOKEN_CODE_LENGTH, slipOf } from '../../shared/ledger/spoken.ts';
import { useDeed } from '../bridge/calls.ts';
import { PickHeldFile, useHeldFile } from '../carry/held-file.tsx';
import { Button } from '../kit/button.tsx';
import { Deeds, Dialog } from '../kit/dialog.tsx';
import { TextField } from '../kit/field.tsx';
import { plainlyShown } from '../kit/foreign.tsx';
import { ShortHash } from '../kit/hash.tsx';
import { FaultNotice, Notice } from '../kit/notice.tsx';
import { DropAnywhere } from '../shell/drop-anywhere.tsx';
import styles from './ledger.module.css';

/** A checkpoint that somebody kept, held against the ledger: typed, photographed, or as a file. */
export function CompareHeld({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const [held, setHeld] = useState<HeldCheckpoint | null>(null);
  const typed = useDeed('checkpoint.read', setHeld);
  const onRead = useCallback((read: HeldCheckpoint) => {
    setText(read.text);
    setHeld(read);
  }, []);
  const file = useHeldFile(onRead);
  const write = useTyped(text);
  const { reset } = typed;
  const { reset: resetFile } = file;
  const change = (next: string) => {
    setText(next);
    setHeld(null);
    reset();
    resetFile();
  };
  const error = typed.error ?? file.error;
  const settled = error === null && !typed.isPending && !file.isPending;
  return (
    <Dialog title={t('compare.title')} onClose={onClose} wide>
      <p>{t('compare.intro')}</p>
      <form
        className={styles.compare}
        onSubmit={(event) => {
          event.preventDefault();
          if (write.ready) typed.mutate({ held: { kind: 'text', text } });
        }}
      >
        <TextField
          label={t('compare.typed')}
          description={write.help}
          error={write.slip}
          value={text}
          onChange={change}
          lines={3}
          maxLength={70_000}
          mono
          code
          autoFocus
        />
        <Deeds>
          <Button look="primary" type="submit" busy={typed.isPending} isDisabled={!write.ready}>
            {t('compare.run')}
          </Button>
          <PickHeldFile label={t('compare.pick')} read={file} />
          <Button onPress={onClose}>{t('kit.close')}</Button>
        </Deeds>
      </form>
      {error !== null && <FaultNotice error={error} />}
      <div role="status" aria-label={t('compare.result')}>
        {held !== null && settled && <Result held={held} />}
        {file.isPending && <p className={styles.dim}>{t('compare.reading')}</p>}
      </div>
      <DropAnywhere onFiles={file.take} words={t('compare.drop')} />
    </Dialog>
  );
}

/** What is said of a code while it is typed: how far it is, or where the slip is. A note is read when it is whole. */
function useTyped(text: string): { ready: boolean; help: string; slip: string | undefined } {
  const { t } = useTranslation();
  const help = t('compare.typedHelp');
  const kind = kindOf(text);
  if (kind.what !== 'code' || text.trim() === '') return { ready: text.trim() !== '', help, slip: undefined };
  const { typed } = kind;
  if (typed.state === 'whole') return { ready: true, help, slip: undefined };
  if (typed.state === 'length' && typed.typed <= SPOKEN_CODE_LENGTH) {
    return { ready: false, help: t('compare.count', { typed: typed.typed, of: SPOKEN_CODE_LENGTH }), slip: undefined };
  }
  const { reason, typed: length = '', place = '', character = '', suspects = '' } = slipOf(typed);
  const slip = t(`codeSlip.${reason}`, { typed: length, place, character: plainlyShown(String(character)), suspects });
  return { ready: false, help, slip };
}

const kinds = { agrees: 'good', against: 'bad', open: 'warn' } as const satisfies Record<HeldStanding, string>;

function Result({ held: { what, size, ledger, standing } }: { held: HeldCheckpoint }) {
  const { t } = useTranslation();
  if (standing === null) return null;
  return (
    <Notice
      kind={kinds[standingOf(standing.outcome)]}
      title={t(`held.${standing.outcome}`, { size: standing.size ?? 0 })}
    >
      <p>{t(`compare.says.${what}`, { size: size ?? 0 })}</p>
      {standing.outcome === 'other-ledger' && ledger !== null && <ShortHash value={ledger} />}
    </Notice>
  );
}
