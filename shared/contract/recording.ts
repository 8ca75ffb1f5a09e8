import { z } from 'zod';
import { consentWays } from '../model/consent.ts';
import { codeName, reason, recordId } from '../model/records.ts';
import { longestPiece, saidBefore, soundEndings, soundInput, soundRecordingFields } from '../model/sound-recording.ts';
import { transcriptFields, transcriptKinds, translationFields } from '../model/transcript.ts';
import { type Calls, call } from './call.ts';
import { historyLine } from './history.ts';
import { itemSummary } from './item.ts';
import { instant, nothing, seq } from './scalars.ts';

/** Whose sound, or of what: an archived recording, or a testimony. */
const of = z.union([z.strictObject({ item: seq }), z.strictObject({ testimony: recordId })]);

export const soundRecording = z.strictObject({
  id: recordId,
  head: seq,
  /** Who recorded or attached it. */
  operator: z.string(),
  item: itemSummary,
  fields: soundRecordingFields,
});
export type SoundRecording = z.infer<typeof soundRecording>;

const size = { pieces: z.number().int().nonnegative(), bytes: z.number().int().nonnegative() };

export const unfinishedRecording = z.strictObject({
  id: recordId,
  operator: z.string(),
  witness: z.string(),
  testimony: recordId.nullable(),
  began: instant,
  /** When the newest piece of it came. */
  last: instant,
  /** How it ended, where that was known; `null` where it was cut off. */
  ending: z.enum(soundEndings).nullable(),
  ...size,
});
export type UnfinishedRecording = z.infer<typeof unfinishedRecording>;

const about = {
  id: recordId,
  head: seq,
  at: instant,
  operator: z.string(),
  /** The recording that it is of; `null` where it is of an account, or the recording is not there any more. */
  recording: itemSummary.nullable(),
  /** The code name of whoever speaks, where a testimony is named. */
  witness: z.string().nullable(),
  history: z.array(historyLine),
};
export const transcript = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('transcript'), fields: transcriptFields, ...about }),
  z.strictObject({ kind: z.literal('translation'), fields: translationFields, ...about }),
]);
export type Transcript = z.infer<typeof transcript>;

const transcriptLine = z.strictObject({
  kind: z.enum(transcriptKinds),
  id: recordId,
  head: seq,
  at: instant,
  item: seq.nullable(),
  testimony: recordId.nullable(),
  transcript: recordId.nullable(),
  language: z.string(),
  original: z.string().nullable(),
  by: z.string(),
  machine: transcriptFields.shape.machine,
  checked: z.string(),
  paragraphs: z.number().int().positive(),
});
export type TranscriptLine = z.infer<typeof transcriptLine>;

const kind = z.enum(transcriptKinds);

export const recordingCalls = {
  /**
   * Records that the witness agreed to be recorded, and how; only after this may a microphone be opened. `witness`: before there is a
   * testimony, which `recording.assign` names later; what they said of it until then is told with it.
   */
  'recording.begin': call(
    z.strictObject({
      of: z.union([z.strictObject({ testimony: recordId }), z.strictObject({ witness: codeName, said: saidBefore })]),
      agreed: z.strictObject({ how: z.enum(consentWays) }),
    }),
    z.strictObject({ recording: recordId }),
  ),
  /**
   * The next piece, durable when this is answered; empty where nothing came and somebody is still there. `room`: with `little`, the
   * recording has to be stopped while it can still be archived.
   */
  'recording.add': call(
    z.strictObject({
      recording: recordId,
      number: z.number().int().nonnegative(),
      base64: z.string().max(Math.ceil(longestPiece / 3) * 4),
      input: soundInput.nullable().default(null),
    }),
    z.strictObject({ ...size, room: z.enum(['enough', 'little']) }),
  ),
  /** The microphone was open before; from now on it is recorded. */
  'recording.start': call(z.strictObject({ recording: recordId }), nothing),
  'recording.pause': call(z.strictObject({ recording: recordId }), nothing),
  'recording.goOn': call(z.strictObject({ recording: recordId }), nothing),
  /** Archives it. `item` is `null` where nothing was recorded. */
  'recording.finish': call(
    z.strictObject({ recording: recordId, ending: z.enum(['stopped', 'disk full', 'input lost']).default('stopped') }),
    z.strictObject({ item: seq.nullable() }),
  ),
  /** What was cut off: the program or the computer went away while it went on. */
  'recording.unfinished': call(nothing, z.array(unfinishedRecording)),
  'recording.keep': call(z.strictObject({ recording: recordId }), z.strictObject({ item: seq.nullable() })),
  'recording.throwAway': call(z.strictObject({ recording: recordId, reason }), nothing),
  'recording.list': call(z.strictObject({ of: of.nullable().default(null) }), z.array(soundRecording)),
  'recording.assign': call(z.strictObject({ recordings: z.array(recordId).max(100), testimony: recordId }), nothing),
  'recording.attach': call(z.strictObject({ item: seq, testimony: recordId, reason }), z.array(soundRecording)),
  'recording.detach': call(z.strictObject({ id: recordId, reason }), nothing),

  'transcript.create': call(
    z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('transcript'), fields: transcriptFields }),
      z.strictObject({ kind: z.literal('translation'), fields: translationFields }),
    ]),
    transcript,
  ),
  'transcript.amend': call(
    z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('transcript'), id: recordId, head: seq, fields: transcriptFields, reason }),
      z.strictObject({ kind: z.literal('translation'), id: recordId, head: seq, fields: translationFields, reason }),
    ]),
    transcript,
  ),
  'transcript.get': call(z.strictObject({ kind, id: recordId }), transcript),
  /** Of an item or a testimony, or all; of one kind or both. */
  'transcript.list': call(
    z.strictObject({ of: of.nullable().default(null), kind: kind.nullable().default(null) }),
    z.array(transcriptLine),
  ),
} as const satisfies Calls;
