import { ChevronLeft, ChevronRight, Pause, Play, RotateCcw, RotateCw, Volume2, VolumeX } from 'lucide-react';
import { type KeyboardEvent, type Ref, useImperativeHandle, useRef, useState } from 'react';
import { I18nProvider, Slider, SliderFill, SliderThumb, SliderTrack } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { ItemDetail } from '../../shared/contract.ts';
import type { RecordingTrack } from '../../shared/model/recording.ts';
import { clock } from '../../shared/report/clock.ts';
import { bridge } from '../bridge/bridge.ts';
import { Button } from '../kit/button.tsx';
import { classes } from '../kit/classes.ts';
import { plainlyShown } from '../kit/foreign.tsx';
import { Notice } from '../kit/notice.tsx';
import { Select } from '../kit/select.tsx';
import { KindIcon } from './kind-picture.tsx';
import styles from './player.module.css';

const speeds = ['0.25', '0.5', '1', '1.5', '2'] as const;
type Speed = (typeof speeds)[number];

/** Seconds of one picture where nothing says how many there are in a second: short enough to miss none. */
const onePicture = 1 / 25;
const jump = 5;

const codecs = (tracks: readonly RecordingTrack[], kind?: RecordingTrack['kind']): string =>
  tracks
    .filter((track) => kind === undefined || track.kind === kind)
    .map(({ codec }) => codec)
    .filter((codec) => codec !== null)
    .map(plainlyShown)
    .join(', ');

export interface PlayerProps {
  readonly item: ItemDetail;
  readonly hands?: Ref<PlayerHands>;
  /** Beside words: where there is no picture, no room is kept for one. */
  readonly slim?: boolean;
}

/** What stands beside a player can ask of it. */
export interface PlayerHands {
  /** Seconds from the beginning. */
  at(): number;
  playFrom(seconds: number): void;
  toggle(): void;
  /** By so many seconds. */
  move(seconds: number): void;
}

/**
 * Plays a recording straight from the encrypted store: the page asks for the parts that it needs, and keeps nothing. Nothing
 * starts by itself, and sound stays off until somebody turns it on: whoever opens this may not be alone.
 */
export function Player({ item, hands, slim = false }: PlayerProps) {
  const { t } = useTranslation();
  const { summary } = item;
  const element = useRef<HTMLVideoElement>(null);
  const [playing, setPlaying] = useState(false);
  const [at, setAt] = useState(0);
  const [length, setLength] = useState(summary.seconds ?? 0);
  const [muted, setMuted] = useState(true);
  const [volume, setVolume] = useState(1);
  const [speed, setSpeed] = useState<Speed>('1');
  const [failed, setFailed] = useState(false);
  const [hasPicture, setHasPicture] = useState(false);
  const [ready, setReady] = useState(false);

  const tracks = item.metadata?.derived.recording?.tracks ?? [];
  const expectsPicture =
    tracks.length === 0 ? summary.type.startsWith('video/') : tracks.some(({ kind }) => kind === 'picture');

  const player = () => element.current;
  const go = (to: number) => {
    const video = player();
    if (video === null) return;
    video.currentTime = Math.min(Math.max(0, to), length > 0 ? length : to);
    setAt(video.currentTime);
  };
  const toggle = () => {
    const video = player();
    if (video === null) return;
    if (!video.paused) video.pause();
    // A refusal to play comes as an error event, too, and is told there.
    else void video.play().catch(() => undefined);
  };
  const move = (seconds: number) => go((player()?.currentTime ?? 0) + seconds);
  useImperativeHandle(hands, () => ({
    at: () => player()?.currentTime ?? 0,
    playFrom(seconds) {
      go(seconds);
      // A refusal to play comes as an error event, too, and is told there.
      void player()
        ?.play()
        .catch(() => undefined);
    },
    toggle,
    move,
  }));
  const sound = (on: boolean) => {
    const video = player();
    if (video === null) return;
    video.muted = !on;
    setMuted(!on);
  };
  const step = (pictures: number) => {
    player()?.pause();
    go((player()?.currentTime ?? 0) + pictures * onePicture);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    // Buttons and sliders keep the keys that they have of their own.
    const own = (event.target as HTMLElement).closest('button, input, [role="option"], [role="listbox"]');
    const keys: Record<string, () => void> = {
      ',': () => step(-1),
      '.': () => step(1),
      m: () => sound(muted),
      k: toggle,
      ...(own === null
        ? {
            ' ': toggle,
            ArrowLeft: () => move(-jump),
            ArrowRight: () => move(jump),
          }
        : {}),
    };
    const deed = keys[event.key];
    if (deed === undefined) return;
    event.preventDefault();
    deed();
  };

  const measured = () => {
    const video = player();
    if (video === null) return;
    // Some files state no length; what was found at import then has to do.
    if (Number.isFinite(video.duration)) setLength(video.duration);
    setHasPicture(video.videoWidth > 0);
    setReady(true);
  };

  if (failed) {
    const codec = codecs(tracks) || t('play.codecUnknown');
    return (
      <section className={styles.instead} aria-label={t('play.player', { name: plainlyShown(summary.name) })}>
        <span className={styles.sign}>
          <KindIcon type={summary.type} />
        </span>
        <Notice kind="info" title={t('play.unplayable')}>
          <p>{t('play.unplayableText', { codec })}</p>
        </Notice>
      </section>
    );
  }
  return (
    <section
      className={classes(styles.player, slim && styles.slim)}
      aria-label={t('play.player', { name: plainlyShown(summary.name) })}
      aria-describedby="player-keys"
      onKeyDown={onKeyDown}
    >
      <div className={classes(styles.screen, slim && !hasPicture && styles.without)}>
        <video
          ref={element}
          className={styles.video}
          src={bridge.resource(`original/${summary.seq}`)}
          preload="metadata"
          muted
          playsInline
          disablePictureInPicture
          disableRemotePlayback
          tabIndex={-1}
          hidden={!hasPicture}
          onClick={toggle}
          onPlay={() => setPlaying(true)}
          onPause={() => setPlaying(false)}
          onEnded={() => setPlaying(false)}
          onTimeUpdate={() => setAt(player()?.currentTime ?? 0)}
          onLoadedMetadata={measured}
          onDurationChange={measured}
          onResize={measured}
          onError={() => setFailed(true)}
        />
        {!hasPicture && !slim && (
          <span className={styles.sign}>
            <KindIcon type={summary.type} />
          </span>
        )}
      </div>
      {ready && expectsPicture && !hasPicture && (
        <Notice kind="info" title={t('play.pictureUnplayable')}>
          <p>{t('play.pictureUnplayableText', { codec: codecs(tracks, 'picture') || t('play.codecUnknown') })}</p>
        </Notice>
      )}
      {/* Time runs from left to right on every player there is. */}
      <I18nProvider locale="en">
        <div className={styles.controls} dir="ltr">
          <Button
            look="primary"
            icon={playing ? <Pause /> : <Play />}
            aria-label={playing ? t('play.pause') : t('play.play')}
            onPress={toggle}
          />
          <Button look="quiet" icon={<RotateCcw />} aria-label={t('play.back')} onPress={() => move(-jump)} />
          <Button look="quiet" icon={<RotateCw />} aria-label={t('play.forward')} onPress={() => move(jump)} />
          {hasPicture && (
            <>
              <Button look="quiet" icon={<ChevronLeft />} aria-label={t('play.frameBack')} onPress={() => step(-1)} />
              <Button
                look="quiet"
                icon={<ChevronRight />}
                aria-label={t('play.frameForward')}
                onPress={() => step(1)}
              />
            </>
          )}
          <span className={styles.time}>
            <bdi>{clock(at)}</bdi>
          </span>
          <Slider
            className={styles.seek ?? ''}
            aria-label={t('play.position')}
            minValue={0}
            maxValue={Math.max(length, 0.001)}
            step={0.1}
            value={Math.min(at, Math.max(length, 0.001))}
            onChange={(to) => go(Number(to))}
          >
            <SliderTrack className={styles.track ?? ''}>
              <SliderFill className={styles.fill ?? ''} />
              <SliderThumb
                className={styles.thumb ?? ''}
                aria-valuetext={t('play.positionText', { at: clock(at), length: clock(length) })}
              />
            </SliderTrack>
          </Slider>
          <span className={styles.time}>
            <bdi>{clock(length)}</bdi>
          </span>
          <Button
            look="quiet"
            icon={muted ? <VolumeX /> : <Volume2 />}
            aria-label={muted ? t('play.unmute') : t('play.mute')}
            aria-pressed={!muted}
            onPress={() => sound(muted)}
          />
          <Slider
            className={styles.volume ?? ''}
            aria-label={t('play.volume')}
            minValue={0}
            maxValue={1}
            step={0.05}
            value={volume}
            onChange={(to) => {
              const video = player();
              if (video !== null) video.volume = Number(to);
              setVolume(Number(to));
            }}
          >
            <SliderTrack className={styles.track ?? ''}>
              <SliderFill className={styles.fill ?? ''} />
              <SliderThumb className={styles.thumb ?? ''} />
            </SliderTrack>
          </Slider>
          <div className={styles.speed}>
            <Select
              label={t('play.speed')}
              hideLabel
              value={speed}
              options={speeds.map((key) => ({ key, label: t('play.times', { speed: key }) }))}
              onChange={(next) => {
                const video = player();
                if (video !== null) video.playbackRate = Number(next);
                setSpeed(next);
              }}
            />
          </div>
        </div>
      </I18nProvider>
      <p className={styles.keys} id="player-keys">
        {muted && <b>{t('play.muted')} </b>}
        {t('play.keys')} {hasPicture && t('play.pictureKeys')}
      </p>
    </section>
  );
}
