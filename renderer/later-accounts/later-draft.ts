import { z } from 'zod';
import type { LaterAccount, TestimonyDetail } from '../../shared/contract.ts';
import { additionFields, whysTold } from '../../shared/model/later-accounts.ts';
import { recordId } from '../../shared/model/records.ts';
import { told } from '../../shared/model/testimony.ts';
import { keptWhole } from '../bridge/keeping.ts';
import { enteredFrom, enteredKept } from '../cases/uncertain-date.ts';

const { when, paragraphs: _told, ...circumstances } = additionFields.shape;
/** Half a date, a text that ends in a space and a paragraph not yet written are none of the record's yet. */
const half = z.string();
const kept = z.object({
  testimony: recordId,
  witness: half,
  act: z.enum(['adds', 'takes back']),
  /** The record that is corrected; null for a new one. */
  id: recordId.nullable(),
  /** The newest entry of what this follows when it was begun: the account's, or the corrected record's. */
  head: z.number().int().nonnegative(),
  fields: z.object({
    ...circumstances,
    when: when.extend({ edtf: half, words: half }),
    takenBy: half,
    interpreter: half,
    circumstances: half,
  }),
  /** `null`: the date says more than the form can, and is kept as written. */
  entered: enteredKept.nullable(),
  paragraphs: z
    .array(
      told
        .extend({ text: half, toldBy: half.optional() })
        .transform(({ toldBy, ...rest }) => (toldBy === undefined ? rest : { ...rest, toldBy })),
    )
    .min(1),
  /** Numbers of paragraphs that are taken back; null for the whole account. */
  taken: z.array(z.number().int().positive()).nullable(),
  why: z.object({ told: z.enum(whysTold), words: half }),
  reason: half,
});

/** What a witness said later, as it stands on the screen. */
export type LaterDraft = z.output<typeof kept>;

/** Begins as somebody would most likely fill it in: today's witness, in person, in the language of the account. */
export function laterBegun(
  testimony: TestimonyDetail,
  act: LaterAccount['act'],
  operator: string,
  correcting: LaterAccount | null,
): LaterDraft {
  const recanting = correcting?.act === 'takes back' ? correcting : null;
  const common = { testimony: testimony.id, witness: testimony.fields.witness, act, reason: '' };
  const why = recanting?.fields.why ?? { told: 'did not say why', words: '' };
  if (correcting !== null) {
    const { when, how, language, takenBy, interpreter, readBack, circumstances, paragraphs } = correcting.fields;
    return {
      ...common,
      ...{ id: correcting.id, head: correcting.head, entered: enteredFrom(when.edtf), paragraphs, why },
      ...{ fields: { when, how, language, takenBy, interpreter, readBack, circumstances } },
      taken: recanting?.fields.takesBack ?? null,
    };
  }
  return {
    ...common,
    ...{ id: null, head: testimony.head, entered: enteredFrom(''), taken: null, why },
    paragraphs: [{ text: '', basis: 'unstated' }],
    fields: {
      when: { edtf: '', words: '' },
      how: 'in person',
      language: testimony.fields.language,
      takenBy: operator,
      interpreter: '',
      readBack: 'not read back',
      circumstances: '',
    },
  };
}

export const laterKeeping = keptWhole<LaterDraft>('later', kept);

/** Under what it is kept: one of a kind for each testimony, and one for each record that is corrected. */
export const laterSubject = (testimony: string, act: LaterAccount['act'], correcting: LaterAccount | null): string =>
  correcting?.id ?? `${testimony} ${act}`;
