import type { TFunction } from 'i18next';
import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answers, askAgain, keepAnswer, useAnswer, useDeed } from '../bridge/calls.ts';
import { useDraft } from '../bridge/drafts.ts';
import { Button } from '../kit/button.tsx';
import { NotKept } from '../kit/draft.tsx';
import { FaultNotice } from '../kit/notice.tsx';
import { useLook } from '../language/language.ts';
import { capture } from '../recording/capture.ts';
import { usePlaces } from '../shell/places.tsx';
import { useVault } from '../shell/vault.tsx';
import { AccountStep } from './account-step.tsx';
import { CareStep } from './care-step.tsx';
import { CircumstancesStep, LanguageStep } from './circumstances-steps.tsx';
import { AudiencesStep, CodeNameStep, ConditionsStep, ExplainedStep, RecordingStep } from './consent-steps.tsx';
import { emptyDraft, faultOf, requestOf, type Step, type StepProps, stepsOf, stopOf } from './draft.ts';
import { interviewKeeping } from './draft-keeping.ts';
import { EarlierStep } from './earlier-step.tsx';
import { CloseStep, ReadBackStep } from './ending-steps.tsx';
import { Guidance } from './guidance.tsx';
import { IdentityStep } from './identity-step.tsx';
import styles from './interview.module.css';
import { Paused } from './paused.tsx';
import { useSoundOf } from './sound-of.ts';
import { SupportStep } from './support-step.tsx';

const pages: Record<Step, (props: StepProps) => React.ReactNode> = {
  earlier: EarlierStep,
  care: CareStep,
  explained: ExplainedStep,
  audiences: AudiencesStep,
  conditions: ConditionsStep,
  recording: RecordingStep,
  codeName: CodeNameStep,
  language: LanguageStep,
  circumstances: CircumstancesStep,
  identity: IdentityStep,
  account: AccountStep,
  support: SupportStep,
  readBack: ReadBackStep,
  close: CloseStep,
};

/** Today where the interview is, `YYYY-MM-DD`. */
function localDay(): string {
  const now = new Date();
  const two = (value: number) => String(value).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

/** As long a dialog that led here takes to close and let go of the keyboard, in frames. */
const framesToClose = 20;

/** Each question is a page of its own: the keyboard goes on in it, and not again through everything beside it. */
function arrive(room: HTMLElement | null): void {
  const heading = room?.querySelector('h1') ?? null;
  if (heading === null) return;
  heading.tabIndex = -1;
  let left = framesToClose;
  const look = () => {
    if (!heading.isConnected) return;
    if (document.activeElement === document.body) heading.focus({ preventScroll: true });
    left -= 1;
    if (left > 0) requestAnimationFrame(look);
  };
  look();
}

/** A first account: whether somebody has it already, then consent, then the account; one question a page. */
export function Interview({ incident }: { incident: string | null }) {
  const { t } = useTranslation();
  const { language } = useLook();
  const { vault } = useVault();
  const { back, replace } = usePlaces();
  const today = localDay();
  const blank = useCallback(
    () => emptyDraft(incident, language, vault.operator, today),
    [incident, language, vault.operator, today],
  );
  const { draft, change, discard } = useDraft(interviewKeeping, incident ?? '', blank);
  const [tried, setTried] = useState(false);
  const { step } = draft;
  /** What is missing may lie below the edge of the screen. */
  const [refused, setRefused] = useState(0);
  useEffect(() => {
    if (refused === 0) return;
    const wrong = document.querySelector('main [data-invalid], main [data-missing]');
    wrong?.scrollIntoView({ block: 'center' });
    const question = wrong?.matches('[data-missing]') ? wrong.previousElementSibling : wrong;
    question?.querySelector<HTMLElement>('input, textarea')?.focus({ preventScroll: true });
  }, [refused]);
  const suggestion = useAnswer('testimony.suggestCodeName', {});
  const suggested = suggestion.data;
  useEffect(() => {
    if (suggested !== undefined && draft.witness === '' && step !== 'codeName') change({ witness: suggested });
  }, [suggested, draft.witness, step, change]);

  const sound = useSoundOf(draft, change);
  const done = (id: string) => {
    capture.done();
    discard();
    replace({ at: 'testimony', id });
  };
  const assign = useDeed('recording.assign', () => askAgain('recording.'));
  const belongs = (id: string) =>
    assign.mutate({ recordings: [...draft.recordings], testimony: id }, { onSuccess: () => done(id) });
  const save = useDeed('testimony.create', (output) => {
    keepAnswer('testimony.get', { id: output.id }, output);
    answers.removeQueries({ queryKey: ['testimony.suggestCodeName'] });
    if (draft.recordings.length === 0) {
      done(output.id);
      return;
    }
    change({ saved: output.id });
    belongs(output.id);
  });
  const saveNow = async (early = false) => {
    await sound.finish();
    if (draft.saved !== null) belongs(draft.saved);
    else save.mutate(requestOf(draft, vault.headquarters, early));
  };
  const busy = save.isPending || assign.isPending || sound.finishing;
  const error = save.error ?? assign.error;
  const stop = () => {
    void sound.finish();
    discard();
    back();
  };

  /** Nothing of the account is kept, here or in what outlasts locking. */
  const refer = () => {
    void sound.finish();
    change({
      care: 'for a specialist',
      again: draft.again === 'leave' ? null : draft.again,
      paragraphs: [{ text: '', basis: 'unstated' }],
      step: 'codeName',
      paused: false,
    });
  };

  if (draft.paused) {
    return (
      <Paused
        draft={draft}
        busy={busy}
        error={error}
        onGoOn={() => change({ paused: false })}
        onSave={() => void saveNow(true)}
        onRefer={refer}
        onStop={stop}
      />
    );
  }

  const steps = stepsOf(draft);
  const at = steps.indexOf(step);
  const next = () => {
    setTried(true);
    if (faultOf(draft, step, vault.headquarters) !== null) {
      setRefused((before) => before + 1);
      return;
    }
    setTried(false);
    const following = steps[at + 1];
    if (following === undefined) void saveNow();
    else change({ step: following });
  };
  const previous = () => {
    setTried(false);
    const before = steps[at - 1];
    if (before === undefined) back();
    else change({ step: before });
  };
  const Step = pages[step];
  const last = at === steps.length - 1;
  const stopped = stopOf(draft) !== null;
  return (
    <main className={styles.room} key={step} ref={arrive}>
      <div className={styles.page}>
        <div className={styles.talk}>
          <p className={styles.step}>{stepInWords(t, at, steps, stopped)}</p>
          <Step draft={draft} change={change} tried={tried} />
          {error !== null && <FaultNotice error={error} />}
          <NotKept />
        </div>
        <Guidance step={step} />
        <div className={styles.bar}>
          <Button look="primary" large busy={busy} onPress={next}>
            {last ? t(stopped ? 'interview.close.save' : 'interview.readBack.save') : t('interview.next')}
          </Button>
          <Button large onPress={previous}>
            {at === 0 ? t('interview.notNow') : t('interview.back')}
          </Button>
          <span className={styles.pause}>
            <Button
              look="quiet"
              large
              onPress={() => {
                capture.pause();
                change({ paused: true });
              }}
            >
              {t('interview.pause')}
            </Button>
          </span>
        </div>
      </div>
    </main>
  );
}

function stepInWords(t: TFunction, at: number, steps: readonly Step[], stopped: boolean): string {
  const total = steps.length;
  if (stopped) return t('interview.stepStopped', { number: at + 1, total });
  const before = steps.indexOf('account');
  return at < before
    ? t('interview.step', { number: at + 1, total: before })
    : t('interview.stepAccount', { number: at - before + 1, total: total - before });
}
