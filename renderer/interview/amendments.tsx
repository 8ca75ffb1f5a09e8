import { Fragment, type ReactNode, useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallInput, TestimonyDetail } from '../../shared/contract.ts';
import { Fault } from '../../shared/faults.ts';
import {
  type RecordingAnswer,
  recordingAnswers,
  type TestimonyFields,
  type Told,
} from '../../shared/model/testimony.ts';
import { audiences } from '../../shared/model/vocabulary.ts';
import { askNow, keepAnswer, useDeed } from '../bridge/calls.ts';
import { useDraft } from '../bridge/drafts.ts';
import { Button } from '../kit/button.tsx';
import { CheckCard, RadioCards } from '../kit/choice.tsx';
import { Dialog } from '../kit/dialog.tsx';
import { DraftDeeds, NotKept } from '../kit/draft.tsx';
import { TextField } from '../kit/field.tsx';
import { FaultNotice } from '../kit/notice.tsx';
import { ReasonDialog, shortestReason } from '../kit/reason-dialog.tsx';
import { useWords } from '../language/words.ts';
import { Broken } from '../records/broken.tsx';
import { LaidOnTop } from '../records/laid-on-top.tsx';
import { useOnTop } from '../records/on-top.ts';
import { PartField, PartFields } from '../records/part-fields.tsx';
import { blankOf, isWord, type Part, saysSomething, type Values } from '../records/parts.ts';
import { type Amendable, amendmentKeeping, amendmentOf, amendmentSubject } from './amendment-draft.ts';
import styles from './interview.module.css';
import { Paragraphs } from './paragraphs.tsx';
import { testimonyParts } from './testimony-parts.ts';

type Props = { readonly testimony: TestimonyDetail; readonly onClose: () => void };

/** A correction that outlasts leaving the screen and locking, until it is saved or let go. */
function useAmendment({ testimony, onClose }: Props, what: Amendable) {
  const [opened] = useState(testimony);
  const blank = useCallback(() => amendmentOf(opened, what), [opened, what]);
  const { draft, change, discard } = useDraft(amendmentKeeping, amendmentSubject(testimony.id, what), blank);
  const amend = useDeed('testimony.amend', (output) => {
    keepAnswer('testimony.get', { id: output.id }, output);
    discard();
    onClose();
  });
  const onTop = useOnTop({
    base: draft.base,
    mine: draft.change,
    async newest() {
      const now = await askNow('testimony.get', { id: testimony.id });
      return { head: now.head, fields: amendmentOf(now, what).change };
    },
    put({ head, fields: base }, fields) {
      change({ head, base, change: fields });
      amend.reset();
    },
  });
  return {
    draft,
    onTop,
    busy: amend.isPending,
    error: amend.error,
    set: (part: Readonly<Record<string, unknown>>) => change({ change: { ...draft.change, ...part } }),
    setReason: (reason: string) => change({ reason }),
    save: (fields: Readonly<Record<string, unknown>> = draft.change) =>
      amend.mutate({
        id: testimony.id,
        head: draft.head,
        // What can't be used is refused by the contract, with the field and the rule.
        fields: { ...testimony.fields, ...fields } as CallInput<'testimony.amend'>['fields'],
        reason: draft.reason.trim(),
      }),
    discard,
  };
}

/** A correction's fields, why it is made, and what becomes of it. Escape leaves it to be gone on with. */
function Amendment(props: {
  readonly title: string;
  readonly amendment: ReturnType<typeof useAmendment>;
  readonly onClose: () => void;
  /** Whether it can be saved, beside the reason. */
  readonly ready: boolean;
  readonly onSave: () => void;
  readonly children: (tried: boolean) => ReactNode;
}) {
  const { t } = useTranslation();
  const [tried, setTried] = useState(false);
  const { draft, busy, error, onTop, setReason, discard } = props.amendment;
  const unexplained = draft.reason.trim().length < shortestReason;
  const broken = error instanceof Fault && error.code === 'REQUEST_INVALID' ? error.params : null;
  return (
    <Dialog title={props.title} onClose={props.onClose} wide long keeps>
      {props.children(tried)}
      <TextField
        label={t('kit.reason')}
        description={t('kit.reasonHelp')}
        value={draft.reason}
        onChange={setReason}
        lines={2}
        error={tried && unexplained ? t('kit.reasonNeeded') : undefined}
        required
        prose
      />
      <LaidOnTop both={onTop.both} />
      {error !== null && broken !== null && <Broken broken={broken} />}
      {error !== null && broken === null && (
        <FaultNotice error={error}>
          {error.code === 'RECORD_STALE' && onTop.lay && <Button onPress={onTop.lay}>{t('entryForm.onTop')}</Button>}
        </FaultNotice>
      )}
      <NotKept />
      <DraftDeeds
        deed={t('testimony.saveChange')}
        busy={busy}
        onSave={() => {
          setTried(true);
          if (props.ready && !unexplained) props.onSave();
        }}
        discard={discard}
        onClose={props.onClose}
      />
    </Dialog>
  );
}

export function ChangeAccount(props: Props) {
  const { t } = useTranslation();
  const amendment = useAmendment(props, 'account');
  const paragraphs = amendment.draft.change.paragraphs as readonly Told[];
  const written = paragraphs.filter(({ text }) => text.trim() !== '');
  return (
    <Amendment
      title={t('testimony.correct')}
      amendment={amendment}
      onClose={props.onClose}
      ready={written.length > 0}
      onSave={() => amendment.save({ paragraphs: written })}
    >
      {(tried) => (
        <Paragraphs
          paragraphs={paragraphs}
          onChange={(next) => amendment.set({ paragraphs: next })}
          error={tried && written.length === 0 ? t('interview.account.needed') : undefined}
        />
      )}
    </Amendment>
  );
}

export function ChangeConsent(props: Props) {
  const { t } = useTranslation();
  const amendment = useAmendment(props, 'consent');
  const consent = amendment.draft.change.consent as TestimonyFields['consent'];
  const recording = amendment.draft.change.recording as RecordingAnswer;
  const set = (part: Partial<TestimonyFields['consent']>) => amendment.set({ consent: { ...consent, ...part } });
  return (
    <Amendment
      title={t('testimony.changeConsent')}
      amendment={amendment}
      onClose={props.onClose}
      ready
      onSave={() =>
        amendment.save({
          consent: {
            ...consent,
            state: consent.audiences.length > 0 ? 'given' : 'refused',
            conditions: consent.conditions.trim(),
          },
          recording,
        })
      }
    >
      {() => (
        <>
          <p>{t('interview.audiences.text')}</p>
          <fieldset className={styles.cards} aria-label={t('testimony.audiencesNow')}>
            {audiences.map((audience) => (
              <CheckCard
                key={audience}
                small
                label={t(`audience.${audience}`)}
                note={t(`interview.audiences.note.${audience}`)}
                checked={consent.audiences.includes(audience)}
                onChange={(on) =>
                  set({
                    audiences: audiences.filter((each) => (each === audience ? on : consent.audiences.includes(each))),
                  })
                }
              />
            ))}
          </fieldset>
          <CheckCard
            small
            label={t('interview.explained.confirm')}
            checked={consent.explained}
            onChange={(explained) => set({ explained })}
          />
          <RadioCards
            label={t('interview.recording.title')}
            value={recording}
            options={recordingAnswers.map((key) => ({ key, label: t(`people.recordingState.${key}`) }))}
            onChange={(answer) => amendment.set({ recording: answer })}
            row
            small
          />
          <TextField
            label={t('interview.conditions.label')}
            value={consent.conditions}
            onChange={(conditions) => set({ conditions })}
            lines={2}
            prose
          />
        </>
      )}
    </Amendment>
  );
}

/** What is known of how it was told, what was asked before, and what followed. */
export function ChangeAbout(props: Props) {
  const { t } = useTranslation();
  const amendment = useAmendment(props, 'about');
  return (
    <Amendment
      title={t('testimony.changeAbout')}
      amendment={amendment}
      onClose={props.onClose}
      ready
      onSave={() => amendment.save()}
    >
      {(tried) => (
        // Another after what somebody saved is laid under it: these fields hold what is half typed themselves.
        <Fragment key={amendment.onTop.round}>
          <div className={styles.pair}>
            <PartFields
              parts={testimonyParts.filter(isWord)}
              values={amendment.draft.change}
              onChange={amendment.set}
              showFaults={tried}
            />
          </div>
          {testimonyParts
            .filter((part) => !isWord(part))
            .map((part) => (
              <PartOfAbout
                key={part.name}
                part={part}
                values={amendment.draft.change}
                onChange={(value) => amendment.set({ [part.name]: value })}
                showFaults={tried}
              />
            ))}
        </Fragment>
      )}
    </Amendment>
  );
}

/** One subject, folded until somebody corrects it. */
function PartOfAbout(props: {
  readonly part: Part;
  readonly values: Values;
  readonly onChange: (value: unknown) => void;
  readonly showFaults: boolean;
}) {
  const { t } = useTranslation();
  const { fieldName } = useWords();
  const { part, values, onChange, showFaults } = props;
  const value = values[part.name] ?? blankOf(part);
  return (
    <details className={styles.fold}>
      <summary>
        <b>{fieldName(part.label ?? part.name)}</b>{' '}
        {!saysSomething(part, value) && <span className={styles.dim}>{t('testimony.nothingSaid')}</span>}
      </summary>
      <div className={styles.folded}>
        <PartField part={part} value={value} onChange={onChange} among={values} showFaults={showFaults} hideLabel />
      </div>
    </details>
  );
}

export function Withdraw({ testimony, onClose }: Props) {
  const { t } = useTranslation();
  const amend = useDeed('testimony.amend', (output) => {
    keepAnswer('testimony.get', { id: output.id }, output);
    onClose();
  });
  const { consent } = testimony.fields;
  return (
    <ReasonDialog
      title={t('testimony.withdraw')}
      text={t('testimony.withdrawText')}
      deed={t('testimony.withdrawDo')}
      busy={amend.isPending}
      error={amend.error}
      onClose={onClose}
      onDo={(reason) =>
        amend.mutate({
          id: testimony.id,
          head: testimony.head,
          fields: { ...testimony.fields, consent: { ...consent, state: 'withdrawn', audiences: [] } },
          reason,
        })
      }
    />
  );
}
