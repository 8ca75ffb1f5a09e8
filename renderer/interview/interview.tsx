import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answers, keepAnswer, useAnswer, useDeed } from '../bridge/calls.ts';
import { useDraft, useDraftTrouble } from '../bridge/drafts.ts';
import { Button } from '../kit/button.tsx';
import { FaultNotice } from '../kit/notice.tsx';
import { useLook } from '../language/language.ts';
import { usePlaces } from '../shell/places.tsx';
import { useVault } from '../shell/vault.tsx';
import { AccountStep, ReadBackStep } from './account-steps.tsx';
import { AudiencesStep, CodeNameStep, ConditionsStep, ExplainedStep, LanguageStep } from './consent-steps.tsx';
import {
  emptyDraft,
  faultOf,
  interviewKeeping,
  requestOf,
  type Step,
  type StepProps,
  steps,
  stepsBefore,
} from './draft.ts';
import { IdentityStep } from './identity-step.tsx';
import styles from './interview.module.css';
import { Paused } from './paused.tsx';

const pages: Record<Step, (props: StepProps) => React.ReactNode> = {
  explained: ExplainedStep,
  audiences: AudiencesStep,
  conditions: ConditionsStep,
  codeName: CodeNameStep,
  language: LanguageStep,
  identity: IdentityStep,
  account: AccountStep,
  readBack: ReadBackStep,
};

/** A first account: consent before anything else, one question a page. */
export function Interview({ incident }: { incident: string | null }) {
  const { t } = useTranslation();
  const { language } = useLook();
  const { vault } = useVault();
  const { back, replace } = usePlaces();
  const blank = useCallback(() => emptyDraft(incident, language), [incident, language]);
  const { draft, change, discard } = useDraft(interviewKeeping, incident ?? '', blank);
  const trouble = useDraftTrouble();
  const [tried, setTried] = useState(false);
  const suggestion = useAnswer('testimony.suggestCodeName', {});
  const suggested = suggestion.data;
  useEffect(() => {
    if (suggested !== undefined && draft.witness === '' && draft.step !== 'codeName') change({ witness: suggested });
  }, [suggested, draft.witness, draft.step, change]);

  const save = useDeed('testimony.create', (output) => {
    keepAnswer('testimony.get', { id: output.id }, output);
    answers.removeQueries({ queryKey: ['testimony.suggestCodeName'] });
    discard();
    replace({ at: 'testimony', id: output.id });
  });
  const saveNow = () => save.mutate(requestOf(draft, vault.headquarters));
  const stop = () => {
    discard();
    back();
  };

  if (draft.paused) {
    return (
      <Paused
        draft={draft}
        busy={save.isPending}
        error={save.error}
        onGoOn={() => change({ paused: false })}
        onSave={saveNow}
        onStop={stop}
      />
    );
  }

  const at = steps.indexOf(draft.step);
  const next = () => {
    setTried(true);
    if (faultOf(draft, draft.step, vault.headquarters) !== null) return;
    setTried(false);
    const following = steps[at + 1];
    if (following === undefined) saveNow();
    else change({ step: following });
  };
  const previous = () => {
    setTried(false);
    const before = steps[at - 1];
    if (before === undefined) stop();
    else change({ step: before });
  };
  const Step = pages[draft.step];
  const last = at === steps.length - 1;
  return (
    <main className={styles.room}>
      <div className={styles.talk} key={draft.step}>
        <p className={styles.step}>
          {at < stepsBefore
            ? t('interview.step', { number: at + 1, total: stepsBefore })
            : t('interview.stepAccount', { number: at - stepsBefore + 1, total: steps.length - stepsBefore })}
        </p>
        <Step draft={draft} change={change} tried={tried} />
        {save.isError && <FaultNotice error={save.error} />}
        {trouble !== null && <FaultNotice error={trouble}>{t('kit.notKept')}</FaultNotice>}
        <div className={styles.bar}>
          <Button look="primary" large busy={save.isPending} onPress={next}>
            {last ? t('interview.readBack.save') : t('interview.next')}
          </Button>
          <Button large onPress={previous}>
            {at === 0 ? t('interview.notNow') : t('interview.back')}
          </Button>
          <span className={styles.pause}>
            <Button look="quiet" large onPress={() => change({ paused: true })}>
              {t('interview.pause')}
            </Button>
          </span>
        </div>
      </div>
    </main>
  );
}
