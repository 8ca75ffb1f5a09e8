import { z } from 'zod';
import type { CallInput, Transcript } from '../../shared/contract.ts';
import { languageTag } from '../../shared/model/testimony.ts';
import { type TranscriptKind, type TranscriptParagraph, transcriptKinds } from '../../shared/model/transcript.ts';
import { keptWhole } from '../bridge/keeping.ts';
import { markFrom, markText } from './marks.ts';

/** What it is made of: a recording, an account, or a transcript with what that is made of. */
export interface WrittenOf {
  readonly item: number | null;
  readonly testimony: string | null;
  readonly transcript: string | null;
}

const paragraphDraft = z.object({
  text: z.string(),
  speaker: z.string(),
  /** As it is being typed. */
  from: z.string(),
  /** What the form does not show is kept as it was. */
  to: z.number().nullable(),
  renders: z.number().nullable(),
});
export type ParagraphDraft = z.infer<typeof paragraphDraft>;

export const noParagraph: ParagraphDraft = { text: '', speaker: '', from: '', to: null, renders: null };

/** What a correction changes. */
const written = z.object({
  language: z.string(),
  original: z.string(),
  by: z.string(),
  isMachine: z.boolean(),
  program: z.string(),
  version: z.string(),
  checked: z.string(),
  note: z.string(),
  paragraphs: z.array(paragraphDraft).min(1),
});
type Written = Readonly<z.infer<typeof written>>;

const kept = written.extend({
  kind: z.enum(transcriptKinds),
  id: z.string().nullable(),
  head: z.number().int().nonnegative().nullable(),
  of: z.object({ item: z.number().nullable(), testimony: z.string().nullable(), transcript: z.string().nullable() }),
  reason: z.string(),
  /** What a correction began from; null for a new one. */
  base: written.nullable().default(null),
});
export type TranscriptDraft = Readonly<z.infer<typeof kept>>;

export const newTranscript = (kind: TranscriptKind, of: WrittenOf, original: string, by: string): TranscriptDraft => ({
  ...{ kind, id: null, head: null, base: null, of: { ...of } },
  ...{ language: kind === 'transcript' ? original : '', original, by },
  ...{ isMachine: false, program: '', version: '', checked: '', note: '', reason: '' },
  paragraphs: [noParagraph],
});

/** What of a draft a correction changes. */
export const writtenOf = (draft: TranscriptDraft): Written => written.parse(draft);

export function correctionOf({ kind, id, head, fields }: Transcript): TranscriptDraft {
  const { item, testimony } = fields;
  const base = writtenIn(fields);
  const transcript = 'transcript' in fields ? fields.transcript : null;
  return { ...base, base, kind, id, head, of: { item, testimony, transcript }, reason: '' };
}

function writtenIn(fields: Transcript['fields']): Written {
  const { language, by, machine, checked, note, paragraphs } = fields;
  return {
    ...{ language, by, checked, note, original: 'original' in fields ? fields.original : '' },
    ...{ isMachine: machine !== null, program: machine?.program ?? '', version: machine?.version ?? '' },
    paragraphs: paragraphs.map(({ text, speaker, from, to, renders }) => ({
      ...{ text, speaker, to, renders },
      from: from === null ? '' : markText(from),
    })),
  };
}

/** A paragraph in which nothing is written is none. */
export const saidIn = (draft: TranscriptDraft): ParagraphDraft[] =>
  draft.paragraphs.filter(({ text }) => text.trim() !== '');

export const isMark = (text: string): boolean => text.trim() === '' || markFrom(text) !== null;

const isLanguage = (tag: string): boolean => languageTag.safeParse(tag.trim()).success;

export type TranscriptFault = 'language' | 'original' | 'program' | 'paragraphs' | 'mark';

/** What keeps it from being saved, `null` where nothing does. */
export function faultIn(draft: TranscriptDraft): TranscriptFault | null {
  if (!isLanguage(draft.language)) return 'language';
  if (draft.kind === 'translation' && !isLanguage(draft.original)) return 'original';
  if (draft.isMachine && draft.program.trim() === '') return 'program';
  if (saidIn(draft).length === 0) return 'paragraphs';
  return draft.paragraphs.every(({ from }) => isMark(from)) ? null : 'mark';
}

export function requestOf(draft: TranscriptDraft): CallInput<'transcript.create'> {
  const { item, testimony, transcript } = draft.of;
  const common = {
    ...{ item, testimony, language: draft.language.trim(), by: draft.by.trim(), checked: draft.checked.trim() },
    machine: draft.isMachine ? { program: draft.program.trim(), version: draft.version.trim() } : null,
    note: draft.note.trim(),
    paragraphs: saidIn(draft).map(({ text, speaker, from, to, renders }): TranscriptParagraph => {
      const begins = from.trim() === '' ? null : markFrom(from);
      const ends = begins !== null && to !== null && to >= begins ? to : null;
      return { text: text.trim(), speaker: speaker.trim(), from: begins, to: ends, renders };
    }),
  };
  return draft.kind === 'transcript'
    ? { kind: draft.kind, fields: common }
    : { kind: draft.kind, fields: { ...common, transcript, original: draft.original.trim() } };
}

export const transcriptKeeping = keptWhole<TranscriptDraft>('transcript', kept);

/** One draft for each that is corrected, and one for a new one of its kind and source. */
export const transcriptSubject = (kind: TranscriptKind, id: string | null, of: WrittenOf): string =>
  id ?? `new ${kind} ${of.transcript ?? of.item ?? of.testimony ?? ''}`;
