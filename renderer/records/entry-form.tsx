import { type ReactNode, useEffect, useRef, useState } from 'react';
import { Form } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { Fault } from '../../shared/faults.ts';
import { Button } from '../kit/button.tsx';
import { Deeds } from '../kit/dialog.tsx';
import { BegunBefore, NotKept } from '../kit/draft.tsx';
import { TextField } from '../kit/field.tsx';
import { toWhatIsWrong, useFormKeys } from '../kit/form-keys.ts';
import { Keys } from '../kit/keys.tsx';
import { FaultNotice } from '../kit/notice.tsx';
import { shortestReason } from '../kit/reason-dialog.tsx';
import { type Place, usePlaces } from '../shell/places.tsx';
import styles from './entry-form.module.css';
import { LaidOnTop } from './laid-on-top.tsx';
import type { OnTop } from './on-top.ts';

/** What a form is written into, and what it was opened with. */
interface Written {
  readonly head: number | null;
  readonly reason: string;
}

/** A correction names a reason; what is new needs none. */
export const isReasoned = (isCorrection: boolean, reason: string): boolean =>
  !isCorrection || reason.trim().length >= shortestReason;

/**
 * The form of something that is entered, or corrected in the version that it was opened with (`corrects`): it says what was begun before,
 * asks for the reason of a correction, and tells what kept it from being saved.
 */
export function EntryForm(props: {
  readonly corrects: { readonly head: number; readonly at: Place } | null;
  readonly draft: Written;
  /** Begun before this form opened. */
  readonly foundBegun: boolean;
  readonly discard: () => void;
  readonly onReason: (reason: string) => void;
  /** What there is to know of the reason that stands there. */
  readonly reasonHelp?: string;
  readonly tried: boolean;
  /** What is wrong with what was entered. */
  readonly wrong?: ReactNode;
  /** How it is put on top of what somebody saved meanwhile. */
  readonly onTop?: OnTop;
  readonly error: Fault | null;
  readonly busy: boolean;
  /** What saves something new. */
  readonly deed: string;
  /** What saves a correction, where that does more. */
  readonly correction?: string;
  readonly onSave: () => void;
  /** Another way to save it. */
  readonly also?: ReactNode;
  readonly children: ReactNode;
}) {
  const { t } = useTranslation();
  const { back, go } = usePlaces();
  const { corrects, draft, discard, error, onTop } = props;
  const putOnTop = onTop?.lay && <Button onPress={onTop.lay}>{t('entryForm.onTop')}</Button>;
  const isBehind = corrects !== null && draft.head !== corrects.head;
  const form = useRef<HTMLFormElement>(null);
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    if (attempt > 0 || error !== null) toWhatIsWrong(form.current);
  }, [attempt, error]);
  const save = () => {
    setAttempt((before) => before + 1);
    props.onSave();
  };
  useFormKeys(form, () => {
    if (!props.busy) save();
  });
  return (
    <Form
      ref={form}
      className={styles.form ?? ''}
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      {props.foundBegun && (
        <BegunBefore corrects={corrects !== null} isBehind={isBehind} discard={discard}>
          {isBehind && putOnTop}
        </BegunBefore>
      )}
      {props.children}
      {corrects !== null && (
        <TextField
          label={t('entryForm.reason')}
          description={props.reasonHelp ?? t('entryForm.reasonHelp')}
          value={draft.reason}
          onChange={props.onReason}
          error={props.tried && !isReasoned(true, draft.reason) ? t('kit.reasonNeeded') : undefined}
          lines={2}
          required
          prose
        />
      )}
      <div className={styles.wrong} data-wrong>
        {props.wrong}
        {onTop !== undefined && <LaidOnTop both={onTop.both} />}
        {error !== null && (
          <FaultNotice error={error}>
            {error.code === 'RECORD_STALE' && corrects !== null && (
              <>
                <Button onPress={() => go(corrects.at)}>{t('entryForm.stale')}</Button>
                {putOnTop}
              </>
            )}
          </FaultNotice>
        )}
      </div>
      <NotKept />
      <Deeds>
        <Button look="primary" large type="submit" busy={props.busy}>
          {corrects === null ? props.deed : (props.correction ?? t('entryForm.saveCorrection'))}
        </Button>
        {props.also}
        <Button
          large
          onPress={() => {
            discard();
            back();
          }}
        >
          {t('kit.cancel')}
        </Button>
        <span className={styles.help}>{t('entryForm.saving')}</span>
      </Deeds>
      <p className={styles.help}>
        <Keys keys={['Ctrl', 'Enter']} /> {t('entryForm.keys')}
      </p>
    </Form>
  );
}
