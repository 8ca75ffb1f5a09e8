import { useCallback, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PersonDetail } from '../../shared/contract.ts';
import {
  anonymisedParts,
  brokenConsentRule,
  type ConsentFields,
  consentFields,
  consentWays,
  explainedTopics,
  personConsentStates,
  purposes,
} from '../../shared/model/consent.ts';
import { audiences } from '../../shared/model/vocabulary.ts';
import { useAnswer, useDeed } from '../bridge/calls.ts';
import { useDraft } from '../bridge/drafts.ts';
import { Button } from '../kit/button.tsx';
import { CheckCard, CheckLine, RadioCards } from '../kit/choice.tsx';
import { NotKept } from '../kit/draft.tsx';
import { TextField } from '../kit/field.tsx';
import { useFormKeys } from '../kit/form-keys.ts';
import { FaultNotice, Notice } from '../kit/notice.tsx';
import { Page } from '../kit/page.tsx';
import { shortestReason } from '../kit/reason-dialog.tsx';
import { Failed, Skeleton } from '../kit/states.tsx';
import { usePlaces } from '../shell/places.tsx';
import { useVault } from '../shell/vault.tsx';
import { consentKeeping, emptyConsent, saidIn } from './consent-draft.ts';
import styles from './persons.module.css';

/** What somebody says when they are asked: first what was explained, then their answer. */
export function ConsentForm({ id }: { id: string }) {
  const { t } = useTranslation();
  const { back } = usePlaces();
  const person = useAnswer('person.get', { id });
  return (
    <Page title={person.data ? t('people.form.title', { code: person.data.fields.code }) : ' '} back={back} narrow>
      {person.isPending && <Skeleton lines={8} />}
      {person.isError && <Failed error={person.error} again={() => void person.refetch()} />}
      {person.data && <Questions person={person.data} />}
    </Page>
  );
}

function Questions({ person }: { person: PersonDetail }) {
  const { t } = useTranslation();
  const { replace } = usePlaces();
  const { vault } = useVault();
  // Fixed when the form opens: what somebody else saves meanwhile must not slip in under this answer.
  const [opened] = useState(person);
  const { operator } = vault;
  const blank = useCallback(() => emptyConsent(opened, operator, today()), [opened, operator]);
  const { draft, change: put, discard } = useDraft(consentKeeping, person.id, blank);
  const { fields, reason } = draft;
  const [tried, setTried] = useState(false);
  const done = () => {
    discard();
    replace({ at: 'person', id: person.id });
  };
  const add = useDeed('consent.add', done);
  const amend = useDeed('consent.amend', done);
  const change = (changes: Partial<ConsentFields>) => put({ fields: { ...fields, ...changes } });
  const inConditions = (changes: Partial<ConsentFields['conditions']>) =>
    change({ conditions: { ...fields.conditions, ...changes } });
  const choose = <T extends string>(all: readonly T[], chosen: readonly T[], each: T, on: boolean): T[] =>
    all.filter((one) => (one === each ? on : chosen.includes(one)));

  const said = saidIn(draft, person.fields);
  const read = consentFields.safeParse(said);
  const wrong = (field: string) => tried && !read.success && read.error.issues.some(({ path }) => path.includes(field));
  const broken = brokenConsentRule(said, person.fields);
  // As the form opened it: nobody said anything. Where an answer was entered by mistake, it can be taken out.
  const unsaid = fields.state === 'not asked' && blank().fields.state === 'not asked';
  const save = () => {
    setTried(true);
    if (!read.success || broken !== null || unsaid) return;
    if (draft.head === null) add.mutate({ person: person.id, fields: read.data });
    else if (reason.trim().length >= shortestReason)
      amend.mutate({ person: person.id, head: draft.head, fields: read.data, reason: reason.trim() });
  };
  // Where there is something to do about it.
  const faultAt = (part: keyof ConsentFields) =>
    tried &&
    !unsaid &&
    broken?.field === part && (
      <Notice kind="warn" urgent>
        {t(`consentRule.${broken.rule}`)}
      </Notice>
    );
  const hasPlace = broken !== null && ['explained', 'audiences', 'obtained'].includes(broken.field);
  const error = add.error ?? amend.error;
  const frame = useRef<HTMLDivElement>(null);
  useFormKeys(frame);
  const answered = fields.state === 'given' || fields.state === 'refused';
  return (
    <div ref={frame} className={styles.form}>
      <RadioCards
        label={t('people.form.answer')}
        value={fields.state}
        options={personConsentStates
          .filter((key) => key !== 'withdrawn' && (person.fields.standing !== 'dead' || key === 'cannot be asked'))
          .map((key) => ({ key, label: t(`personConsent.${key}`) }))}
        onChange={(state) => change({ state })}
        row
        small
      />
      {fields.state === 'cannot be asked' && (
        <TextField
          label={t('people.wishes')}
          description={t('people.wishesText')}
          value={fields.wishes}
          onChange={(wishes) => change({ wishes })}
          lines={4}
          maxLength={5_000}
          prose
          required
        />
      )}
      {fields.state !== 'cannot be asked' && (
        <section className={styles.question}>
          <h2>{t('people.form.explained')}</h2>
          <p className={styles.dim}>{t('people.form.first')}</p>
          {faultAt('explained')}
          <Notice kind="info">{t('people.form.court')}</Notice>
          <div className={styles.cards}>
            {explainedTopics.map((topic) => (
              <CheckCard
                key={topic}
                label={t(`explainedTopic.${topic}`)}
                checked={fields.explained.includes(topic)}
                onChange={(on) => change({ explained: choose(explainedTopics, fields.explained, topic, on) })}
                small
              />
            ))}
          </div>
        </section>
      )}
      {fields.state === 'given' && (
        <>
          <section className={styles.question}>
            <h2>{t('people.form.audiences')}</h2>
            {faultAt('audiences')}
            <div className={styles.cards}>
              {audiences.map((audience) => (
                <CheckCard
                  key={audience}
                  label={t(`audience.${audience}`)}
                  checked={fields.audiences.includes(audience)}
                  onChange={(on) => change({ audiences: choose(audiences, fields.audiences, audience, on) })}
                  small
                />
              ))}
            </div>
          </section>
          <section className={styles.question}>
            <h2>{t('people.form.purposes')}</h2>
            <div className={styles.cards}>
              {purposes.map((purpose) => (
                <CheckCard
                  key={purpose}
                  label={t(`purpose.${purpose}`)}
                  checked={fields.purposes.includes(purpose)}
                  onChange={(on) => change({ purposes: choose(purposes, fields.purposes, purpose, on) })}
                  small
                />
              ))}
            </div>
          </section>
          <section className={styles.question}>
            <h2>{t('people.form.conditions')}</h2>
            <CheckLine
              checked={fields.conditions.noDeathPenalty}
              onChange={(noDeathPenalty) => inConditions({ noDeathPenalty })}
            >
              {t('people.noDeath')}
            </CheckLine>
            <CheckLine checked={fields.conditions.askAgain} onChange={(askAgain) => inConditions({ askAgain })}>
              {t('people.askAgain')}
            </CheckLine>
            <TextField
              label={t('people.notStates')}
              description={t('people.notStatesHelp')}
              value={draft.states}
              onChange={(states) => put({ states })}
              error={wrong('notStates') ? t('people.notStatesWrong') : undefined}
              code
            />
            <TextField
              label={t('people.words')}
              value={fields.conditions.words}
              onChange={(words) => inConditions({ words })}
              lines={3}
              maxLength={5_000}
              prose
            />
          </section>
          <section className={styles.question}>
            <h2>{t('people.form.anonymise')}</h2>
            <p className={styles.dim}>{t('people.takenOutNote')}</p>
            <div className={styles.cards}>
              {anonymisedParts.map((part) => (
                <CheckCard
                  key={part}
                  label={t(`anonymisedPart.${part}`)}
                  checked={fields.anonymise.includes(part)}
                  onChange={(on) => change({ anonymise: choose(anonymisedParts, fields.anonymise, part, on) })}
                  small
                />
              ))}
            </div>
          </section>
          <RadioCards
            label={t('people.recording')}
            value={fields.recording}
            options={(['agreed', 'refused', 'not asked'] as const).map((key) => ({
              key,
              label: t(`people.recordingState.${key}`),
            }))}
            onChange={(recording) => change({ recording })}
            row
            small
          />
        </>
      )}
      {answered && said.child !== null && <ChildAsked child={said.child} onChange={(child) => change({ child })} />}
      {answered && (
        <section className={styles.question}>
          <h2>{t('people.form.how')}</h2>
          {faultAt('obtained')}
          <div className={styles.cards}>
            {consentWays.map((way) => (
              <CheckCard
                key={way}
                label={t(`consentWay.${way}`)}
                checked={fields.obtained.how.includes(way)}
                onChange={(on) =>
                  change({ obtained: { ...fields.obtained, how: choose(consentWays, fields.obtained.how, way, on) } })
                }
                small
              />
            ))}
          </div>
          <div className={styles.pair}>
            <TextField
              label={t('people.form.by')}
              description={t('people.form.byHelp')}
              value={fields.obtained.by}
              onChange={(by) => change({ obtained: { ...fields.obtained, by } })}
              maxLength={300}
              prose
            />
            <TextField
              label={t('people.form.present')}
              description={t('people.form.presentHelp')}
              value={fields.obtained.witness}
              onChange={(witness) => change({ obtained: { ...fields.obtained, witness } })}
              maxLength={300}
              prose
            />
          </div>
        </section>
      )}
      <div className={styles.pair}>
        <TextField
          label={t('people.form.day')}
          value={fields.asked}
          onChange={(asked) => change({ asked })}
          error={wrong('asked') ? t('people.dayWrong') : undefined}
          code
          required
        />
        {fields.state === 'given' && (
          <TextField
            label={t('people.renew')}
            description={t('people.dayHelp')}
            value={draft.renew}
            onChange={(renew) => put({ renew })}
            error={wrong('renew') ? t('people.dayWrong') : undefined}
            code
          />
        )}
      </div>
      {draft.head !== null && (
        <TextField
          label={t('people.form.reason')}
          value={reason}
          onChange={(reason) => put({ reason })}
          error={tried && reason.trim().length < shortestReason ? t('kit.reasonNeeded') : undefined}
          lines={2}
          prose
          required
        />
      )}
      <div className={styles.wrong} data-wrong>
        {tried && unsaid && <Notice kind="warn">{t('people.form.unsaid')}</Notice>}
        {tried && !unsaid && broken !== null && !hasPlace && (
          <Notice kind="warn">{t(`consentRule.${broken.rule}`)}</Notice>
        )}
        {error !== null && <FaultNotice error={error} />}
      </div>
      <NotKept />
      <div className={styles.deeds} data-deeds>
        <Button look="primary" large busy={add.isPending || amend.isPending} onPress={save}>
          {t('people.form.save')}
        </Button>
      </div>
    </div>
  );
}

/** The day in UTC, as the ledger counts days. */
const today = (): string => new Date().toISOString().slice(0, 10);

/** What a child said itself, and what those said who are responsible for it. */
function ChildAsked(props: {
  readonly child: NonNullable<ConsentFields['child']>;
  readonly onChange: (child: NonNullable<ConsentFields['child']>) => void;
}) {
  const { t } = useTranslation();
  const { child, onChange } = props;
  return (
    <section className={styles.question}>
      <RadioCards
        label={t('people.childSaid')}
        value={child.assent}
        options={(['given', 'refused', 'not asked'] as const).map((key) => ({ key, label: t(`people.assent.${key}`) }))}
        onChange={(assent) => onChange({ ...child, assent })}
        row
        small
      />
      <RadioCards
        label={t('people.guardian')}
        value={child.guardian}
        options={(['agreed', 'refused', 'not asked', 'none there'] as const).map((key) => ({
          key,
          label: t(`people.guardianState.${key}`),
        }))}
        onChange={(guardian) => onChange({ ...child, guardian })}
        row
        small
      />
    </section>
  );
}
