import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { brokenRule } from '../../shared/broken-rule.ts';
import { type Claim, type ClaimsTable, contract, type IncidentDetail } from '../../shared/contract.ts';
import { type ClaimFields, claimTopics } from '../../shared/model/claim.ts';
import { harmedGroups, harms } from '../../shared/model/coding.ts';
import { functionalities } from '../../shared/model/facility.ts';
import { keepAnswer, useDeed } from '../bridge/calls.ts';
import { useDraft } from '../bridge/drafts.ts';
import { Chooser } from '../choosing/chooser.tsx';
import { CheckLine } from '../kit/choice.tsx';
import { Dialog } from '../kit/dialog.tsx';
import { BegunBefore, DraftDeeds, NotKept } from '../kit/draft.tsx';
import { TextField } from '../kit/field.tsx';
import { plainlyShown } from '../kit/foreign.tsx';
import { FaultNotice } from '../kit/notice.tsx';
import { shortestReason } from '../kit/reason-dialog.tsx';
import { Select } from '../kit/select.tsx';
import { Broken } from '../records/broken.tsx';
import { PartField } from '../records/part-fields.tsx';
import type { Part } from '../records/parts.ts';
import { claimBegun, claimKeeping, claimSubject, sourceKinds } from './claim-draft.ts';
import styles from './claims.module.css';

const none = 'none';

const unsourced = { item: null, testimony: null, paragraph: null, organisation: null, source: '' } as const;
const unvalued = { when: null, place: null, count: null, works: null } as const;

/** The value that a claim about this can have, as the forms of records ask for it. */
const values: Partial<Record<ClaimFields['about'], Part>> = {
  when: { name: 'when', is: 'when' },
  where: { name: 'place', is: 'place' },
  harm: {
    name: 'count',
    label: 'harm',
    is: 'group',
    parts: [
      { name: 'group', is: 'word', words: harmedGroups },
      { name: 'harm', label: 'harmed', is: 'word', words: harms },
      { name: 'lowest', is: 'number' },
      { name: 'best', is: 'number' },
      { name: 'highest', is: 'number' },
    ],
  },
  functionality: { name: 'works', label: 'functionality', is: 'word', words: functionalities },
};

const noValues: Readonly<Record<string, unknown>> = {
  when: { edtf: '', words: '' },
  place: { name: '', precision: 'unknown', point: null },
  count: { group: null, harm: null, lowest: null, best: null, highest: null },
  works: null,
};

/** What was left as it began says nothing, and is not entered. */
const saidOnly = (name: string, value: unknown): unknown =>
  JSON.stringify(value) === JSON.stringify(noValues[name]) ? null : value;

/** What is missing may lie below the edge of the dialog. */
const intoView = (at: Element | null) => at?.scrollIntoView({ block: 'center' });

/** Enters what one source says, or corrects it. */
export function ClaimDialog(props: {
  readonly incident: IncidentDetail;
  readonly table: ClaimsTable;
  readonly claim: Claim | null;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const { incident, table, claim, onClose } = props;
  // Fixed when the dialog opens: what somebody else saves meanwhile must not slip in under what is typed.
  const [opened] = useState({ incident: incident.id, claim });
  const begin = useCallback(() => claimBegun(opened.incident, opened.claim), [opened]);
  const { draft, begun, change, discard, round } = useDraft(claimKeeping, claimSubject(incident.id, claim), begin);
  const [foundBegun] = useState(begun);
  const { fields, kind, reason } = draft;
  const [tried, setTried] = useState(false);
  const done = ({ table: next }: { table: ClaimsTable }) => {
    discard();
    keepAnswer('claim.table', { incident: incident.id }, next);
    onClose();
  };
  const add = useDeed('claim.add', done);
  const amend = useDeed('claim.amend', done);
  const set = (part: Partial<ClaimFields>) => change({ fields: { ...fields, ...part } });

  const checked = contract['claim.add'].input.safeParse(fields);
  const short = claim !== null && reason.trim().length < shortestReason;
  const save = () => {
    setTried(true);
    if (!checked.success || short) return;
    if (claim === null) add.mutate(checked.data);
    else amend.mutate({ id: claim.id, head: draft.head ?? claim.head, fields: checked.data, reason: reason.trim() });
  };

  const numbers = new Map(table.claims.map(({ id }, index) => [id, index + 1]));
  const others = table.claims.filter(({ id }) => id !== claim?.id);
  const called = ({ id, fields: { says } }: Claim) => `${numbers.get(id)} · ${plainlyShown(says.slice(0, 60))}`;
  const value = values[fields.about];
  return (
    <Dialog title={t(claim === null ? 'claims.add' : 'claims.correctTitle')} onClose={onClose} wide long keeps>
      {foundBegun && begun && (
        <BegunBefore
          corrects={claim !== null}
          isBehind={claim !== null && draft.head !== claim.head}
          discard={discard}
        />
      )}
      <Select
        label={t('claims.about')}
        value={fields.about}
        options={claimTopics.map((key) => ({ key, label: t(`claims.topic.${key}`) }))}
        onChange={(about) => set({ ...unvalued, about })}
      />
      <TextField
        label={t('claims.says')}
        description={t('claims.saysHelp')}
        value={fields.says}
        onChange={(says) => set({ says })}
        lines={2}
        autoFocus
        required
        prose
      />
      {value !== undefined && (
        <PartField
          key={`${round} ${fields.about}`}
          part={value}
          value={fields[value.name as keyof ClaimFields] ?? noValues[value.name]}
          onChange={(next) => set({ [value.name]: saidOnly(value.name, next) } as Partial<ClaimFields>)}
          among={fields}
          showFaults={tried}
        />
      )}
      <div className={styles.row}>
        <Select
          label={t('claims.from')}
          value={kind}
          options={sourceKinds.map((key) => ({ key, label: t(`claims.kinds.${key}`) }))}
          onChange={(next) => {
            change({ kind: next, fields: { ...fields, ...unsourced } });
          }}
        />
        {kind === 'testimony' && (
          <Select
            label={t('claims.kinds.testimony')}
            value={fields.testimony ?? none}
            options={[
              { key: none, label: t('claims.choose') },
              ...incident.testimonies.map(({ id, witness }) => ({ key: id, label: plainlyShown(witness) })),
            ]}
            onChange={(id) => set({ ...unsourced, testimony: id === none ? null : id })}
          />
        )}
        {kind === 'testimony' && fields.testimony !== null && (
          <TextField
            label={t('claims.paragraphHelp')}
            value={fields.paragraph === null ? '' : String(fields.paragraph)}
            onChange={(text) => set({ paragraph: /^\d{1,3}$/.test(text) ? Number(text) : null })}
            inputMode="numeric"
            code
          />
        )}
        {kind === 'item' && (
          <Select
            label={t('claims.kinds.item')}
            value={fields.item === null ? none : String(fields.item)}
            options={[
              { key: none, label: t('claims.choose') },
              ...incident.items.map(({ item }) => ({ key: String(item.seq), label: plainlyShown(item.name) })),
            ]}
            onChange={(seq) => set({ ...unsourced, item: seq === none ? null : Number(seq) })}
          />
        )}
        {kind === 'organisation' && (
          <Chooser
            label={t('claims.kinds.organisation')}
            kind="organisation"
            value={fields.organisation}
            onChange={(organisation) => set({ ...unsourced, organisation })}
          />
        )}
        {kind === 'words' && (
          <TextField
            label={t('claims.words')}
            description={t('claims.wordsHelp')}
            value={fields.source}
            onChange={(source) => set({ ...unsourced, source })}
            prose
          />
        )}
      </div>
      <div className={styles.row}>
        {others.length > 0 && (
          <Select
            label={t('claims.origin')}
            value={fields.origin ?? none}
            options={[
              { key: none, label: t('claims.ownKnowledge') },
              ...others.map((other) => ({ key: other.id, label: called(other) })),
            ]}
            onChange={(id) => set({ origin: id === none ? null : id })}
          />
        )}
        <TextField
          label={others.length > 0 ? t('claims.root') : t('claims.origin')}
          description={t('claims.rootHelp')}
          value={fields.root}
          onChange={(root) => set({ root })}
          prose
        />
      </div>
      {others.length > 0 && (
        <fieldset className={styles.checks}>
          <legend>{t('claims.againstLabel')}</legend>
          {others.map((other) => (
            <CheckLine
              key={other.id}
              checked={fields.against.includes(other.id)}
              onChange={(on) =>
                set({ against: on ? [...fields.against, other.id] : fields.against.filter((id) => id !== other.id) })
              }
            >
              {called(other)}
            </CheckLine>
          ))}
        </fieldset>
      )}
      <CheckLine checked={fields.rests} onChange={(rests) => set({ rests })}>
        {t('claims.restsLabel')}
      </CheckLine>
      {claim !== null && (
        <>
          <CheckLine checked={fields.withdrawn} onChange={(withdrawn) => set({ withdrawn })}>
            {t('claims.withdrawnLabel')}
          </CheckLine>
          <TextField
            label={t('entryForm.reason')}
            value={reason}
            onChange={(given) => change({ reason: given })}
            error={tried && short ? t('kit.reasonNeeded') : undefined}
            lines={2}
            required
            prose
          />
        </>
      )}
      {tried && !checked.success && (
        <p className={styles.error} role="alert" ref={intoView}>
          {t('claims.needed')}
        </p>
      )}
      {tried && !checked.success && <Broken broken={brokenRule(checked.error, fields)} />}
      {add.isError && <FaultNotice error={add.error} />}
      {amend.isError && <FaultNotice error={amend.error} />}
      <NotKept />
      <DraftDeeds
        deed={claim === null ? t('claims.save') : t('claims.saveCorrection')}
        busy={add.isPending || amend.isPending}
        onSave={save}
        discard={discard}
        onClose={onClose}
      />
    </Dialog>
  );
}
