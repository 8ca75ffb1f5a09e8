import { z } from 'zod';
import type { FaultCode } from '../faults.ts';
import { consentWays } from './consent.ts';
import { codeName, consent, recordId } from './records.ts';
import { recordingAnswers } from './testimony.ts';

/**
 * `record` of kind `recording`: the sound of a testimony, recorded in this program (`here`) or archived as a file and tied to the testimony by
 * a person (`attached`). It says whose voice a file holds, so the gate, a hold and an erasure reach the file through it.
 */
export const soundOrigins = ['here', 'attached'] as const;

/** `running`: the first entry, before anything was recorded. `taken back`: tied to the wrong testimony. */
export const soundStates = ['running', 'kept', 'thrown away', 'taken back'] as const;

/** How a recording ended. `cut off`: the program or the computer went away; what had reached the vault was kept later. */
export const soundEndings = ['stopped', 'locked', 'cut off', 'disk full', 'input lost'] as const;
export type SoundEnding = (typeof soundEndings)[number];

/** What the browser's engine did to the sound before it was recorded. All of it is asked to be off. */
export const soundProcessings = ['echo cancellation', 'noise suppression', 'automatic gain'] as const;

const instant = z.iso.datetime();

/** What the sound came from, as the system tells it. */
export const soundInput = z.strictObject({
  /** The input device's own name: it can lead to whose computer or microphone it is. */
  label: z.string().max(300),
  /** Samples a second; `null` where the system does not say. */
  rate: z.number().int().positive().max(1_000_000).nullable(),
  channels: z.number().int().positive().max(64).nullable(),
  processing: z.array(z.enum(soundProcessings)).max(soundProcessings.length),
});
export type SoundInput = z.infer<typeof soundInput>;

export const soundPause = z.strictObject({ from: instant, to: instant });
export const mostPauses = 1_000;

/** Only what was said becomes a field of the entry. Instants are this computer's clock, like every entry's own. */
export const soundRecordingFields = z.strictObject({
  origin: z.enum(soundOrigins),
  /** The code name, from before there is a testimony. */
  witness: codeName.optional(),
  testimony: recordId.optional(),
  item: z.number().int().nonnegative().optional(),
  /** How the witness said yes to being recorded, before the microphone was opened. */
  agreed: z.enum(consentWays).optional(),
  /** In the first entry when the witness agreed, in the last when the sound begins. */
  began: instant.optional(),
  ended: instant.optional(),
  pauses: z.array(soundPause).max(mostPauses).optional(),
  ending: z.enum(soundEndings).optional(),
  input: soundInput.shape.label.optional(),
  rate: z.number().int().positive().optional(),
  channels: z.number().int().positive().optional(),
  processing: soundInput.shape.processing.optional(),
  state: z.enum(soundStates),
});
export type SoundRecordingFields = z.infer<typeof soundRecordingFields>;

/** What MediaRecorder writes here: Opus in WebM (RFC 6716, RFC 9559), which plays from any part that is there. */
export const soundType = 'audio/webm;codecs=opus';
/** Bits a second asked for: speech with the room around it. */
export const soundBits = 96_000;
/** Milliseconds after which what was recorded goes to the vault: at most so much is lost. */
export const soundPiece = 1_000;
/** Bytes of one piece at most. */
export const longestPiece = 4_194_304;

/** What was said before an account is saved: a microphone is opened on the word of whoever will be heard, and on nobody else's. */
export const saidBefore = z.strictObject({ consent, recording: z.enum(recordingAnswers) });
export type SaidBefore = z.infer<typeof saidBefore>;

/** Why nobody is recorded: codes of `shared/faults.ts`. */
export const recordingBars = ['RECORDING_NOT_AGREED', 'RECORDING_FOR_NOBODY'] as const satisfies readonly FaultCode[];
export type RecordingBar = (typeof recordingBars)[number];

/**
 * What stands against recording somebody on this word; `null` where nothing does. To be recorded takes a yes of its own, and somebody who may
 * hear it: a voice that may be given to nobody is kept for nothing, can be recognised, and can be taken from us. Whoever wants to be heard
 * by nobody yet can still have it written down. No consent asks about keeping a voice in the archive alone, so none is taken to say so.
 */
export function recordingBar({ consent: { state, audiences }, recording }: SaidBefore): RecordingBar | null {
  if (recording === 'refused' || state === 'refused' || state === 'withdrawn') return 'RECORDING_NOT_AGREED';
  return state === 'given' && audiences.length > 0 ? null : 'RECORDING_FOR_NOBODY';
}

/** The same before there is a testimony, where the yes has to have been said. */
export const recordingBarBefore = (said: SaidBefore): RecordingBar | null =>
  said.recording === 'agreed' ? recordingBar(said) : 'RECORDING_NOT_AGREED';
