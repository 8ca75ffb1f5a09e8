import { createHash } from 'node:crypto';
import { setImmediate as breathe } from 'node:timers/promises';
import type { CallOutput, CallRequest } from '../../../shared/contract.ts';
import { Fault } from '../../../shared/faults.ts';
import { chatForms } from '../../../shared/model/companions.ts';
import type { Conflict } from '../../../shared/model/metadata.ts';
import type { Doubt, TimeBasis } from '../../../shared/model/proposals.ts';
import { captureTime } from '../../../shared/model/time.ts';
import { capturedWhenSent } from '../records/captured-when-sent.ts';
import { besideItem } from '../records/companions.ts';
import { type ItemRow, itemSummaryOf } from '../records/items.ts';
import { titleOf } from '../records/links.ts';
import type { OpenVault } from '../vault/vault.ts';
import { Clusters, type Point } from './clusters.ts';
import { facilitiesNear, knownSites } from './facilities.ts';
import { doubtfulFlags, type Moment, type MomentRow, momentOf, standingIn } from './moments.ts';
import { areSetAside } from './set-aside.ts';
import { intervalOf, outlineOf } from './span.ts';

/**
 * Items that may show one event: taken near one another in time and place. Those whose instant and position are known make the groups
 * (clusters.ts). What is doubtful in time or place never joins two groups; it is listed apart, with one group or as a group of its own, by
 * wall clocks held against wall clocks. What has no position of its own is listed with a group that the same camera took at that time.
 * When something was sent is never taken for when it was made.
 */

type Request = CallRequest<'propose.together'>;
type Group = CallOutput<'propose.together'>['groups'][number];

/** Rows that are read at a stretch; other calls come in between. */
const atOnce = 2_000;

/** What was read of a vault so far: what arrives is added, and whatever else changes a time or a place begins anew. */
interface Gathered {
  readonly made: string;
  through: number;
  /** What stood when it was gathered (`stampOf`). */
  stamp: string;
  readonly dated: Clusters;
  readonly walls: Clusters;
  readonly moments: Map<number, Moment>;
  undated: number;
  /** Made once, until something arrives. */
  members: readonly Grouped[] | null;
}

const gatheredOf = new WeakMap<OpenVault, Gathered>();
const gathering = new WeakMap<OpenVault, Promise<unknown>>();

/** Other than by new items: erased or closed ones, corrected clocks, what chats say. */
function stampOf({ db }: OpenVault, through: number): string {
  const of = (sql: string, ...values: number[]) => JSON.stringify(db.prepare(sql).get(...values));
  return [
    of('SELECT count(*), total(seq) FROM item WHERE seq <= ?', through),
    of("SELECT count(*), max(head) FROM record WHERE kind IN ('clock', 'civil time')"),
    of('SELECT count(*), max(said) FROM companion_file'),
  ].join();
}

const blank = (made: string, { minutes, metres }: Request): Gathered => ({
  made,
  through: -1,
  stamp: '',
  dated: new Clusters({ seconds: minutes * 60, metres }),
  walls: new Clusters({ seconds: minutes * 60, metres }),
  moments: new Map(),
  undated: 0,
  members: null,
});

async function gather(vault: OpenVault, request: Request, stop: AbortSignal): Promise<Gathered> {
  const made = `${request.minutes} ${request.metres}`;
  const before = gatheredOf.get(vault);
  const isGood = before !== undefined && before.made === made && before.stamp === stampOf(vault, before.through);
  const gathered = isGood ? before : blank(made, request);
  gatheredOf.delete(vault);
  const standing = standingIn(vault);
  const items = vault.db.prepare(
    `SELECT seq, captured, latitude, longitude, error, acquisition, make, model, serial FROM item
     WHERE seq > ? ORDER BY seq LIMIT ${atOnce}`,
  );
  const flagged = vault.db.prepare(
    `SELECT item, kind FROM flag WHERE item BETWEEN ? AND ? AND kind IN (SELECT value FROM json_each(?))`,
  );
  const told = vault.db
    .prepare(
      `SELECT DISTINCT companion_file.item FROM companion_file JOIN companion ON companion.id = companion_file.id
       WHERE companion.form IN (SELECT value FROM json_each(?))`,
    )
    .pluck()
    .all(JSON.stringify(chatForms)) as number[];
  const inChats = new Set(told);
  for (;;) {
    if (stop.aborted) throw new Fault('VAULT_LOCKED');
    const rows = items.all(gathered.through) as (Omit<MomentRow, 'captured'> & { captured: string | null })[];
    const [first, last] = [rows[0], rows.at(-1)];
    if (first === undefined || last === undefined) break;
    const flags = new Map<number, Conflict['kind'][]>();
    const found = flagged.all(first.seq, last.seq, JSON.stringify(doubtfulFlags));
    for (const { item, kind } of found as { item: number; kind: Conflict['kind'] }[])
      flags.set(item, [...(flags.get(item) ?? []), kind]);
    gathered.members = null;
    for (const row of rows) {
      const { captured } = row;
      if (captured === null) gathered.undated += 1;
      else {
        const isSent = inChats.has(row.seq) && wasSentThen(vault, row.seq, captured);
        const looked = { flags: flags.get(row.seq) ?? [], isSent, metres: request.metres };
        place(gathered, momentOf({ ...row, captured }, standing, looked));
      }
    }
    gathered.through = last.seq;
    await breathe();
  }
  gathered.stamp = stampOf(vault, gathered.through);
  gatheredOf.set(vault, gathered);
  return gathered;
}

const wasSentThen = (vault: OpenVault, seq: number, captured: string): boolean =>
  capturedWhenSent(captureTime.parse(JSON.parse(captured)), besideItem(vault, seq)).length > 0;

function place({ moments, dated, walls }: Gathered, moment: Moment): void {
  moments.set(moment.seq, moment);
  const { seq, latitude, longitude, instant, wall, isLocal, doubts } = moment;
  if (latitude === null || longitude === null) return;
  if (instant !== null && doubts.length === 0) dated.add({ seq, latitude, longitude, seconds: instant });
  if (isLocal) walls.add({ seq, latitude, longitude, seconds: wall });
}

interface Grouped {
  readonly members: Members;
  readonly key: string;
}

interface Members {
  readonly certain: readonly number[];
  readonly apart: number[];
}

const sequence = (points: readonly Point[]) => points.map(({ seq }) => seq);

/** The groups, with what is listed apart beside each. */
function membersOf({ dated, walls, moments }: Gathered, { minutes }: Request): Members[] {
  const groups: Members[] = dated.groups().map((points) => ({ certain: sequence(points), apart: [] }));
  const groupOf = new Map(groups.flatMap((group) => group.certain.map((seq) => [seq, group] as const)));
  for (const points of walls.groups()) {
    const doubtful = sequence(points).filter((seq) => !groupOf.has(seq));
    if (doubtful.length === 0) continue;
    const beside = new Set(sequence(points).flatMap((seq) => groupOf.get(seq) ?? []));
    const [only] = beside;
    if (only !== undefined && beside.size === 1) only.apart.push(...doubtful);
    else groups.push({ certain: [], apart: doubtful });
  }
  addUnplaced(groups, moments, minutes * 60);
  return groups;
}

/** What says when and not where, beside the one group that its camera took at that time. */
function addUnplaced(groups: readonly Members[], moments: ReadonlyMap<number, Moment>, seconds: number): void {
  const byCamera = new Map<string, { group: Members; from: number; to: number }[]>();
  for (const group of groups) {
    const spans = new Map<string, { from: number; to: number }>();
    for (const seq of group.certain) {
      const { camera = '', instant = null } = moments.get(seq) ?? {};
      if (camera === '' || instant === null) continue;
      const { from, to } = spans.get(camera) ?? { from: instant, to: instant };
      spans.set(camera, { from: Math.min(from, instant), to: Math.max(to, instant) });
    }
    for (const [camera, span] of spans) byCamera.set(camera, [...(byCamera.get(camera) ?? []), { group, ...span }]);
  }
  for (const { seq, camera, instant, doubts } of moments.values()) {
    if (!doubts.includes('no position') || instant === null) continue;
    const fitting = (byCamera.get(camera) ?? []).filter(
      ({ from, to }) => instant >= from - seconds && instant <= to + seconds,
    );
    const [only] = fitting;
    if (only !== undefined && fitting.length === 1) only.group.apart.push(seq);
  }
}

/** The same items, the same key: a group that another item joined is another proposal. */
const keyOf = ({ certain, apart }: Members): string =>
  createHash('sha256')
    .update([...certain, ...apart].sort((a, b) => a - b).join())
    .digest('hex');

/** How many of a group are shown as pictures. */
const mostShown = 24;
const mostNear = 3;

/** One page of the groups in which something belongs to no case yet, the latest first. */
export function proposeTogether(
  vault: OpenVault,
  request: Request,
  stop: AbortSignal,
): Promise<CallOutput<'propose.together'>> {
  const work = async () => {
    const gathered = await gather(vault, request, stop);
    return answerFrom(vault, gathered, request);
  };
  // One after another: they share what was gathered.
  const done = (gathering.get(vault) ?? Promise.resolve()).then(work, work);
  gathering.set(
    vault,
    done.catch(() => {}),
  );
  return done;
}

function answerFrom(vault: OpenVault, gathered: Gathered, request: Request): CallOutput<'propose.together'> {
  const { moments, undated } = gathered;
  const linked = casesByItem(vault);
  gathered.members ??= membersOf(gathered, request)
    .filter(({ certain, apart }) => certain.length + apart.length > 1)
    .map((members) => ({ members, key: keyOf(members) }));
  const open = gathered.members.filter(
    ({ members: { certain, apart } }) =>
      certain.length + apart.length >= request.least && [...certain, ...apart].some((seq) => !linked.has(seq)),
  );
  const aside = areSetAside(vault);
  const wanted = open.filter(({ key }) => aside.has(key) === request.aside);
  const latest = ({ members: { certain, apart } }: (typeof open)[number]) => {
    const last = moments.get([...certain, ...(certain.length > 0 ? [] : apart)].at(-1) ?? -1);
    return last?.instant ?? last?.wall ?? 0;
  };
  wanted.sort((a, b) => latest(b) - latest(a) || (a.key < b.key ? -1 : 1));
  const sites = knownSites(vault);
  const shown = wanted.slice(request.offset, request.offset + request.limit);
  return {
    total: wanted.length,
    aside: open.filter(({ key }) => aside.has(key)).length,
    undated,
    unplaced: [...moments.values()].filter(({ latitude }) => latitude === null).length,
    groups: shown.map(({ members, key }) => groupOf(vault, { key, members, moments, linked, sites })),
  };
}

function casesByItem({ db }: OpenVault): Map<number, string[]> {
  const rows = db.prepare('SELECT item, record FROM link WHERE item IS NOT NULL AND removed = 0 ORDER BY first').all();
  const found = new Map<number, string[]>();
  for (const { item, record } of rows as { item: number; record: string }[]) {
    const cases = found.get(item);
    if (cases === undefined) found.set(item, [record]);
    else if (!cases.includes(record)) cases.push(record);
  }
  return found;
}

interface Context {
  readonly key: string;
  readonly members: Members;
  readonly moments: ReadonlyMap<number, Moment>;
  readonly linked: ReadonlyMap<number, readonly string[]>;
  readonly sites: ReturnType<typeof knownSites>;
}

function groupOf(vault: OpenVault, { key, members, moments, linked, sites }: Context): Group {
  const { certain, apart } = members;
  const known = (seqs: readonly number[]) => seqs.flatMap((seq) => moments.get(seq) ?? []);
  const basis = known(certain.length > 0 ? certain : apart);
  const places = basis.flatMap(({ latitude, longitude }) =>
    latitude === null || longitude === null ? [] : [{ latitude, longitude }],
  );
  const when = intervalOf(basis);
  const where = outlineOf(places);
  const all = [...certain, ...apart];
  const cases = new Map<string, number>();
  for (const id of all.flatMap((seq) => linked.get(seq) ?? [])) cases.set(id, (cases.get(id) ?? 0) + 1);
  const row = vault.db.prepare('SELECT * FROM item WHERE seq = ?');
  return {
    key,
    certain: [...certain],
    apart: known(apart).map(({ seq, doubts }) => ({ seq, doubts: [...doubts] as Doubt[] })),
    shown: [...certain.slice(0, mostShown), ...apart.slice(0, mostShown)].map((seq) =>
      itemSummaryOf(row.get(seq) as ItemRow),
    ),
    when,
    bases: [...new Set(basis.map((moment): TimeBasis => moment.basis))],
    ...where,
    near: facilitiesNear(sites, { places, spread: 0, when, within: 3_000 }).slice(0, mostNear),
    cases: [...cases].map(([id, items]) => ({ id, title: titleOf(vault, id), items })),
    linked: all.filter((seq) => linked.has(seq)).length,
  };
}
