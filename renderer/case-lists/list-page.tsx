import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallOutput, CoreEvent } from '../../shared/contract.ts';
import type { CaseListMapping } from '../../shared/model/case-list.ts';
import { bridge } from '../bridge/bridge.ts';
import { answers, newJob } from '../bridge/calls.ts';
import { useDraft } from '../bridge/drafts.ts';
import { useCoreEvents } from '../bridge/events.ts';
import { Button } from '../kit/button.tsx';
import { Deeds } from '../kit/dialog.tsx';
import { Meter } from '../kit/meter.tsx';
import { FaultNotice } from '../kit/notice.tsx';
import { Page } from '../kit/page.tsx';
import { Steps } from '../kit/steps.tsx';
import { useNumbers } from '../language/dates.ts';
import { usePlaces } from '../shell/places.tsx';
import { aboutFile, type ChosenFile } from './asking.ts';
import styles from './case-lists.module.css';
import { CheckStep } from './check-step.tsx';
import { ColumnsStep } from './columns-step.tsx';
import { Done } from './done.tsx';
import { FileStep, type Written } from './file-step.tsx';
import { emptyList, fits, listKeeping } from './list-draft.ts';
import { WordsStep } from './words-step.tsx';

type Survey = CallOutput<'caseList.survey'>;
type Check = CallOutput<'caseList.check'>;

const steps = ['file', 'columns', 'words', 'check'] as const;
type Step = (typeof steps)[number];

const blank = () => emptyList;

/** From a file that somebody else keeps to cases: nothing is written before it was shown what would be. */
export function ListPage() {
  const { t } = useTranslation();
  const { back } = usePlaces();
  const { number } = useNumbers();
  const [step, setStep] = useState<Step>('file');
  const [file, setFile] = useState<ChosenFile>({ path: '', files: [] });
  const [survey, setSurvey] = useState<Survey | null>(null);
  const { draft, change, discard } = useDraft(listKeeping, '', blank);
  const { written, mapping } = draft;
  const setMapping = (said: CaseListMapping) => change({ mapping: said, changed: true });
  const [check, setCheck] = useState<Check | null>(null);
  const [leaveOut, setLeaveOut] = useState(false);
  const [amend, setAmend] = useState(true);
  const [done, setDone] = useState<{ taken: CallOutput<'caseList.import'>; mapping: CaseListMapping } | null>(null);
  const [working, setWorking] = useState<'survey' | 'check' | 'import' | null>(null);
  const [progress, setProgress] = useState<Extract<CoreEvent, { event: 'progress' }> | null>(null);
  const [error, setError] = useState<unknown>(null);
  const job = useRef('');

  useCoreEvents(
    useCallback((event: CoreEvent) => {
      if (event.event === 'progress' && event.job === job.current) setProgress(event);
    }, []),
  );

  async function run<T>(what: NonNullable<typeof working>, work: (job: string) => Promise<T>): Promise<T | null> {
    job.current = newJob();
    setWorking(what);
    setError(null);
    setProgress(null);
    try {
      return await work(job.current);
    } catch (fault) {
      setError(fault);
      return null;
    } finally {
      setWorking(null);
    }
  }
  const look = async (at: ChosenFile, as: Written) => {
    setFile(at);
    const surveyed = (read: Written) =>
      run('survey', (job) => aboutFile(at, (source) => bridge.call('caseList.survey', { source, ...read, job })));
    const first = await surveyed(as);
    const isBack = draft.changed && first?.sha256 === draft.sha256 && as.encoding === null && as.delimiter === null;
    const read = isBack ? written : as;
    const found = isBack && (written.encoding ?? written.delimiter) !== null ? await surveyed(written) : first;
    setSurvey(found);
    if (found === null) return;
    const { name, sha256, proposed } = found;
    change({
      path: at.path,
      name,
      sha256,
      written: read,
      ...(fits(draft, found) ? {} : { mapping: proposed, changed: false }),
    });
  };
  // What was begun goes on by itself where the file can be read again without being chosen: once, when the page opens.
  const goOn = useRef(() => {
    const { changed, path } = draft;
    if (changed && path !== '' && bridge.shell !== null) void look({ path, files: [] }, written);
  });
  useEffect(() => goOn.current(), []);
  const tryOut = async (wanted: CaseListMapping) => {
    const found = await run('check', (job) =>
      aboutFile(file, (source) => bridge.call('caseList.check', { source, ...written, mapping: wanted, job })),
    );
    setCheck(found);
    return found;
  };
  const takeIn = async () => {
    if (mapping === null || check === null) return;
    const { sha256 } = check;
    const taken = await run('import', (job) =>
      aboutFile(file, (source) =>
        bridge.call('caseList.import', { source, ...written, mapping, sha256, leaveOut, amend, job }),
      ),
    );
    if (taken === null) return;
    setDone({ taken, mapping });
    discard();
    void answers.invalidateQueries();
  };

  const next = async () => {
    if (step === 'file' && survey !== null) setStep('columns');
    if (mapping === null) return;
    if (step === 'columns') {
      const found = await tryOut(mapping);
      if (found !== null) setStep(found.unknown.length > 0 ? 'words' : 'check');
    }
    if (step === 'words' && (await tryOut(mapping)) !== null) setStep('check');
    if (step === 'check') await takeIn();
  };
  if (done !== null) return <Done {...done} />;
  const at = steps.indexOf(step);
  const isReady =
    step !== 'check' ||
    (check !== null &&
      check.counts.fresh + (amend ? check.counts.changed : 0) > 0 &&
      (check.counts.faulty === 0 || leaveOut));
  return (
    <Page title={t('caseList.title')} back={back}>
      <Steps names={steps.map((each) => t(`caseList.steps.${each}`))} at={at} />
      <div className={styles.step}>
        {step === 'file' && (
          <FileStep
            file={file}
            written={written}
            survey={survey}
            busy={working !== null}
            begun={draft.changed ? draft.name : null}
            onLook={(at, as) => void look(at, as)}
          />
        )}
        {step === 'columns' && survey !== null && mapping !== null && (
          <ColumnsStep survey={survey} mapping={mapping} onChange={setMapping} />
        )}
        {step === 'words' && check !== null && mapping !== null && (
          <WordsStep check={check} mapping={mapping} onChange={setMapping} />
        )}
        {step === 'check' && check !== null && (
          <CheckStep check={check} leaveOut={leaveOut} amend={amend} onLeaveOut={setLeaveOut} onAmend={setAmend} />
        )}
        <div className={styles.deeds}>
          {working !== null && (
            <div className={styles.working}>
              <p>
                {t(`caseList.working.${working}`)}
                {progress !== null &&
                  ` ${t('caseList.rowsDone', { count: progress.done, of: number(progress.total || (survey?.rows ?? 0)) })}`}
              </p>
              <Meter
                label={t(`caseList.working.${working}`)}
                part={progress !== null && survey !== null ? progress.done / (progress.total || survey.rows) : null}
              />
            </div>
          )}
          {error !== null && <FaultNotice error={error} />}
          <Deeds>
            {(step !== 'file' || survey !== null) && (
              <Button look="primary" large busy={working !== null} isDisabled={!isReady} onPress={() => void next()}>
                {step === 'check' ? t('caseList.takeIn') : t('send.next')}
              </Button>
            )}
            {working !== null && (
              <Button large onPress={() => void bridge.call('import.cancel', { job: job.current })}>
                {t('caseList.stop')}
              </Button>
            )}
            {at > 0 && working === null && (
              <Button
                large
                onPress={() =>
                  setStep(step === 'check' && check?.unknown.length === 0 ? 'columns' : (steps[at - 1] ?? 'file'))
                }
              >
                {t('kit.back')}
              </Button>
            )}
          </Deeds>
        </div>
      </div>
    </Page>
  );
}
