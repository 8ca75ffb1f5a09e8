import { z } from 'zod';
import type { IncidentDetail, ProposedGroup } from '../../shared/contract.ts';
import {
  attribution,
  harmRow,
  type IncidentFields,
  impact,
  incidentFields,
  uncoded,
} from '../../shared/model/incident.ts';
import { precisionClasses } from '../../shared/model/position.ts';
import { begunWith, type CaseTemplate } from '../../shared/model/template.ts';
import { keptWhole } from '../bridge/keeping.ts';
import { type Entered, enteredFrom, enteredKept, noDate } from './uncertain-date.ts';

/** A case as it is being written, or a correction of one. */
export interface CaseDraft {
  /** The newest entry of the case when the correction was begun; `null` for a new case. */
  readonly head: number | null;
  /** Photographs that a new case is recorded with. */
  readonly items: readonly number[];
  /** What the correction began from. */
  readonly base: IncidentFields | null;
  readonly fields: IncidentFields;
  /** `null`: the record's date says more than the form can, and is kept as written. */
  readonly entered: Entered | null;
  readonly reason: string;
}

/** When (EDTF) and where by photographs that a case is begun with. */
export type ProposedEvent = Pick<ProposedGroup, 'when' | 'place'>;

const blank: IncidentFields = {
  ...uncoded,
  title: '',
  facility: '',
  place: { name: '', precision: 'unknown', point: null },
  when: { edtf: '', words: '' },
  account: '',
  attackTypes: [],
  certainty: 'possible',
};

/** `like`: how another is coded that it is recorded after. */
export const newCase = (
  items: readonly number[],
  proposed: ProposedEvent | null = null,
  like: CaseTemplate | null = null,
): CaseDraft => ({
  head: null,
  items,
  base: null,
  fields: {
    ...(like === null ? blank : begunWith(blank, like)),
    ...(proposed === null ? {} : { when: { edtf: proposed.when, words: '' }, place: proposed.place }),
  },
  entered: proposed === null ? { how: 'day', from: noDate, to: noDate } : enteredFrom(proposed.when),
  reason: '',
});

/** `why`: the reason that it begins with. */
export const correctionOf = ({ head, fields }: IncidentDetail, why = ''): CaseDraft => ({
  head,
  items: [],
  base: fields,
  fields,
  entered: enteredFrom(fields.when.edtf),
  reason: why,
});

const halfPlace = z.object({
  name: z.string(),
  precision: z.enum(precisionClasses),
  point: z.object({ latitude: z.string(), longitude: z.string() }).nullable(),
  within: z.array(z.string()).optional(),
  area: z.array(z.object({ latitude: z.string(), longitude: z.string() })).optional(),
});
const halfTime = z.object({ edtf: z.string(), words: z.string() });
/** Looser than a saved case: what is half written is no case yet. */
const kept = z.object({
  head: z.number().int().nonnegative().nullable(),
  items: z.array(z.number().int().nonnegative()),
  base: incidentFields.nullable().catch(null),
  fields: incidentFields.extend({
    title: z.string(),
    facility: z.string(),
    place: halfPlace,
    when: halfTime,
    account: z.string(),
    impacts: z.array(impact.extend({ when: halfTime, place: halfPlace.nullable() })),
    harm: z.array(harmRow),
    attributions: z.array(attribution.extend({ basis: z.string() })),
  }),
  entered: enteredKept.nullable(),
  reason: z.string(),
});

export const caseKeeping = keptWhole<CaseDraft>('case', kept);

/** Under what a draft is kept: one for a new case, one for each case that is corrected. */
export const caseSubject = (id: string | null): string => id ?? 'new';
