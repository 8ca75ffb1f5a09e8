import { useCallback, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { brokenRule } from '../../shared/broken-rule.ts';
import { contract, type IncidentDetail, type NeighbouringCase } from '../../shared/contract.ts';
import type { IncidentFields } from '../../shared/model/incident.ts';
import { neighboursAsked } from '../../shared/model/incident-context.ts';
import { precisionClasses } from '../../shared/model/position.ts';
import { attackTypes, certainties } from '../../shared/model/vocabulary.ts';
import { askNow, keepAnswer, useAnswer, useDeed } from '../bridge/calls.ts';
import { useDraft } from '../bridge/drafts.ts';
import { Button } from '../kit/button.tsx';
import { CheckCard, RadioCards } from '../kit/choice.tsx';
import { TextField } from '../kit/field.tsx';
import { Foreign } from '../kit/foreign.tsx';
import { FaultNotice, Notice } from '../kit/notice.tsx';
import { Page, Section } from '../kit/page.tsx';
import { Select } from '../kit/select.tsx';
import { Failed, Skeleton } from '../kit/states.tsx';
import { AskNeighbours, type HeldAgainst, impactsOf } from '../proposals/ask-neighbours.tsx';
import { Broken } from '../records/broken.tsx';
import { EntryForm, isReasoned } from '../records/entry-form.tsx';
import { useOnTop } from '../records/on-top.ts';
import { type Place, usePlaces } from '../shell/places.tsx';
import { AreaEntry } from './area-entry.tsx';
import { caseKeeping, caseSubject, correctionOf, newCase } from './case-draft.ts';
import styles from './case-form.module.css';
import { CodingFields, codingSections } from './coding-fields.tsx';
import { LikeBefore, nextAfter } from './like-before.tsx';
import { PointEntry, validPoint } from './point-entry.tsx';
import { useSeries } from './series.tsx';
import { BeginWith } from './templates.tsx';
import { edtfOf, enteredFrom } from './uncertain-date.ts';
import { WhenEntry } from './when-entry.tsx';

type Asked = Extract<Place, { at: 'case form' }>;

/** Records a case, or corrects one: then the version it was opened with is named, so that nobody's edit is overwritten. */
export function CaseForm(asked: Asked) {
  const { id } = asked;
  const { back } = usePlaces();
  const { t } = useTranslation();
  const record = useAnswer('incident.get', { id: id ?? '' }, { enabled: id !== null });
  if (id === null) return <Fields record={null} asked={asked} />;
  return record.data ? (
    <Fields record={record.data} asked={asked} />
  ) : (
    <Page title={t('caseForm.correctTitle')} back={back} narrow>
      {record.isError ? <Failed error={record.error} again={() => void record.refetch()} /> : <Skeleton cards={3} />}
    </Page>
  );
}

function Fields({ record, asked }: { readonly record: IncidentDetail | null; readonly asked: Asked }) {
  const { items, proposed = null, like } = asked;
  const { t } = useTranslation();
  const { back, replace } = usePlaces();
  const series = useSeries(asked);
  // Fixed when the form opens: what someone else saves meanwhile must not slip in under this person's edits.
  const [opened] = useState(record);
  const blank = useCallback(
    () => (opened === null ? newCase(items, proposed, like?.template) : correctionOf(opened, series?.reason)),
    [opened, items, proposed, like, series?.reason],
  );
  const { draft, begun, change, discard, round } = useDraft(caseKeeping, caseSubject(opened?.id ?? null), blank);
  const [foundBegun] = useState(begun);
  const { fields, entered, reason } = draft;
  const [tried, setTried] = useState(false);
  const set = (part: Partial<IncidentFields>) => change({ fields: { ...fields, ...part } });

  const saved = (output: IncidentDetail) => {
    discard();
    keepAnswer('incident.get', { id: output.id }, output);
    if (series !== null) series.goOn(reason.trim());
    else if (isFirstOfMore.current) replace(nextAfter(output));
    else replace({ at: 'case', id: output.id });
  };
  // Set by what the form is saved with.
  const isFirstOfMore = useRef(false);
  const create = useDeed('incident.create', saved);
  const amend = useDeed('incident.amend', saved);
  const error = create.error ?? amend.error;

  const when = entered === null ? { edtf: fields.when.edtf } : edtfOf(entered);
  const complete =
    fields.title.trim() !== '' &&
    'edtf' in when &&
    validPoint(fields.place.point) &&
    isReasoned(opened !== null, reason);

  const made = {
    fields: { ...fields, when: { edtf: 'edtf' in when ? when.edtf : '', words: fields.when.words.trim() } },
    items: [...draft.items],
  };
  const checked = contract['incident.create'].input.safeParse(made);

  const onTop = useOnTop({
    base: draft.base,
    mine: { ...made.fields, when: { ...made.fields.when, edtf: 'edtf' in when ? when.edtf : fields.when.edtf } },
    newest: () => askNow('incident.get', { id: opened?.id ?? '' }),
    put({ head, fields: base }, laid) {
      const isMine = 'edtf' in when && laid.when.edtf === when.edtf;
      change({ head, base, fields: laid, entered: isMine ? entered : enteredFrom(laid.when.edtf) });
      amend.reset();
    },
  });

  const [asking, setAsking] = useState<readonly NeighbouringCase[]>([]);
  const near = useDeed('propose.cases');
  const save = () => {
    if (series !== null && !begun) {
      series.goOn(reason.trim());
      return;
    }
    series?.keepPlace();
    setTried(true);
    if (!complete || !checked.success || near.isPending) return;
    near.mutate(neighboursAsked(opened?.id ?? null, checked.data.fields), {
      onSuccess: ({ cases }) => (cases.length === 0 ? store([]) : setAsking(cases)),
    });
  };

  const busy = near.isPending || create.isPending || amend.isPending;
  const further = useDeed('incident.further', saved);
  const addTo = (to: NeighbouringCase, why: string) => {
    if (!checked.success) return;
    const { id, head } = to;
    const impacts = impactsOf(checked.data.fields);
    further.mutate({ id, head, impacts, items: [...draft.items], reason: why, of: opened?.id ?? null });
  };

  const store = (beside: readonly HeldAgainst[]) => {
    if (!checked.success) return;
    const whole = checked.data.fields;
    if (opened === null)
      create.mutate({
        fields: whole,
        items: [...draft.items],
        ...(proposed === null ? {} : { reason: t('together.reason') }),
        beside: [...beside],
      });
    else
      amend.mutate({
        id: opened.id,
        head: draft.head ?? opened.head,
        fields: whole,
        reason: reason.trim(),
        beside: [...beside],
      });
  };

  return (
    <Page
      title={opened === null ? t('caseForm.newTitle') : t('caseForm.correctTitle')}
      sub={
        opened !== null && (
          <>
            <Foreign text={opened.fields.title} />
            {series !== null && ` · ${series.far}`}
          </>
        )
      }
      deeds={series?.deeds}
      back={back}
      narrow
      contents={[
        t('caseForm.when'),
        t('caseForm.where'),
        t('caseForm.account'),
        t('caseForm.attack'),
        ...codingSections.map(({ title }) => t(`caseCoding.${title}`)),
      ]}
    >
      <EntryForm
        corrects={opened === null ? null : { head: record?.head ?? opened.head, at: { at: 'case', id: opened.id } }}
        draft={draft}
        foundBegun={foundBegun && begun}
        discard={discard}
        onReason={(text) => change({ reason: text })}
        tried={tried}
        wrong={
          <>
            {tried && complete && !checked.success && <Broken broken={brokenRule(checked.error, made)} />}
            {near.error !== null && <FaultNotice error={near.error} />}
          </>
        }
        onTop={onTop}
        error={error}
        busy={busy}
        deed={t('caseForm.save')}
        {...series?.saving(begun)}
        onSave={() => {
          isFirstOfMore.current = false;
          save();
        }}
        also={
          opened === null && (
            <Button
              large
              isDisabled={busy}
              onPress={() => {
                isFirstOfMore.current = true;
                save();
              }}
            >
              {t('caseForm.saveAndAnother')}
            </Button>
          )
        }
      >
        {like && <LikeBefore before={like.before} onEmpty={() => change(newCase(items))} />}
        {proposed !== null && (
          <Notice kind="info" title={t('together.proposed')}>
            <p>{t('together.proposedText')}</p>
          </Notice>
        )}
        {opened === null && <BeginWith fields={fields} onChange={(next) => change({ fields: next })} />}
        <TextField
          label={t('caseForm.title')}
          description={t('caseForm.titleHelp')}
          value={fields.title}
          onChange={(title) => set({ title })}
          error={tried && fields.title.trim() === '' ? t('caseForm.titleNeeded') : undefined}
          maxLength={200}
          autoFocus={!series?.isOnItsWay}
          required
          prose
          large
        />
        <TextField
          label={t('caseForm.facility')}
          description={t('caseForm.facilityHelp')}
          value={fields.facility}
          onChange={(facility) => set({ facility })}
          maxLength={300}
          prose
        />
        <Section title={t('caseForm.when')}>
          <WhenEntry
            entered={entered}
            written={fields.when.edtf}
            words={fields.when.words}
            onEntered={(next) => change({ entered: next })}
            onWords={(words) => set({ when: { ...fields.when, words } })}
            showFaults={tried}
          />
        </Section>
        <Section title={t('caseForm.where')}>
          <div className={styles.part}>
            <TextField
              label={t('caseForm.place')}
              description={t('caseForm.placeHelp')}
              value={fields.place.name}
              onChange={(name) => set({ place: { ...fields.place, name } })}
              maxLength={300}
              prose
            />
            <Select
              label={t('caseForm.precision')}
              value={fields.place.precision}
              options={precisionClasses.map((key) => ({ key, label: t(`precision.${key}`) }))}
              onChange={(precision) => set({ place: { ...fields.place, precision } })}
            />
            <PointEntry
              point={fields.place.point}
              onChange={(point) => set({ place: { ...fields.place, point } })}
              showFaults={tried}
            />
            <AreaEntry
              key={`${round} ${onTop.round}`}
              area={fields.place.area}
              onChange={(area) => {
                const { area: _before, ...where } = fields.place;
                set({ place: area === undefined ? where : { ...where, area } });
              }}
            />
          </div>
        </Section>
        <Section title={t('caseForm.account')}>
          <TextField
            label={t('caseForm.account')}
            hideLabel
            description={t('caseForm.accountHelp')}
            value={fields.account}
            onChange={(account) => set({ account })}
            lines={7}
            prose
          />
        </Section>
        <Section title={t('caseForm.attack')}>
          <p className={styles.help}>{t('caseForm.attackHelp')}</p>
          <fieldset className={styles.attacks} aria-label={t('caseForm.attack')}>
            {attackTypes.map((type) => (
              <CheckCard
                key={type}
                small
                label={t(`attackType.${type}`)}
                checked={fields.attackTypes.includes(type)}
                onChange={(on) =>
                  set({
                    attackTypes: attackTypes.filter((each) => (each === type ? on : fields.attackTypes.includes(each))),
                  })
                }
              />
            ))}
          </fieldset>
        </Section>
        <RadioCards
          label={t('caseForm.certainty')}
          value={fields.certainty}
          options={certainties.map((key) => ({ key, label: t(`certainty.${key}`) }))}
          onChange={(certainty) => set({ certainty })}
          small
          row
        />
        <CodingFields
          key={`${round} ${onTop.round}`}
          id={opened?.id ?? null}
          fields={{ ...fields, when: { ...fields.when, edtf: 'edtf' in when ? when.edtf : '' } }}
          onChange={set}
          showFaults={tried}
        />
        {draft.items.length > 0 && <p className={styles.help}>{t('caseForm.items', { count: draft.items.length })}</p>}
      </EntryForm>
      {asking.length > 0 && checked.success && (
        <AskNeighbours
          fields={checked.data.fields}
          neighbours={asking}
          isCorrection={opened !== null}
          busy={create.isPending || amend.isPending || further.isPending}
          error={error ?? further.error}
          onClose={() => setAsking([])}
          onFurther={addTo}
          onAnswered={store}
        />
      )}
    </Page>
  );
}
