import { Circle, Pause, Play, Square } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { consentWays } from '../../shared/model/consent.ts';
import { clock } from '../../shared/report/clock.ts';
import { askAgain } from '../bridge/calls.ts';
import { Button } from '../kit/button.tsx';
import { plainlyShown } from '../kit/foreign.tsx';
import { Meter } from '../kit/meter.tsx';
import { FaultNotice, Notice } from '../kit/notice.tsx';
import { Select } from '../kit/select.tsx';
import { type Capture, capture, type SoundOf, sameSound, useCapture } from './capture.ts';
import styles from './recording.module.css';

/** How somebody says yes to being recorded now. */
const ways = consentWays.filter((way) => way !== 'recorded' && way !== 'in writing');
type Way = (typeof ways)[number];

/**
 * Records the voice of a witness: asks for their word first, opens the microphone, records. It goes on while other pages are looked at. `onKept`
 * is told the recording's id once it is archived, for whoever has to name its testimony later.
 */
export function SoundRecorder({ of, onKept }: { readonly of: SoundOf; readonly onKept?: (recording: string) => void }) {
  const { t } = useTranslation();
  const state = useCapture();
  const [asking, setAsking] = useState(false);
  const mine = state.phase !== 'idle' && sameSound(state.of, of);
  const kept = mine && state.phase === 'kept' && state.item !== null ? state.recording : null;
  useEffect(() => {
    if (kept === null) return;
    askAgain('recording.');
    onKept?.(kept);
  }, [kept, onKept]);

  if (state.phase !== 'idle' && !mine && state.phase !== 'kept' && state.phase !== 'failed')
    return <p className={styles.dim}>{t('sound.elsewhere')}</p>;
  if (!mine)
    return asking ? (
      <Ask of={of} onEnd={() => setAsking(false)} />
    ) : (
      <div>
        <Button icon={<Circle aria-hidden />} onPress={() => setAsking(true)}>
          {t('sound.record')}
        </Button>
      </div>
    );
  return <Going state={state} />;
}

/** The question comes before anything is opened, and its answer is in the ledger before anything is heard. */
function Ask({ of, onEnd }: { of: SoundOf; onEnd: () => void }) {
  const { t } = useTranslation();
  const [way, setWay] = useState<Way>('spoken');
  return (
    <div className={styles.recorder}>
      <h3>{t('sound.ask.title')}</h3>
      <p>{t('sound.ask.text')}</p>
      <div className={styles.short}>
        <Select
          label={t('sound.ask.how')}
          value={way}
          options={ways.map((key) => ({ key, label: t(`consentWay.${key}`) }))}
          onChange={setWay}
        />
      </div>
      <div className={styles.deeds}>
        <Button
          look="primary"
          large
          onPress={() => {
            onEnd();
            void capture.open(of, { how: way });
          }}
        >
          {t('sound.ask.agreed')}
        </Button>
        <Button large onPress={onEnd}>
          {t('sound.ask.no')}
        </Button>
      </div>
    </div>
  );
}

function Going({ state }: { state: Exclude<Capture, { phase: 'idle' }> }) {
  const { t } = useTranslation();
  switch (state.phase) {
    case 'opening':
      return <p className={styles.recorder}>{t('sound.opening')}</p>;
    case 'keeping':
      return (
        <div className={styles.recorder} role="status">
          <Elapsed seconds={state.seconds} />
          <p>{t('sound.keeping')}</p>
        </div>
      );
    case 'kept':
      return (
        <div className={styles.recorder}>
          <Notice
            kind={state.item === null || state.ending !== 'stopped' ? 'warn' : 'good'}
            title={
              state.item === null ? t('sound.nothing') : t('sound.kept', { length: clock(Math.round(state.seconds)) })
            }
            urgent
          >
            <p>{state.item === null ? t('sound.nothingText') : t('sound.keptText')}</p>
            {state.ending !== 'stopped' && <p>{t(`sound.endedBy.${state.ending}`)}</p>}
          </Notice>
          <Again />
        </div>
      );
    case 'failed':
      return (
        <div className={styles.recorder}>
          {state.problem === null ? (
            <FaultNotice error={state.error} />
          ) : (
            <Notice kind="bad" title={t(`sound.problem.${state.problem}`)} urgent />
          )}
          <Again />
        </div>
      );
    case 'ready':
      return (
        <div className={styles.recorder}>
          <p>{t('sound.ready')}</p>
          <Loudness level={state.level} quiet={state.quiet} />
          {state.inputs.length > 1 && (
            <div className={styles.short}>
              <Select
                label={t('sound.input')}
                value={state.input}
                options={state.inputs.map(({ id, label }) => ({ key: id, label: plainlyShown(label) }))}
                onChange={(id) => void capture.take(id)}
              />
            </div>
          )}
          <div className={styles.deeds}>
            <Button look="primary" large icon={<Circle aria-hidden />} onPress={() => capture.start()}>
              {t('sound.start')}
            </Button>
            <Button large onPress={() => void capture.stop()}>
              {t('sound.close')}
            </Button>
          </div>
        </div>
      );
    case 'recording':
      return (
        <Running seconds={state.seconds} word={t('sound.going')}>
          <Loudness level={state.level} quiet={state.quiet} />
          <div className={styles.deeds}>
            <Button large icon={<Pause aria-hidden />} onPress={() => capture.pause()}>
              {t('sound.pause')}
            </Button>
            <Button look="primary" large icon={<Square aria-hidden />} onPress={() => void capture.stop()}>
              {t('sound.stop')}
            </Button>
          </div>
        </Running>
      );
    case 'paused':
      return (
        <Running seconds={state.seconds} word={t('sound.paused')}>
          <div className={styles.deeds}>
            <Button look="primary" large icon={<Play aria-hidden />} onPress={() => capture.goOn()}>
              {t('sound.goOn')}
            </Button>
            <Button large icon={<Square aria-hidden />} onPress={() => void capture.stop()}>
              {t('sound.stop')}
            </Button>
          </div>
        </Running>
      );
  }
}

function Running(props: { readonly seconds: number; readonly word: string; readonly children: ReactNode }) {
  return (
    <div className={styles.recorder}>
      <div className={styles.running}>
        <Elapsed seconds={props.seconds} />
        <span role="status">{props.word}</span>
      </div>
      {props.children}
    </div>
  );
}

function Elapsed({ seconds }: { seconds: number }) {
  const { t } = useTranslation();
  return (
    <span className={styles.elapsed} role="timer" aria-label={t('sound.elapsed')}>
      <bdi>{clock(seconds)}</bdi>
    </span>
  );
}

function Loudness({ level, quiet }: { level: number; quiet: boolean }) {
  const { t } = useTranslation();
  return (
    <>
      <Meter label={t('sound.level')} part={level} />
      {quiet && <Notice kind="warn" title={t('sound.quiet')} urgent />}
    </>
  );
}

function Again() {
  const { t } = useTranslation();
  return (
    <div>
      <Button onPress={() => capture.done()}>{t('sound.again')}</Button>
    </div>
  );
}
