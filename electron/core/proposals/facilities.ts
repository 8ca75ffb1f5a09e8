import type { CallOutput, CallRequest } from '../../../shared/contract.ts';
import { daySpan } from '../../../shared/model/day-span.ts';
import { type Degrees, directionOf, metresApart, spread } from '../../../shared/model/distance.ts';
import { contextAsked } from '../../../shared/model/incident-context.ts';
import { during, isWithin } from '../../../shared/model/meeting.ts';
import type { RecordId } from '../../../shared/model/records.ts';
import { captureTime } from '../../../shared/model/time.ts';
import { itemRow } from '../records/items.ts';
import { fieldsOf } from '../records/kinds.ts';
import { titleOf } from '../records/links.ts';
import { listRecords, readRecord, recordsNaming } from '../records/recording.ts';
import type { OpenVault } from '../vault/vault.ts';

/** Which facilities something may have to do with, by where it was and by where facilities were at that time. Never chosen by itself. */

type Answer = CallOutput<'propose.facilities'>;
type Candidate = Answer['candidates'][number];
type Site = ReturnType<typeof knownSites>[number];

/** Sites that say where they were: all of them, or those of one facility. */
export function knownSites(vault: OpenVault, of: RecordId | null = null) {
  const titles = new Map<string, string>();
  const titleFor = (id: string): string => {
    const title = titles.get(id) ?? titleOf(vault, id);
    titles.set(id, title);
    return title;
  };
  const sites = of === null ? listRecords(vault, 'site') : recordsNaming(vault, 'site', 'facility', of);
  return sites.flatMap(({ id, state }) => {
    const { facility, place, when, mode, functionality } = fieldsOf('site', state);
    if (place.point === null && place.area === undefined) return [];
    const [begins = '', ends = begins] = when.edtf.split('/');
    return [
      { id, facility, title: titleFor(facility), place, mode, functionality, when: when.edtf, period: [begins, ends] },
    ];
  });
}

interface Near {
  readonly places: readonly Degrees[];
  /** How far from them it may really have been, in metres. */
  readonly spread: number;
  /** EDTF; empty where it is not known. */
  readonly when: string;
  /** Metres up to which a facility is named, beside what is not known of either place. */
  readonly within: number;
}

/** The nearest first; those that were not there at that time are left out. */
export function facilitiesNear(sites: readonly Site[], near: Near): Candidate[] {
  const event = daySpan(near.when);
  return sites
    .flatMap((site): Candidate[] => {
      const [begins = '', ends = ''] = site.period;
      const time = during(event, daySpan(begins), daySpan(ends));
      if (time === 'apart') return [];
      const nearest = near.places.map((from) => distance(site, from)).sort((a, b) => a.metres - b.metres)[0];
      if (nearest === undefined) return [];
      const unsure = near.spread + (spread[site.place.precision] ?? 0);
      if (nearest.metres - unsure > near.within) return [];
      const { id, facility, title, place, mode, functionality, when } = site;
      const metres = Math.round(nearest.metres);
      const direction = metres === 0 ? null : nearest.direction;
      const known = { site: id, facility, title, name: place.name, precision: place.precision, mode, functionality };
      return [{ ...known, when, time, metres, unsure: Math.round(unsure), direction }];
    })
    .sort((a, b) => a.metres - b.metres || (a.site < b.site ? -1 : 1));
}

/** From the site to the place: its point, or the corner of its outline that is nearest; nothing where the place lies inside. */
function distance({ place }: Site, to: Degrees) {
  if (place.area !== undefined && isWithin(to, place.area)) return { metres: 0, direction: null };
  const from = [...(place.point === null ? [] : [place.point]), ...(place.area ?? [])];
  return from
    .map((each) => ({ metres: metresApart(each, to), direction: directionOf(each, to) }))
    .reduce((a, b) => (b.metres < a.metres ? b : a));
}

/** How many are named. */
const mostNamed = 12;

/** Throws RECORD_NOT_FOUND, RECORD_ERASED, RECORD_CLOSED. */
export function proposeFacilities(vault: OpenVault, request: CallRequest<'propose.facilities'>): Answer {
  const { within, on } = request;
  const { places, when, spread: unsure } = whereabouts(vault, on);
  if (places.length === 0) return { placed: false, when, candidates: [] };
  const candidates = facilitiesNear(knownSites(vault), { places, spread: unsure, when, within });
  return { placed: true, when, candidates: candidates.slice(0, mostNamed) };
}

function whereabouts(vault: OpenVault, on: CallRequest<'propose.facilities'>['on']): Omit<Near, 'within'> {
  if ('item' in on) {
    const { latitude, longitude, error, captured } = itemRow(vault, on.item);
    const when = captured === null ? '' : captureTime.parse(JSON.parse(captured)).wall.slice(0, 10);
    const places = latitude === null || longitude === null ? [] : [{ latitude, longitude }];
    return { places, when, spread: error === null ? 0 : Number(error) };
  }
  const { places, when } =
    'incident' in on
      ? contextAsked(on.incident, fieldsOf('incident', readRecord(vault, 'incident', on.incident).state))
      : on;
  const pointed = places.filter(({ point }) => point !== null);
  return {
    places: places.flatMap(({ point, area }) => [...(point === null ? [] : [point]), ...(area ?? [])]),
    when,
    // An outline says itself how far it reaches.
    spread: pointed.reduce((most, { precision }) => Math.max(most, spread[precision] ?? 0), 0),
  };
}
