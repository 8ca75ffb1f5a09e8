import { useCallback, useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CoreEvent } from '../../shared/contract.ts';
import type { ChosenCases } from '../../shared/model/case-table.ts';
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
import { Handed, type HandedOver } from './handed.tsx';
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

/** What is begun: of a table, with the cases that it was begun with, whatever was chosen before. */
function useSending(of: ChosenCases | null) {
  const blank = useMemo(
    () => () => (of === null ? emptySend : { ...emptySend, table: { of, as: 'who' as const, bom: true } }),
    [of],
  );
  const sending = useDraft(sendKeeping, of === null ? '' : 'table', blank);
  const { draft, change } = sending;
  const isOther = of !== null && JSON.stringify(draft.table?.of) !== JSON.stringify(of);
  useEffect(() => {
    if (isOther) change({ table: { as: draft.table?.as ?? 'who', bom: draft.table?.bom ?? true, of } });
  }, [isOther, of, draft.table, change]);
  return sending;
}

/**
 * From "for whom" to a file with a digest to read out; nothing leaves before its content was shown. `of`: cases as a table, in place of a
 * bundle.
 */
export function SendPage({ of }: { readonly of: ChosenCases | null }) {
  const { t } = useTranslation();
  const { draft, change, discard } = useSending(of);
  const [tried, setTried] = useState(false);
  const [job, setJob] = useState('');
  const [part, setPart] = useState<number | null>(null);
  const [handed, setHanded] = useState<{ result: HandedOver; plain: boolean } | null>(null);

  const onEvent = useCallback(
    (event: CoreEvent) => {
      if (event.event !== 'progress' || event.job !== job) return;
      setPart(event.bytesTotal > 0 ? event.bytesDone / event.bytesTotal : null);
    },
    [job],
  );
  useCoreEvents(onEvent);

  const { questions, isKnown } = useQuestions(draft, draft.step === 'contents');

  const finish = (result: HandedOver) => {
    setHanded({ result, plain: draft.protection === 'plain' });
    discard();
    void answers.invalidateQueries();
  };
  const bundle = useDeed('bundle.export', finish);
  const table = useDeed('caseTable.export', finish);
  const write = of === null ? bundle : table;

  if (handed !== null) return <Handed {...handed} onAnother={() => setHanded(null)} />;

  const at = sendSteps.indexOf(draft.step);
  const settled = protectionOf(draft);
  const stated = usedFor(draft);
  const next = () => {
    setTried(true);
    if (draft.step === 'protection' && 'fault' in settled) return;
    if (draft.step === 'use' && 'fault' in stated) return;
    if (draft.step === 'contents' && !questions.every(({ key }) => isAnswered(draft, key))) return;
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
    const asked = {
      ...stated.use,
      answers: answersOf(draft),
      recipient: draft.recipient.trim(),
      protection: settled.protection,
      withhold: draft.withhold.map(({ choice }) => choice),
      target: toPath ? { kind: 'path' as const, path: draft.path.trim() } : { kind: 'download' as const },
      job: next,
    };
    if (draft.table === null) bundle.mutate(asked);
    else table.mutate({ ...asked, ...draft.table });
  };
  // What leaves is looked at before anything goes on, so it has to be there.
  const isUnseen = draft.step === 'contents' && !isKnown;
  const allAnswered = questions.every(({ key }) => isAnswered(draft, key));
  const Step = pages[draft.step];
  return (
    <Page title={t(of === null ? 'send.title' : 'caseTable.title')} narrow>
      <Steps names={sendSteps.map((step) => t(`send.steps.${step}`))} at={at} />
      <div className={styles.step} key={draft.step}>
        <Step draft={draft} change={change} tried={tried} />
        {write.isPending && (
          <div className={styles.working}>
            <p>{t(of === null ? 'send.working' : 'caseTable.working')}</p>
            <Meter label={t(of === null ? 'send.working' : 'caseTable.working')} part={part} />
          </div>
        )}
        {tried && draft.step === 'contents' && !allAnswered && (
          <p className={styles.error} role="alert">
            {t('questions.needed')}
          </p>
        )}
        {write.isError && <FaultNotice error={write.error} />}
        <Deeds>
          <Button look="primary" large busy={write.isPending} isDisabled={isUnseen} onPress={next}>
            {draft.step !== 'target' ? t('send.next') : t(of === null ? 'send.target.submit' : 'caseTable.submit')}
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
