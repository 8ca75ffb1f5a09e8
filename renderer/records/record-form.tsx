import { useCallback, useState } from 'react';
import { Form } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { brokenRule } from '../../shared/broken-rule.ts';
import { type CallInput, contract, type RecordDetail } from '../../shared/contract.ts';
import type { EnteredKind } from '../../shared/model/kinds.ts';
import { keepAnswer, useAnswer, useDeed } from '../bridge/calls.ts';
import { useDraft, useDraftTrouble } from '../bridge/drafts.ts';
import caseStyles from '../cases/case-form.module.css';
import { Button } from '../kit/button.tsx';
import { Deeds } from '../kit/dialog.tsx';
import { TextField } from '../kit/field.tsx';
import { FaultNotice, Notice } from '../kit/notice.tsx';
import { Page } from '../kit/page.tsx';
import { shortestReason } from '../kit/reason-dialog.tsx';
import { Failed, Skeleton } from '../kit/states.tsx';
import { usePlaces } from '../shell/places.tsx';
import { Broken } from './broken.tsx';
import { kindParts } from './kind-parts.ts';
import { PartFields } from './part-fields.tsx';
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
  const { back, go, replace } = usePlaces();
  // Fixed when the form opens: what someone else saves meanwhile must not slip in under this person's edits.
  const [opened] = useState(props.record);
  const blank = useCallback(
    () => (opened === null ? newRecord(kind, facility) : correctionOf(opened)),
    [opened, kind, facility],
  );
  const subject = recordSubject(kind, opened?.id ?? null, facility);
  const { draft, begun, change, discard, round } = useDraft(recordKeeping, subject, blank);
  const [foundBegun] = useState(begun);
  const trouble = useDraftTrouble();
  const [tried, setTried] = useState(false);

  const saved = (output: RecordDetail) => {
    discard();
    keepAnswer('record.get', { kind: output.kind, id: output.id }, output);
    replace({ at: 'record', kind: output.kind, id: output.id });
  };
  const create = useDeed('record.create', saved);
  const amend = useDeed('record.amend', saved);
  const error = create.error ?? amend.error;

  const made = { kind, fields: draft.fields };
  const checked = contract['record.create'].input.safeParse(made);
  const reasonMissing = opened !== null && draft.reason.trim().length < shortestReason;
  const save = () => {
    setTried(true);
    if (!checked.success || reasonMissing) return;
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
      <Form
        className={caseStyles.form ?? ''}
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        {foundBegun && begun && (
          <Notice kind="info" title={t('caseForm.begun')}>
            <Button onPress={discard}>{opened === null ? t('caseForm.beginNew') : t('caseForm.beginAgain')}</Button>
          </Notice>
        )}
        <PartFields
          key={round}
          parts={kindParts[kind]}
          values={draft.fields}
          onChange={(fields) => change({ fields })}
          showFaults={tried}
        />
        {opened !== null && (
          <TextField
            label={t('caseForm.reason')}
            description={t('caseForm.reasonHelp')}
            value={draft.reason}
            onChange={(reason) => change({ reason })}
            error={tried && reasonMissing ? t('kit.reasonNeeded') : undefined}
            lines={2}
            required
            prose
          />
        )}
        {tried && !checked.success && <Broken broken={brokenRule(checked.error, made)} />}
        {error !== null && (
          <FaultNotice error={error}>
            {error.code === 'RECORD_STALE' && opened !== null && (
              <Button onPress={() => go({ at: 'record', kind, id: opened.id })}>{t('case.stale')}</Button>
            )}
          </FaultNotice>
        )}
        {trouble !== null && <FaultNotice error={trouble}>{t('kit.notKept')}</FaultNotice>}
        <Deeds>
          <Button look="primary" large type="submit" busy={create.isPending || amend.isPending}>
            {opened === null ? t('recordForm.save') : t('caseForm.saveCorrection')}
          </Button>
          <Button
            large
            onPress={() => {
              discard();
              back();
            }}
          >
            {t('kit.cancel')}
          </Button>
          <span className={caseStyles.help}>{t('caseForm.saving')}</span>
        </Deeds>
      </Form>
    </Page>
  );
}
