import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CoreEvent, ExportResult } from '../../shared/contract.ts';
import { bridge } from '../bridge/bridge.ts';
import { answers, newJob, useDeed } from '../bridge/calls.ts';
import { useDraft } from '../bridge/drafts.ts';
import { useCoreEvents } from '../bridge/events.ts';
import { Button } from '../kit/button.tsx';
import { Deeds } from '../kit/dialog.tsx';
import { Meter } from '../kit/meter.tsx';
import { FaultNotice } from '../kit/notice.tsx';
import { Page } from '../kit/page.tsx';
import { Steps } from '../kit/steps.tsx';
import { AudienceStep } from './audience-step.tsx';
import { ContentsStep } from './contents-step.tsx';
import { Handed } from './handed.tsx';
import { useQuestions } from './preview.ts';
import { ProtectionStep } from './protection-step.tsx';
import { RecipientStep } from './recipient-step.tsx';
import styles from './send.module.css';
import { answersOf, emptySend, isAnswered, protectionOf, sendKeeping, sendSteps, usedFor } from './send-draft.ts';
import { TargetStep } from './target-step.tsx';
import { UseStep } from './use-step.tsx';

const pages = {
  audience: AudienceStep,
  use: UseStep,
  contents: ContentsStep,
  recipient: RecipientStep,
  protection: ProtectionStep,
  target: TargetStep,
} as const;

const blank = () => emptySend;

/** From "for whom" to a file with a digest to read out; nothing leaves before its content was shown. */
export function SendPage() {
  const { t } = useTranslation();
  const { draft, change, discard } = useDraft(sendKeeping, '', blank);
  const [tried, setTried] = useState(false);
  const [job, setJob] = useState('');
  const [part, setPart] = useState<number | null>(null);
  const [handed, setHanded] = useState<{ result: ExportResult; plain: boolean } | null>(null);

  const onEvent = useCallback(
    (event: CoreEvent) => {
      if (event.event !== 'progress' || event.job !== job) return;
      setPart(event.bytesTotal > 0 ? event.bytesDone / event.bytesTotal : null);
    },
    [job],
  );
  useCoreEvents(onEvent);

  const { questions, isKnown } = useQuestions(draft, draft.step === 'contents');

  const write = useDeed('bundle.export', (result) => {
    setHanded({ result, plain: draft.protection === 'plain' });
    discard();
    void answers.invalidateQueries();
  });

  if (handed !== null) return <Handed {...handed} onAnother={() => setHanded(null)} />;

  const at = sendSteps.indexOf(draft.step);
  const settled = protectionOf(draft);
  const stated = usedFor(draft);
  const next = () => {
    setTried(true);
    if (draft.step === 'protection' && 'fault' in settled) return;
    if (draft.step === 'use' && 'fault' in stated) return;
    if (draft.step === 'contents' && !(isKnown && questions.every(({ key }) => isAnswered(draft, key)))) return;
    const following = sendSteps[at + 1];
    if (following !== undefined) {
      setTried(false);
      change({ step: following });
      return;
    }
    const toPath = bridge.shell !== null || draft.path.trim() !== '';
    if ('fault' in settled || 'fault' in stated || (bridge.shell !== null && draft.path.trim() === '')) return;
    const next = newJob();
    setJob(next);
    setPart(null);
    write.mutate({
      ...stated.use,
      answers: answersOf(draft),
      recipient: draft.recipient.trim(),
      protection: settled.protection,
      withhold: draft.withhold.map(({ choice }) => choice),
      target: toPath ? { kind: 'path', path: draft.path.trim() } : { kind: 'download' },
      job: next,
    });
  };
  const allAnswered = questions.every(({ key }) => isAnswered(draft, key));
  const Step = pages[draft.step];
  return (
    <Page title={t('send.title')} narrow>
      <Steps names={sendSteps.map((step) => t(`send.steps.${step}`))} at={at} />
      <div className={styles.step} key={draft.step}>
        <Step draft={draft} change={change} tried={tried} />
        {write.isPending && (
          <div className={styles.working}>
            <p>{t('send.working')}</p>
            <Meter label={t('send.working')} part={part} />
          </div>
        )}
        {tried && draft.step === 'contents' && !allAnswered && (
          <p className={styles.error} role="alert">
            {t('questions.needed')}
          </p>
        )}
        {write.isError && <FaultNotice error={write.error} />}
        <Deeds>
          <Button look="primary" large busy={write.isPending} onPress={next}>
            {draft.step === 'target' ? t('send.target.submit') : t('send.next')}
          </Button>
          {at > 0 && (
            <Button
              large
              isDisabled={write.isPending}
              onPress={() => change({ step: sendSteps[at - 1] ?? 'audience' })}
            >
              {t('kit.back')}
            </Button>
          )}
        </Deeds>
      </div>
    </Page>
  );
}
