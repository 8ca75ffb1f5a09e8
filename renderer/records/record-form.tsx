import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { brokenRule } from '../../shared/broken-rule.ts';
import { type CallInput, contract, type RecordDetail } from '../../shared/contract.ts';
import type { EnteredKind } from '../../shared/model/kinds.ts';
import { askNow, keepAnswer, useAnswer, useDeed } from '../bridge/calls.ts';
import { useDraft } from '../bridge/drafts.ts';
import { Page } from '../kit/page.tsx';
import { Failed, Skeleton } from '../kit/states.tsx';
import { usePlaces } from '../shell/places.tsx';
import { Broken } from './broken.tsx';
import { EntryForm, isReasoned } from './entry-form.tsx';
import { kindParts } from './kind-parts.ts';
import { useOnTop } from './on-top.ts';
import { PartFields } from './part-fields.tsx';
import type { Values } from './parts.ts';
import { correctionOf, newRecord, recordKeeping, recordSubject } from './record-draft.ts';

type FormProps = { readonly kind: EnteredKind; readonly id: string | null; readonly facility: string | null };

/** Enters a record of any kind, or corrects one: then the version it was opened with is named. */
export function RecordForm({ kind, id, facility }: FormProps) {
  const { t } = useTranslation();
  const { back } = usePlaces();
  const record = useAnswer('record.get', { kind, id: id ?? '' }, { enabled: id !== null });
  if (id === null) return <Fields kind={kind} record={null} facility={facility} />;
  return record.data ? (
    <Fields kind={kind} record={record.data} facility={null} />
  ) : (
    <Page title={t('recordForm.correct', { what: t(`recordKind.${kind}`) })} back={back} narrow>
      {record.isError ? <Failed error={record.error} again={() => void record.refetch()} /> : <Skeleton cards={3} />}
    </Page>
  );
}

function Fields(props: { kind: EnteredKind; record: RecordDetail | null; facility: string | null }) {
  const { kind, facility } = props;
  const { t } = useTranslation();
  const { back, replace } = usePlaces();
  // Fixed when the form opens: what someone else saves meanwhile must not slip in under this person's edits.
  const [opened] = useState(props.record);
  const blank = useCallback(
    () => (opened === null ? newRecord(kind, facility) : correctionOf(opened)),
    [opened, kind, facility],
  );
  const subject = recordSubject(kind, opened?.id ?? null, facility);
  const { draft, begun, change, discard, round } = useDraft(recordKeeping, subject, blank);
  const [foundBegun] = useState(begun);
  const [tried, setTried] = useState(false);

  const saved = (output: RecordDetail) => {
    discard();
    keepAnswer('record.get', { kind: output.kind, id: output.id }, output);
    replace({ at: 'record', kind: output.kind, id: output.id });
  };
  const create = useDeed('record.create', saved);
  const amend = useDeed('record.amend', saved);
  const error = create.error ?? amend.error;

  const onTop = useOnTop({
    base: draft.base,
    mine: draft.fields,
    async newest() {
      const { head, fields } = await askNow('record.get', { kind, id: opened?.id ?? '' });
      return { head, fields: fields as Values };
    },
    put({ head, fields: base }, fields) {
      change({ head, base, fields });
      amend.reset();
    },
  });

  const made = { kind, fields: draft.fields };
  const checked = contract['record.create'].input.safeParse(made);
  const save = () => {
    setTried(true);
    if (!checked.success || !isReasoned(opened !== null, draft.reason)) return;
    if (opened === null) create.mutate(checked.data);
    else {
      const { id, head } = opened;
      const correction = { ...checked.data, id, head: draft.head ?? head, reason: draft.reason.trim() };
      amend.mutate(correction as CallInput<'record.amend'>);
    }
  };

  const what = t(`recordKind.${kind}`);
  return (
    <Page title={opened === null ? what : t('recordForm.correct', { what })} back={back} narrow>
      <EntryForm
        corrects={
          opened === null
            ? null
            : { head: props.record?.head ?? opened.head, at: { at: 'record', kind, id: opened.id } }
        }
        draft={draft}
        foundBegun={foundBegun && begun}
        discard={discard}
        onReason={(reason) => change({ reason })}
        tried={tried}
        wrong={tried && !checked.success && <Broken broken={brokenRule(checked.error, made)} />}
        onTop={onTop}
        error={error}
        busy={create.isPending || amend.isPending}
        deed={t('recordForm.save')}
        onSave={save}
      >
        <PartFields
          key={`${round} ${onTop.round}`}
          parts={kindParts[kind]}
          values={draft.fields}
          onChange={(fields) => change({ fields })}
          showFaults={tried}
        />
      </EntryForm>
    </Page>
  );
}
