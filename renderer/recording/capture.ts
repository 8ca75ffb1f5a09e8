import { useSyncExternalStore } from 'react';
import type { CallInput } from '../../shared/contract.ts';
import { Fault } from '../../shared/faults.ts';
import { encodeBase64 } from '../../shared/ledger/base64.ts';
import type { SoundEnding, SoundInput } from '../../shared/model/sound-recording.ts';
import { soundBits, soundPiece, soundType } from '../../shared/model/sound-recording.ts';
import { bridge } from '../bridge/bridge.ts';
import { onCoreEvent } from '../bridge/events.ts';
import { Level } from './level.ts';

/** Whose sound: a testimony that is there, or a code name before there is one. */
export type SoundOf = CallInput<'recording.begin'>['of'];
/** Whose sound it is, whatever they said of it. */
export type VoiceOf = { readonly testimony: string } | { readonly witness: string };
type Agreed = CallInput<'recording.begin'>['agreed'];
type Ending = Extract<SoundEnding, 'stopped' | 'disk full' | 'input lost'>;

/** Why there is no microphone: it was not allowed, there is none, or something else keeps it. */
export type MicrophoneProblem = 'not allowed' | 'none' | 'busy';

interface Going {
  readonly of: SoundOf;
  readonly recording: string;
  readonly seconds: number;
  /** How loud it is now, from 0 to 1. */
  readonly level: number;
  /** Nothing was heard for some seconds. */
  readonly quiet: boolean;
  readonly inputs: readonly { readonly id: string; readonly label: string }[];
  readonly input: string;
}

export type Capture =
  | { readonly phase: 'idle' }
  | { readonly phase: 'opening'; readonly of: SoundOf }
  | ({ readonly phase: 'ready' | 'recording' | 'paused' | 'keeping' } & Going)
  | {
      readonly phase: 'kept';
      readonly of: SoundOf;
      readonly recording: string;
      /** `null` where nothing was recorded. */
      readonly item: number | null;
      readonly seconds: number;
      readonly ending: Ending;
    }
  | {
      readonly phase: 'failed';
      readonly of: SoundOf;
      readonly problem: MicrophoneProblem | null;
      readonly error: unknown;
    };

/** Everything that would make another sound of it is asked to be off: what is in the background is evidence as well. */
const untouched = { echoCancellation: false, noiseSuppression: false, autoGainControl: false } as const;

/** How often core hears that somebody is still there, in milliseconds. */
const signOfLife = 3_000;
const levelEvery = 100;

function problemOf(error: unknown): MicrophoneProblem | null {
  if (!(error instanceof DOMException)) return null;
  if (error.name === 'NotAllowedError' || error.name === 'SecurityError') return 'not allowed';
  return error.name === 'NotFoundError' || error.name === 'OverconstrainedError' ? 'none' : 'busy';
}

function describe(track: MediaStreamTrack): SoundInput {
  const { sampleRate, channelCount, echoCancellation, noiseSuppression, autoGainControl } = track.getSettings();
  return {
    label: track.label.slice(0, 300),
    rate: sampleRate ?? null,
    channels: channelCount ?? null,
    processing: [
      ...(echoCancellation ? (['echo cancellation'] as const) : []),
      ...(noiseSuppression ? (['noise suppression'] as const) : []),
      ...(autoGainControl ? (['automatic gain'] as const) : []),
    ],
  };
}

/**
 * The one recording that can go on, apart from any screen: going to another page does not end it. Each piece goes to the vault as soon as
 * there is one; this page keeps none.
 */
class SoundCapture {
  #state: Capture = { phase: 'idle' };
  readonly #listeners = new Set<() => void>();
  #stream: MediaStream | null = null;
  #recorder: MediaRecorder | null = null;
  #level: Level | null = null;
  #ticking: ReturnType<typeof setInterval> | undefined;
  #alive: ReturnType<typeof setInterval> | undefined;
  #number = 0;
  /** What was handed to core, one piece after the other. */
  #sent: Promise<unknown> = Promise.resolve();
  #since = 0;
  #before = 0;

  constructor() {
    onCoreEvent((event) => {
      if (event.event === 'locked') this.#letGo({ phase: 'idle' });
    });
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly state = (): Capture => this.#state;

  #become(state: Capture): void {
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }

  #change(change: Partial<Going> & { readonly phase?: 'ready' | 'recording' | 'paused' | 'keeping' }): void {
    if ('recording' in this.#state && 'level' in this.#state) this.#become({ ...this.#state, ...change });
  }

  /** Has core record that the witness agreed, then opens the microphone. Nothing is recorded yet. */
  async open(of: SoundOf, agreed: Agreed): Promise<void> {
    this.#become({ phase: 'opening', of });
    let recording: string | null = null;
    try {
      ({ recording } = await bridge.call('recording.begin', { of, agreed }));
      await this.#listen(of, recording, null);
    } catch (error) {
      if (recording !== null)
        await bridge.call('recording.finish', { recording, ending: 'input lost' }).catch(() => {});
      this.#letGo({ phase: 'failed', of, problem: problemOf(error), error });
    }
  }

  /** Takes another microphone, before anything is recorded. */
  async take(input: string): Promise<void> {
    const state = this.#state;
    if (state.phase !== 'ready') return;
    this.#hangUp();
    try {
      await this.#listen(state.of, state.recording, input);
    } catch (error) {
      await bridge.call('recording.finish', { recording: state.recording, ending: 'input lost' }).catch(() => {});
      this.#letGo({ phase: 'failed', of: state.of, problem: problemOf(error), error });
    }
  }

  async #listen(of: SoundOf, recording: string, wanted: string | null): Promise<void> {
    const exactly = wanted === null ? {} : { deviceId: { exact: wanted } };
    const stream = await navigator.mediaDevices.getUserMedia({ audio: { ...untouched, ...exactly }, video: false });
    const [track] = stream.getAudioTracks();
    if (track === undefined) throw new DOMException('', 'NotFoundError');
    this.#stream = stream;
    this.#level = new Level(stream);
    const devices = await navigator.mediaDevices.enumerateDevices();
    this.#number = 0;
    this.#before = 0;
    this.#sent = Promise.resolve();
    this.#become({
      ...{ phase: 'ready', of, recording, seconds: 0, level: 0, quiet: false },
      inputs: devices
        .filter(({ kind }) => kind === 'audioinput')
        .map(({ deviceId, label }) => ({ id: deviceId, label: label || deviceId.slice(0, 8) })),
      input: track.getSettings().deviceId ?? '',
    });
    track.addEventListener('ended', () => void this.stop('input lost'));
    this.#ticking = setInterval(() => this.#tick(), levelEvery);
    this.#alive = setInterval(() => this.#send(null), signOfLife);
    this.#send(null, describe(track));
  }

  /** From here on it is recorded. */
  start(): void {
    if (this.#state.phase !== 'ready' || this.#stream === null) return;
    const recorder = new MediaRecorder(this.#stream, { mimeType: soundType, audioBitsPerSecond: soundBits });
    recorder.addEventListener('dataavailable', ({ data }) => {
      if (data.size > 0) this.#send(data);
    });
    recorder.addEventListener('error', () => void this.stop('input lost'));
    const { recording } = this.#state;
    void this.#then(() => bridge.call('recording.start', { recording }));
    recorder.start(soundPiece);
    this.#recorder = recorder;
    this.#since = performance.now();
    this.#change({ phase: 'recording' });
  }

  pause(): void {
    if (this.#state.phase !== 'recording' || this.#recorder === null) return;
    this.#recorder.requestData();
    this.#recorder.pause();
    this.#before = this.#elapsed();
    const { recording } = this.#state;
    this.#change({ phase: 'paused', seconds: this.#before, level: 0, quiet: false });
    void this.#then(() => bridge.call('recording.pause', { recording }));
  }

  goOn(): void {
    if (this.#state.phase !== 'paused' || this.#recorder === null) return;
    const { recording } = this.#state;
    void this.#then(() => bridge.call('recording.goOn', { recording }));
    this.#recorder.resume();
    this.#since = performance.now();
    this.#change({ phase: 'recording' });
  }

  /** Stops, waits until core has every piece, and has it archived. */
  async stop(ending: Ending = 'stopped'): Promise<void> {
    const state = this.#state;
    if (state.phase !== 'ready' && state.phase !== 'recording' && state.phase !== 'paused') return;
    const { of, recording } = state;
    const seconds = state.phase === 'recording' ? this.#elapsed() : this.#before;
    this.#change({ phase: 'keeping', seconds, level: 0, quiet: false });
    clearInterval(this.#ticking);
    clearInterval(this.#alive);
    const recorder = this.#recorder;
    if (recorder !== null && recorder.state !== 'inactive') {
      await new Promise<void>((stopped) => {
        recorder.addEventListener('stop', () => stopped(), { once: true });
        recorder.stop();
      });
    }
    this.#hangUp();
    await this.#sent;
    try {
      const { item } = await bridge.call('recording.finish', { recording, ending });
      this.#letGo({ phase: 'kept', of, recording, item, seconds, ending });
    } catch (error) {
      this.#letGo({ phase: 'failed', of, problem: null, error });
    }
  }

  /** The screen has told how it ended. */
  done(): void {
    if (this.#state.phase === 'kept' || this.#state.phase === 'failed') this.#become({ phase: 'idle' });
  }

  #elapsed(): number {
    return this.#before + (performance.now() - this.#since) / 1_000;
  }

  #tick(): void {
    const { phase } = this.#state;
    if (this.#level === null || (phase !== 'ready' && phase !== 'recording')) return;
    const { loudness, quiet } = this.#level.read();
    this.#change({ level: loudness, quiet, ...(phase === 'recording' ? { seconds: this.#elapsed() } : {}) });
  }

  #then(work: () => Promise<unknown>): Promise<unknown> {
    this.#sent = this.#sent.then(work).catch(() => {});
    return this.#sent;
  }

  /** One piece, or the sign that somebody is still there. */
  #send(data: Blob | null, input: SoundInput | null = null): void {
    const state = this.#state;
    if (!('recording' in state)) return;
    const { recording } = state;
    const number = this.#number;
    if (data !== null) this.#number += 1;
    void this.#then(async () => {
      const base64 = data === null ? '' : encodeBase64(new Uint8Array(await data.arrayBuffer()));
      try {
        const { room } = await bridge.call('recording.add', { recording, number, base64, input });
        if (room === 'little') void this.stop('disk full');
      } catch (error) {
        // What core has is kept; what it does not take any more can't be recorded.
        void this.stop(error instanceof Fault && error.code === 'VAULT_DISK_FULL' ? 'disk full' : 'input lost');
      }
    });
  }

  #hangUp(): void {
    clearInterval(this.#ticking);
    clearInterval(this.#alive);
    this.#level?.close();
    this.#level = null;
    this.#recorder = null;
    for (const track of this.#stream?.getTracks() ?? []) track.stop();
    this.#stream = null;
  }

  #letGo(state: Capture): void {
    const recorder = this.#recorder;
    if (recorder !== null && recorder.state !== 'inactive') recorder.stop();
    this.#hangUp();
    this.#become(state);
  }
}

export const capture = new SoundCapture();

export const useCapture = (): Capture => useSyncExternalStore(capture.subscribe, capture.state);

export const sameSound = (a: VoiceOf, b: VoiceOf): boolean =>
  'testimony' in a ? 'testimony' in b && a.testimony === b.testimony : 'witness' in b && a.witness === b.witness;
