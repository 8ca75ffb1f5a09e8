import { useCallback, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallInput, Transcript } from '../../shared/contract.ts';
import type { TranscriptKind } from '../../shared/model/transcript.ts';
import { testimonyLanguages } from '../../shared/model/vocabulary.ts';
import { askNow, keepAnswer, useAnswer, useDeed } from '../bridge/calls.ts';
import { useDraft } from '../bridge/drafts.ts';
import { Player, type PlayerHands } from '../item/player.tsx';
import { CheckLine } from '../kit/choice.tsx';
import { TextField } from '../kit/field.tsx';
import { Page } from '../kit/page.tsx';
import { Select } from '../kit/select.tsx';
import { Failed, Skeleton } from '../kit/states.tsx';
import { EntryForm, isReasoned } from '../records/entry-form.tsx';
import { useOnTop } from '../records/on-top.ts';
import { usePlaces } from '../shell/places.tsx';
import { useVault } from '../shell/vault.tsx';
import { Paragraphs, usePlayerKeys } from './paragraphs.tsx';
import styles from './recording.module.css';
import {
  correctionOf,
  faultIn,
  newTranscript,
  requestOf,
  transcriptKeeping,
  transcriptSubject,
  type WrittenOf,
  writtenOf,
} from './transcript-draft.ts';

/** Enters a transcript or a translation beside what it is made of, or corrects one. */
export function TranscriptForm({ kind, id, of }: { kind: TranscriptKind; id: string | null; of: WrittenOf }) {
  const { t } = useTranslation();
  const { back } = usePlaces();
  const found = useAnswer('transcript.get', { kind, id: id ?? '' }, { enabled: id !== null });
  if (id === null) return <Fields kind={kind} written={null} of={of} />;
  return found.data ? (
    <Fields kind={kind} written={found.data} of={of} />
  ) : (
    <Page title={t('written.form.correct')} back={back} narrow>
      {found.isError ? <Failed error={found.error} again={() => void found.refetch()} /> : <Skeleton lines={8} />}
    </Page>
  );
}

function Fields({ kind, written, of }: { kind: TranscriptKind; written: Transcript | null; of: WrittenOf }) {
  const { t } = useTranslation();
  const { back, replace } = usePlaces();
  const { operator } = useVault().vault;
  const [opened] = useState(written);
  const source = useAnswer(
    'transcript.get',
    { kind: 'transcript', id: of.transcript ?? '' },
    { enabled: of.transcript !== null },
  );
  const testimony = useAnswer('testimony.get', { id: of.testimony ?? '' }, { enabled: of.testimony !== null });
  const spoken = source.data?.fields.language ?? testimony.data?.fields.language ?? '';
  const blank = useCallback(
    () => (opened === null ? newTranscript(kind, of, spoken, operator) : correctionOf(opened)),
    [opened, kind, of, spoken, operator],
  );
  const { draft, begun, change, discard } = useDraft(
    transcriptKeeping,
    transcriptSubject(kind, opened?.id ?? null, of),
    blank,
  );
  const [foundBegun] = useState(begun);
  const [tried, setTried] = useState(false);
  const hands = useRef<PlayerHands>(null);
  usePlayerKeys(hands);

  const saved = (output: Transcript) => {
    discard();
    keepAnswer('transcript.get', { kind: output.kind, id: output.id }, output);
    replace({ at: 'transcript', kind: output.kind, id: output.id });
  };
  const create = useDeed('transcript.create', saved);
  const amend = useDeed('transcript.amend', saved);
  const error = create.error ?? amend.error;
  const onTop = useOnTop({
    base: draft.base,
    mine: writtenOf(draft),
    async newest() {
      const now = await askNow('transcript.get', { kind, id: opened?.id ?? '' });
      return { head: now.head, fields: writtenOf(correctionOf(now)) };
    },
    put({ head, fields: base }, fields) {
      change({ ...fields, head, base });
      amend.reset();
    },
  });
  const fault = tried ? faultIn(draft) : null;
  const save = () => {
    setTried(true);
    if (faultIn(draft) !== null || !isReasoned(opened !== null, draft.reason)) return;
    const request = requestOf(draft);
    if (opened === null) create.mutate(request);
    else {
      const correction = { ...request, id: opened.id, head: draft.head ?? opened.head, reason: draft.reason.trim() };
      amend.mutate(correction as CallInput<'transcript.amend'>);
    }
  };
  const title = opened !== null ? 'correct' : kind === 'transcript' ? 'newTranscript' : 'newTranslation';
  return (
    <Page title={t(`written.form.${title}`)} back={back} narrow>
      {of.item !== null && <Source item={of.item} hands={hands} />}
      <EntryForm
        corrects={
          opened === null ? null : { head: written?.head ?? opened.head, at: { at: 'transcript', kind, id: opened.id } }
        }
        draft={draft}
        foundBegun={foundBegun && begun}
        discard={discard}
        onReason={(reason) => change({ reason })}
        tried={tried}
        onTop={onTop}
        error={error}
        busy={create.isPending || amend.isPending}
        deed={t('written.form.save')}
        onSave={save}
      >
        <div className={styles.row}>
          {kind === 'translation' && (
            <Language
              label={t('written.form.original')}
              value={draft.original}
              error={fault === 'original'}
              onChange={(original) => change({ original })}
            />
          )}
          <Language
            label={t('written.form.language')}
            value={draft.language}
            error={fault === 'language'}
            onChange={(language) => change({ language })}
          />
        </div>
        <Paragraphs draft={draft} change={change} tried={tried} hands={of.item === null ? null : hands} />
        <div className={styles.row}>
          <TextField
            label={t('written.form.by')}
            value={draft.by}
            onChange={(by) => change({ by })}
            maxLength={60}
            prose
          />
          <TextField
            label={t('written.form.checked')}
            value={draft.checked}
            onChange={(checked) => change({ checked })}
            maxLength={60}
            prose
          />
        </div>
        <CheckLine checked={draft.isMachine} onChange={(isMachine) => change({ isMachine })}>
          {t('written.form.machine')}
        </CheckLine>
        {draft.isMachine && (
          <div className={styles.row}>
            <TextField
              label={t('written.form.program')}
              value={draft.program}
              onChange={(program) => change({ program })}
              error={fault === 'program' ? t('written.form.programNeeded') : undefined}
              maxLength={200}
              prose
            />
            <TextField
              label={t('written.form.version')}
              value={draft.version}
              onChange={(version) => change({ version })}
              maxLength={100}
              code
            />
          </div>
        )}
        <TextField label={t('written.note')} value={draft.note} onChange={(note) => change({ note })} lines={2} prose />
      </EntryForm>
    </Page>
  );
}

function Source({ item, hands }: { item: number; hands: React.Ref<PlayerHands> }) {
  const { t } = useTranslation();
  const found = useAnswer('item.get', { seq: item });
  return (
    <div className={styles.player}>
      {found.isPending && <Skeleton lines={4} />}
      {found.isError && <Failed error={found.error} again={() => void found.refetch()} />}
      {found.data && <Player item={found.data} hands={hands} slim />}
      <p className={styles.keys}>{t('written.form.keys')}</p>
    </div>
  );
}

function Language(props: { label: string; value: string; error: boolean; onChange: (tag: string) => void }) {
  const { t } = useTranslation();
  const offered = testimonyLanguages.find((tag) => tag === props.value);
  const [other, setOther] = useState(props.value !== '' && offered === undefined);
  return (
    <>
      <Select
        label={props.label}
        value={other ? 'other' : (offered ?? 'none')}
        options={[
          ...(props.value === '' && !other ? [{ key: 'none', label: '–' }] : []),
          ...testimonyLanguages.map((key) => ({ key: key as string, label: t(`spoken.${key}`) })),
          { key: 'other', label: t('written.form.otherLanguage') },
        ]}
        error={props.error && !other ? t('written.form.languageNeeded') : undefined}
        onChange={(key) => {
          setOther(key === 'other');
          props.onChange(key === 'other' || key === 'none' ? '' : key);
        }}
      />
      {other && (
        <TextField
          label={t('written.form.otherLanguage')}
          value={props.value}
          onChange={props.onChange}
          error={props.error ? t('written.form.languageNeeded') : undefined}
          maxLength={35}
          code
        />
      )}
    </>
  );
}
