import { z } from 'zod';
import { directions } from '../model/distance.ts';
import { functionalities, siteModes } from '../model/facility.ts';
import { place, precisionClasses, recordedPlace } from '../model/position.ts';
import { doubts, nearness, timeBases } from '../model/proposals.ts';
import { recordId } from '../model/records.ts';
import { type Calls, call } from './call.ts';
import { itemSummary } from './item.ts';
import { hex64, nothing, seq } from './scalars.ts';

/** A site of a facility that was near at that time. */
const facilityCandidate = z.strictObject({
  site: recordId,
  facility: recordId,
  /** What the facility is called, and its place. */
  title: z.string(),
  name: z.string(),
  precision: z.enum(precisionClasses),
  mode: z.enum(siteModes),
  functionality: z.enum(functionalities),
  /** The period in which it was there, EDTF; and whether that covers the time asked about on every day that comes into question. */
  when: z.string(),
  time: z.enum(['during', 'perhaps']),
  /** From the site's point to the nearest of what was asked about, and by how much that may be wrong. */
  metres: z.number().int().nonnegative(),
  unsure: z.number().int().nonnegative(),
  /** Which way from the site; `null` where both are one place. */
  direction: z.enum(directions).nullable(),
});
export type FacilityCandidate = z.infer<typeof facilityCandidate>;

/** Items that may show one event. */
const group = z.strictObject({
  /** The same as long as the same items are in it. */
  key: hex64,
  /** Instant and position are known. By time. */
  certain: z.array(seq),
  /** May belong to them, with what is doubtful. */
  apart: z.array(z.strictObject({ seq, doubts: z.array(z.enum(doubts)) })),
  /** The first of both. */
  shown: z.array(itemSummary),
  /** EDTF, from the first to the last of those that are certain, or of all where none is; and how their instants are known. */
  when: z.string(),
  bases: z.array(z.enum(timeBases)),
  /** The area around them, on lines a thousandth of a degree apart, and how far it reaches in metres. */
  place,
  across: z.number().int().nonnegative(),
  near: z.array(facilityCandidate),
  /** Cases that some of them belong to already. */
  cases: z.array(z.strictObject({ id: recordId, title: z.string(), items: z.number().int() })),
  linked: z.number().int(),
});
export type ProposedGroup = z.infer<typeof group>;

const neighbouringCase = z.strictObject({
  id: recordId,
  head: seq,
  title: z.string(),
  when: z.string(),
  /** At the least between both; `null` where that is known in days only. */
  hours: z.number().nonnegative().nullable(),
  because: z.enum(['same facility', 'by position', 'inside', 'named']),
  metres: z.number().int().nonnegative().nullable(),
});
export type NeighbouringCase = z.infer<typeof neighbouringCase>;

export const proposalCalls = {
  /** Items that belong together by time and place, where at least one is in no case yet; the latest first. */
  'propose.together': call(
    z.strictObject({
      ...nearness,
      /** Groups of at least so many. */
      least: z.number().int().min(2).max(1_000).default(2),
      /** Those that were set aside, instead of those that weren't. */
      aside: z.boolean().default(false),
      offset: z.number().int().nonnegative().default(0),
      limit: z.number().int().min(1).max(100).default(20),
    }),
    z.strictObject({
      total: z.number().int(),
      aside: z.number().int(),
      /** Items that can be in no group, because they don't say when or where they were made. */
      undated: z.number().int(),
      unplaced: z.number().int(),
      groups: z.array(group),
    }),
  ),
  /** Not to be proposed again, or proposed again after all. No part of the ledger. */
  'propose.setAside': call(z.strictObject({ key: hex64, aside: z.boolean() }), nothing),
  /**
   * Cases that may be the same event as what is being entered, or that it may be a further impact of. `id`: the case itself, where there is one
   * already; what was answered about it isn't asked again.
   */
  'propose.cases': call(
    z.strictObject({
      id: recordId.nullable().default(null),
      /** EDTF, of the whole and of its impacts. */
      when: z.array(z.string().max(120)).max(60),
      places: z.array(recordedPlace).max(60),
      facilities: z.array(recordId).max(60).default([]),
      hours: z.number().int().min(1).max(720).default(24),
    }),
    z.strictObject({
      cases: z.array(neighbouringCase),
    }),
  ),
  /** Facilities near an item, a case, or what is being entered. */
  'propose.facilities': call(
    z.strictObject({
      on: z.union([
        z.strictObject({ item: seq }),
        z.strictObject({ incident: recordId }),
        z.strictObject({ when: z.string().max(120), places: z.array(recordedPlace).max(60) }),
      ]),
      within: z.number().int().min(1).max(100_000).default(2_000),
    }),
    z.strictObject({
      /** Whether it says where it was at all. */
      placed: z.boolean(),
      when: z.string(),
      candidates: z.array(facilityCandidate),
    }),
  ),
} as const satisfies Calls;
