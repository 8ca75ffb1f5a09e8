import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LaterAccount, TestimonyDetail } from '../../shared/contract.ts';
import { laterWays, readBacks, whysTold } from '../../shared/model/later-accounts.ts';
import { testimonyLanguages } from '../../shared/model/vocabulary.ts';
import { keepAnswer, useDeed } from '../bridge/calls.ts';
import { useDraft } from '../bridge/drafts.ts';
import { edtfOf } from '../cases/uncertain-date.ts';
import { WhenEntry } from '../cases/when-entry.tsx';
import { Paragraphs } from '../interview/paragraphs.tsx';
import { Button } from '../kit/button.tsx';
import { CheckLine, RadioCards } from '../kit/choice.tsx';
import { Deeds, Dialog } from '../kit/dialog.tsx';
import { DraftDeeds, NotKept } from '../kit/draft.tsx';
import { TextField } from '../kit/field.tsx';
import { plainlyShown } from '../kit/foreign.tsx';
import { FaultNotice, Notice } from '../kit/notice.tsx';
import { shortestReason } from '../kit/reason-dialog.tsx';
import { Select } from '../kit/select.tsx';
import { useVault } from '../shell/vault.tsx';
import styles from './later-accounts.module.css';
import { type LaterDraft, laterBegun, laterKeeping, laterSubject } from './later-draft.ts';

type Fields = LaterDraft['fields'];

/** The witness adds to their account, or takes it back; or how that was recorded is corrected. */
export function LaterDialog(props: {
  readonly testimony: TestimonyDetail;
  readonly act: LaterAccount['act'];
  readonly correcting?: LaterAccount;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const { vault } = useVault();
  const { testimony, act, correcting = null, onClose } = props;
  // Fixed when the dialog opens: what somebody else saves meanwhile must not slip in under what is typed.
  const [opened] = useState({ testimony, correcting });
  const recanting = correcting?.act === 'takes back' ? correcting : null;
  const { operator } = vault;
  const blank = useCallback(
    () => laterBegun(opened.testimony, act, operator, opened.correcting),
    [opened, act, operator],
  );
  const subject = laterSubject(testimony.id, act, correcting);
  const { draft, begun, change, discard, round } = useDraft(laterKeeping, subject, blank);
  const [foundBegun] = useState(begun);
  const { fields, entered, paragraphs, taken, why, reason } = draft;
  const [tried, setTried] = useState(false);
  const done = (output: TestimonyDetail) => {
    discard();
    keepAnswer('testimony.get', { id: output.id }, output);
    onClose();
  };
  const add = useDeed('laterAccount.add', done);
  const correct = useDeed('laterAccount.correct', done);
  const error = add.error ?? correct.error;
  const set = (part: Partial<Fields>) => change({ fields: { ...fields, ...part } });
  const now = correcting?.head ?? testimony.head;

  const when = entered === null ? { edtf: fields.when.edtf } : edtfOf(entered);
  const written = paragraphs.filter(({ text }) => text.trim() !== '');
  const fault = {
    words: written.length === 0,
    taken: act === 'takes back' && taken?.length === 0,
    takenBy: fields.takenBy.trim() === '',
    reason: correcting !== null && reason.trim().length < shortestReason,
  };
  const save = () => {
    setTried(true);
    if (!('edtf' in when) || Object.values(fault).includes(true)) return;
    const whole = { ...fields, when: { edtf: when.edtf, words: fields.when.words.trim() }, paragraphs: written };
    const takesBack = taken === null ? null : [...taken];
    const said =
      act === 'adds' ? ({ act, fields: whole } as const) : ({ act, fields: { ...whole, takesBack, why } } as const);
    if (correcting === null) add.mutate({ testimony: testimony.id, head: draft.head, said });
    else correct.mutate({ id: correcting.id, head: draft.head, said, reason: reason.trim() });
  };
  const title = t(
    correcting !== null
      ? 'laterAccount.correctTitle'
      : act === 'adds'
        ? 'laterAccount.addsTitle'
        : 'laterAccount.takesBackTitle',
  );
  return (
    <Dialog title={title} onClose={onClose} wide long keeps>
      <div className={styles.form} key={round}>
        {foundBegun && begun && (
          <Notice kind="info" title={t('entryForm.begun')}>
            {draft.head !== now && <p>{t('entryForm.begunBefore')}</p>}
            <Deeds>
              {draft.head !== now && (
                // Paragraphs are taken back by number, and the account may have others by now.
                <Button onPress={() => change({ head: now, taken: taken === null ? null : [] })}>
                  {t('entryForm.onTop')}
                </Button>
              )}
              <Button onPress={discard}>{t('entryForm.beginNew')}</Button>
            </Deeds>
          </Notice>
        )}
        {correcting === null && <p>{t(act === 'adds' ? 'laterAccount.addsText' : 'laterAccount.takesBackText')}</p>}
        {act === 'takes back' && (
          <WhatTaken
            offered={offeredOf(testimony, recanting)}
            taken={taken}
            onChange={(next) => change({ taken: next === null ? null : [...next] })}
            error={tried && fault.taken ? t('laterAccount.choose') : undefined}
          />
        )}
        <h3>{t('laterAccount.theirWords')}</h3>
        <Paragraphs
          paragraphs={paragraphs}
          onChange={(next) => change({ paragraphs: next })}
          error={tried && fault.words ? t('laterAccount.wordsNeeded') : undefined}
        />
        {act === 'takes back' && (
          <div className={styles.two}>
            <Select
              label={t('laterAccount.why')}
              value={why.told}
              options={whysTold.map((key) => ({ key, label: t(`whyTold.${key}`) }))}
              onChange={(told) => change({ why: { ...why, told } })}
            />
            {why.told === 'said why' && (
              <TextField
                label={t('laterAccount.whyWords')}
                value={why.words}
                onChange={(words) => change({ why: { ...why, words } })}
                lines={2}
                prose
              />
            )}
          </div>
        )}
        <h3>{t('laterAccount.whenSaid')}</h3>
        <WhenEntry
          entered={entered}
          written={fields.when.edtf}
          words={fields.when.words}
          onEntered={(given) => change({ entered: given })}
          onWords={(words) => set({ when: { ...fields.when, words } })}
          showFaults={tried}
        />
        <HowSaid
          fields={fields}
          set={set}
          error={tried && fault.takenBy ? t('laterAccount.takenByNeeded') : undefined}
        />
        {correcting !== null && (
          <TextField
            label={t('kit.reason')}
            description={t('kit.reasonHelp')}
            value={reason}
            onChange={(given) => change({ reason: given })}
            lines={2}
            error={tried && fault.reason ? t('kit.reasonNeeded') : undefined}
            required
            prose
          />
        )}
        {error !== null && <FaultNotice error={error} />}
        <NotKept />
      </div>
      <DraftDeeds
        deed={t('laterAccount.save')}
        busy={add.isPending || correct.isPending}
        onSave={save}
        discard={discard}
        onClose={onClose}
      />
    </Dialog>
  );
}

type Offered = { readonly number: number; readonly text: string };

/** Paragraphs to choose from: as they stand, or, where it is corrected, with what was taken back as it stood then. */
function offeredOf(
  testimony: TestimonyDetail,
  recanting: Extract<LaterAccount, { act: 'takes back' }> | null,
): Offered[] {
  const now = testimony.fields.paragraphs.map(({ text }, index) => ({ number: index + 1, text }));
  const then = recanting?.paragraphs ?? [];
  return [...now.filter(({ number }) => !then.some((each) => each.number === number)), ...then].sort(
    (a, b) => a.number - b.number,
  );
}

function WhatTaken(props: {
  readonly offered: readonly Offered[];
  readonly taken: readonly number[] | null;
  readonly onChange: (taken: readonly number[] | null) => void;
  readonly error: string | undefined;
}) {
  const { t } = useTranslation();
  const { offered, taken, onChange } = props;
  return (
    <>
      <RadioCards
        label={t('laterAccount.whichText')}
        value={taken === null ? 'whole' : 'parts'}
        options={(['whole', 'parts'] as const).map((key) => ({ key, label: t(`laterAccount.${key}`) }))}
        onChange={(key) => onChange(key === 'whole' ? null : [])}
        row
        small
      />
      {taken !== null && (
        <div className={styles.choices}>
          {offered.map(({ number, text }) => (
            <CheckLine
              key={number}
              checked={taken.includes(number)}
              onChange={(on) => onChange(on ? [...taken, number] : taken.filter((each) => each !== number))}
            >
              <bdi>{number}</bdi> · <bdi>{plainlyShown(text)}</bdi>
            </CheckLine>
          ))}
        </div>
      )}
      {props.error !== undefined && (
        <p className={styles.error} role="alert">
          {props.error}
        </p>
      )}
    </>
  );
}

function HowSaid(props: {
  readonly fields: Fields;
  readonly set: (part: Partial<Fields>) => void;
  readonly error: string | undefined;
}) {
  const { t } = useTranslation();
  const { fields, set } = props;
  const tags: readonly string[] = testimonyLanguages.some((tag) => tag === fields.language)
    ? testimonyLanguages
    : [...testimonyLanguages, fields.language];
  return (
    <>
      <div className={styles.two}>
        <Select
          label={t('laterAccount.how')}
          value={fields.how}
          options={laterWays.map((key) => ({ key, label: t(`laterWay.${key}`) }))}
          onChange={(how) => set({ how })}
        />
        <Select
          label={t('laterAccount.language')}
          value={fields.language}
          options={tags.map((key) => ({ key, label: t(`spoken.${key as 'ar'}`, { defaultValue: key }) }))}
          onChange={(language) => set({ language })}
        />
        <TextField
          label={t('laterAccount.takenBy')}
          description={t('laterAccount.takenByHelp')}
          value={fields.takenBy}
          onChange={(takenBy) => set({ takenBy })}
          error={props.error}
          maxLength={300}
          required
          prose
        />
        <TextField
          label={t('laterAccount.interpreter')}
          description={t('laterAccount.interpreterHelp')}
          value={fields.interpreter}
          onChange={(interpreter) => set({ interpreter })}
          maxLength={300}
          prose
        />
      </div>
      <RadioCards
        label={t('laterAccount.readBack')}
        value={fields.readBack}
        options={readBacks.map((key) => ({ key, label: t(`laterReadBack.${key}`) }))}
        onChange={(readBack) => set({ readBack })}
        row
        small
      />
      <TextField
        label={t('laterAccount.circumstances')}
        description={t('laterAccount.circumstancesHelp')}
        value={fields.circumstances}
        onChange={(circumstances) => set({ circumstances })}
        lines={2}
        prose
      />
    </>
  );
}
