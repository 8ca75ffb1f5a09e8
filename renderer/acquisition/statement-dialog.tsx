import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AcquisitionDetail, AcquisitionStatement } from '../../shared/contract.ts';
import {
  handings,
  methods,
  origins,
  type StatementFields,
  whereabouts,
  willingness,
} from '../../shared/model/acquisition.ts';
import { keepAnswer, useDeed } from '../bridge/calls.ts';
import { useDraft } from '../bridge/drafts.ts';
import { edtfOf } from '../cases/uncertain-date.ts';
import { WhenEntry } from '../cases/when-entry.tsx';
import { RadioCards } from '../kit/choice.tsx';
import { Dialog } from '../kit/dialog.tsx';
import { BegunBefore, DraftDeeds, NotKept } from '../kit/draft.tsx';
import { TextField } from '../kit/field.tsx';
import { FaultNotice } from '../kit/notice.tsx';
import { shortestReason } from '../kit/reason-dialog.tsx';
import { Select } from '../kit/select.tsx';
import styles from './acquisition.module.css';
import { correctionOf, newStatement, statementKeeping, statementSubject } from './statement-draft.ts';

const people = ['creator', 'giver', 'carrier'] as const;

/** Says where files came from, or corrects what was said with a reason. What is typed outlasts locking. */
export function StatementDialog(props: {
  readonly acquisitions: readonly number[];
  /** What stands, where something does. */
  readonly statement: AcquisitionStatement | null;
  readonly origin?: StatementFields['origin'];
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const { onClose } = props;
  // Fixed when the dialog opens: what someone else saves meanwhile must not slip in under this person's edits.
  const [opened] = useState(props);
  const { statement } = opened;
  const blank = useCallback(
    () =>
      opened.statement === null ? newStatement(opened.acquisitions, opened.origin) : correctionOf(opened.statement),
    [opened],
  );
  const subject = statementSubject(statement, opened.acquisitions);
  const { draft, begun, change, discard, round } = useDraft(statementKeeping, subject, blank);
  const [foundBegun] = useState(begun);
  const { fields, entered, reason } = draft;
  const [tried, setTried] = useState(false);
  const set = (part: Partial<StatementFields>) => change({ fields: { ...fields, ...part } });
  const saved = (output: AcquisitionDetail) => {
    discard();
    keepAnswer('acquisition.get', { acquisition: output.acquisition }, output);
    onClose();
  };
  const state = useDeed('acquisition.state', saved);
  const amend = useDeed('acquisition.amend', saved);
  const error = state.error ?? amend.error;
  const when = entered === null ? { edtf: fields.received.edtf } : edtfOf(entered);
  const shortReason = statement !== null && reason.trim().length < shortestReason;

  const save = () => {
    setTried(true);
    if (!('edtf' in when) || shortReason) return;
    const whole = { ...fields, received: { edtf: when.edtf, words: fields.received.words.trim() } };
    // Zips that are opened while this is written bring acquisitions of their own.
    const about = [...new Set([...draft.acquisitions, ...props.acquisitions])];
    if (statement === null) state.mutate({ acquisitions: about, fields: whole });
    else amend.mutate({ id: statement.id, head: draft.head ?? statement.head, fields: whole, reason: reason.trim() });
  };
  return (
    <Dialog
      title={statement === null ? t('acquisition.ask') : t('acquisition.correctTitle')}
      onClose={onClose}
      wide
      keeps
    >
      <div className={styles.form} key={round}>
        {foundBegun && begun && (
          <BegunBefore
            corrects={statement !== null}
            isBehind={statement !== null && draft.head !== statement.head}
            discard={discard}
          />
        )}
        <RadioCards
          label={t('acquisition.rows.origin')}
          value={fields.origin}
          options={origins.map((key) => ({ key, label: t(`origin.${key}`) }))}
          onChange={(origin) => set({ origin })}
          small
          row
        />
        <div className={styles.people}>
          {people.map((name) => (
            <TextField
              key={name}
              label={t(`acquisition.rows.${name}`)}
              value={fields[name] ?? ''}
              onChange={(code) => set({ [name]: code.trim() === '' ? null : code })}
              maxLength={60}
              prose
            />
          ))}
        </div>
        <p className={styles.dim}>{t('acquisition.codeNames')}</p>
        <h3>{t('acquisition.when')}</h3>
        <WhenEntry
          entered={entered}
          written={fields.received.edtf}
          words={fields.received.words}
          onEntered={(given) => change({ entered: given })}
          onWords={(words) => set({ received: { ...fields.received, words } })}
          showFaults={tried}
        />
        <div className={styles.people}>
          <Select
            label={t('acquisition.rows.handed')}
            value={fields.handed}
            options={handings.map((key) => ({ key, label: t(`handed.${key}`) }))}
            onChange={(handed) => set({ handed })}
          />
          <Select
            label={t('acquisition.rows.method')}
            value={fields.method}
            options={methods.map((key) => ({ key, label: t(`method.${key}`) }))}
            onChange={(method) => set({ method })}
          />
        </div>
        <details className={styles.more} open={statement !== null}>
          <summary>{t('acquisition.more')}</summary>
          <div>
            <div className={styles.people}>
              <Select
                label={t('acquisition.rows.original')}
                value={fields.original.where}
                options={whereabouts.map((key) => ({ key, label: t(`whereabouts.${key}`) }))}
                onChange={(where) => set({ original: { ...fields.original, where } })}
              />
              <TextField
                label={t('acquisition.words')}
                value={fields.original.words}
                onChange={(words) => set({ original: { ...fields.original, words } })}
                maxLength={500}
                prose
              />
            </div>
            <RadioCards
              label={t('acquisition.rows.testifies')}
              value={fields.testifies}
              options={willingness.map((key) => ({ key, label: t(`willingness.${key}`) }))}
              onChange={(testifies) => set({ testifies })}
              small
              row
            />
            <TextField
              label={t('acquisition.rows.note')}
              value={fields.note}
              onChange={(note) => set({ note })}
              maxLength={5_000}
              lines={3}
              prose
            />
          </div>
        </details>
        {statement !== null && (
          <TextField
            label={t('acquisition.reason')}
            value={reason}
            onChange={(given) => change({ reason: given })}
            error={tried && shortReason ? t('kit.reasonNeeded') : undefined}
            lines={2}
            required
            prose
          />
        )}
        {error !== null && <FaultNotice error={error} />}
        <NotKept />
        <DraftDeeds
          deed={t('acquisition.save')}
          busy={state.isPending || amend.isPending}
          onSave={save}
          discard={discard}
          onClose={onClose}
        >
          <span className={styles.dim}>{t('entryForm.saving')}</span>
        </DraftDeeds>
      </div>
    </Dialog>
  );
}
