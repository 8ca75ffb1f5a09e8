/** Closing and opening writes anew only what a decision concerns; all tables made from the whole ledger come to the same rows. */
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { appendForGate } from '../../../electron/core/gate/recording.ts';
import { stateOf } from '../../../electron/core/records/kinds.ts';
import { projectionRows, rebuildProjections } from '../../../electron/core/records/projections.ts';
import type { OpenVault } from '../../../electron/core/vault/vault.ts';
import type { Json } from '../../../shared/ledger/canonical.ts';
import type { GateReasonCode } from '../../../shared/model/use.ts';
import { trainingIncident } from '../../fixtures/incident.ts';
import { temporaryVault } from '../../fixtures/vault.ts';

type Fields = Record<string, Json>;

let vault: OpenVault;
let numbers = 0;

const fresh = () => String(numbers++).padStart(32, '0');
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/** What was put in so far: each act picks from it. */
class Archive {
  readonly companions = new Set<number>();
  readonly items: number[] = [];
  readonly acquisitions: number[] = [];
  readonly incidents: { id: string; entries: number[] }[] = [];
  readonly testimonies: { id: string; entries: number[] }[] = [];
  readonly assertions: { id: string; entries: number[] }[] = [];
  readonly persons: string[] = [];
  readonly consents: { id: string; entries: number[] }[] = [];
  readonly links: { id: string; entries: number[] }[] = [];
  readonly restrictions: { id: string; entries: number[]; on: Fields }[] = [];

  append(type: string, fields: Fields): number {
    return vault.ledger.append([{ type, operator: 'op-1', fields }])[0]?.seq ?? -1;
  }

  decide(fields: Fields): number {
    return appendForGate(vault, [{ type: 'record', operator: 'op-1', fields }])[0]?.seq ?? -1;
  }

  restrict(on: Fields, viewer: 'media' | 'archive'): void {
    const id = fresh();
    const said = { authority: 'training', basis: 'training', until: null };
    const seq = this.decide({ kind: 'restriction', id, ...on, viewers: [viewer], ...said });
    this.restrictions.push({ id, on, entries: [seq] });
  }

  lift({ id, entries }: Archive['restrictions'][number]): void {
    entries.push(this.decide({ kind: 'restriction', id, lifted: true, amends: [...entries] }));
  }

  /** Whatever there is a way to close, by number. */
  thing(pick: number): Fields | null {
    const things: Fields[] = [
      ...this.items.map((item) => ({ item })),
      ...this.testimonies.map(({ id }) => ({ testimony: id })),
      ...this.incidents.map(({ id }) => ({ incident: id })),
    ];
    return one(things, pick);
  }
}

const one = <T>(all: readonly T[], pick: number): T | null => all[pick % Math.max(1, all.length)] ?? null;

const consentFields = (withdrawn: boolean): Fields => ({
  state: withdrawn ? 'withdrawn' : 'given',
  asked: '2016-04-28',
  explained: ['purpose', 'who will see it', 'may refuse', 'may withdraw', 'court keeps it'],
  audiences: ['court'],
  purposes: ['criminal case'],
  conditions: { noDeathPenalty: false, askAgain: false, notStates: [], words: '' },
  anonymise: [],
  obtained: { by: 'op-1', how: ['spoken'], witness: '' },
  recording: 'not asked',
  wishes: '',
  ...(withdrawn ? { withdrawal: { on: '2016-05-01', reach: 'all use', words: '' } } : {}),
});

/** Minutes and places of few kinds, so that files were made when they were sent, and where their case is or far from it. */
const wall = (minute: number) => `2016-04-27T21:4${minute}`;
const madeAt = (minute: number): Fields => ({
  wall: `${wall(minute)}:30`,
  subsecond: null,
  offset: null,
  offsetBasis: 'unknown',
  from: ['ExifIFD:DateTimeOriginal'],
});
const madeWhere = (south: number): Fields => ({
  latitude: `${10 + south}`,
  longitude: '20',
  altitude: null,
  errorMetres: null,
  direction: null,
  gpsTime: null,
  from: ['GPS:GPSLatitude'],
});
const caseAt = (south: number) =>
  ({ name: '', precision: 'exact', point: { latitude: `${10 + south}`, longitude: '20' } }) as const;

const acts: readonly ((archive: Archive, a: number, b: number) => void)[] = [
  // Files: a few different contents, so that the same ones arrive again.
  (archive, a, b) => {
    const name = `IMG_${a % 4}.JPG`;
    const modified = null;
    const files = {
      'holds.1': { path: name, size: 10, modified },
      'holds.2': { path: `IMG_${b % 4}.JPG`, size: 10, modified },
    };
    const source = {
      'source.kind': 'folder',
      'source.path': `/training/${name}`,
      count: a % 2 === 0 ? 2 : 1,
      part: { first: null, from: 1 },
    };
    const acquisition = archive.append('acquisition', { ...source, ...files });
    const item = archive.append('item', {
      file: { sha256: sha256(`content ${a % 3}`), size: 10, type: 'image/jpeg' },
      acquisition: { seq: acquisition, number: 1 + (b % 2) },
      name,
      path: `/training/${name}`,
      modified,
      conflicts: b % 3 === 0 ? [{ kind: 'metadata absent', values: {} }] : [],
      ...(b % 4 === 1 ? {} : { 'derived.captured': madeAt(a % 3), 'derived.position': madeWhere(a % 3) }),
      preview:
        b % 2 === 0
          ? { problem: 'PREVIEW_UNSUPPORTED' }
          : {
              thumb: { sha256: sha256('t'), size: 1, width: 1, height: 1 },
              view: { sha256: sha256('v'), size: 1, width: 1, height: 1 },
              tool: 'training',
              likeness: sha256(name).slice(0, 16),
            },
    } as unknown as Fields);
    archive.acquisitions.push(acquisition);
    archive.items.push(item);
  },
  (archive, a) => {
    const id = fresh();
    const state = stateOf(
      'incident',
      trainingIncident({
        title: `Incident ${a % 5} clinic`,
        account: `words of incident ${a}`,
        place: caseAt(a % 3),
        when: { edtf: `2016-04-${10 + (a % 9)}`, words: '' },
      }),
    );
    archive.incidents.push({ id, entries: [archive.append('record', { ...state, kind: 'incident', id })] });
  },
  (archive, a, b) => {
    const incident = one(archive.incidents, a);
    if (incident === null) return;
    incident.entries.push(
      archive.append('record', {
        kind: 'incident',
        id: incident.id,
        ...(b % 2 === 0 ? { account: `amended ${b}` } : { place: caseAt(b % 3) }),
        amends: [...incident.entries],
      }),
    );
  },
  (archive, a, b) => {
    const id = fresh();
    const incident = one(archive.incidents, b);
    archive.testimonies.push({
      id,
      entries: [
        archive.append('record', {
          kind: 'testimony',
          id,
          witness: `witness-${a}`,
          language: 'ar',
          'account.1': { text: `the light went out ${a}`, basis: 'saw' },
          ...(incident === null || a % 2 === 0 ? {} : { incident: incident.id }),
        }),
      ],
    });
  },
  (archive, a, b) => {
    const testimony = one(archive.testimonies, a);
    const incident = one(archive.incidents, b);
    if (testimony === null) return;
    testimony.entries.push(
      archive.append('record', {
        kind: 'testimony',
        id: testimony.id,
        amends: [...testimony.entries],
        ...(incident === null || b % 3 > 0 ? { language: 'uk' } : { incident: incident.id }),
      }),
    );
  },
  (archive, a, b) => {
    const item = one(archive.items, a);
    if (item === null) return;
    const id = fresh();
    archive.assertions.push({
      id,
      entries: [
        archive.append('record', {
          kind: 'assertion',
          id,
          item,
          field: 'place',
          value: `said ${b} of it`,
          reason: 'training',
        }),
      ],
    });
  },
  (archive, a, b) => {
    const assertion = one(archive.assertions, a);
    if (assertion === null) return;
    assertion.entries.push(
      archive.append('record', {
        kind: 'assertion',
        id: assertion.id,
        value: `said later ${b}`,
        amends: [...assertion.entries],
      }),
    );
  },
  (archive, a, b) => {
    const [incident, item] = [one(archive.incidents, a), one(archive.items, b)];
    if (incident === null || item === null) return;
    const id = fresh();
    archive.links.push({
      id,
      entries: [archive.append('link', { kind: 'shows', id, from: { record: incident.id }, to: { item }, reason: '' })],
    });
  },
  (archive, a, b) => {
    const [from, to] = [one(archive.testimonies, a), one(archive.items, b)];
    if (from === null || to === null) return;
    const id = fresh();
    archive.links.push({
      id,
      entries: [
        archive.append('link', {
          kind: 'mentions',
          id,
          from: { record: from.id },
          to: { item: to },
          reason: 'training',
        }),
      ],
    });
  },
  (archive, a) => {
    const link = one(archive.links, a);
    if (link === null || link.entries.length > 1) return;
    link.entries.push(archive.append('link', { id: link.id, amends: [...link.entries], from: null }));
  },
  // A list that speaks of other files.
  (archive, a, b) => {
    const [item, about] = [one(archive.items, a), one(archive.items, b)];
    // Also while it is closed: a file is one companion.
    if (item === null || about === null || archive.companions.has(item)) return;
    archive.companions.add(item);
    archive.append('record', {
      kind: 'companion',
      id: fresh(),
      item,
      form: 'google takeout',
      parsers: ['training'],
      counts: {},
      'about.1': { item: about, rule: 'path stated', answer: null, algorithms: [] },
      'says.1': {
        named: `beside ${b}`,
        hashes: [],
        sent: { text: '', wall: wall(b % 3), offset: null },
        sender: null,
        tags: [],
      },
    } as unknown as Fields);
  },
  (archive, a) => {
    const item = one(archive.items, a);
    if (item !== null) archive.append('custody', { action: 'accessed', items: [item] });
  },
  // Decisions.
  (archive, a) => {
    const person = fresh();
    archive.decide({ kind: 'person', id: person, code: `person-${a}`, standing: 'witness', child: false });
    archive.persons.push(person);
  },
  (archive, a, b) => {
    const person = one(archive.persons, a);
    if (person === null) return;
    const id = fresh();
    archive.consents.push({
      id,
      entries: [archive.decide({ kind: 'consent', id, person, ...consentFields(b % 2 === 0) })],
    });
  },
  (archive, a, b) => {
    const [person, on] = [one(archive.persons, a), archive.thing(b)];
    if (person === null || on === null) return;
    archive.decide({ kind: 'involvement', id: fresh(), person, as: ['shown'], ...on });
  },
  (archive, a, b) => {
    const on = archive.thing(a);
    if (on !== null) archive.restrict(on, b % 4 === 0 ? 'media' : 'archive');
  },
  (archive, a) => {
    const restriction = one(archive.restrictions, a);
    if (restriction !== null) archive.lift(restriction);
  },
  (archive, a, b) => {
    const on = archive.thing(a);
    if (on === null) return;
    const covers: GateReasonCode[] = ['closed', 'withdrawn from all use'];
    archive.decide({
      kind: 'override',
      id: fresh(),
      ...on,
      viewer: 'archive',
      ground: 'life is in danger',
      covers,
      state: b % 3 === 0 ? 'proposed' : 'in force',
    });
  },
  (archive, a) => {
    const on = archive.thing(a);
    if (on !== null) archive.decide({ kind: 'mark', id: fresh(), ...on, classes: ['patient'] });
  },
];

/** What closes and opens comes more often than its share. */
const act = fc.tuple(
  fc.oneof(
    { weight: 2, arbitrary: fc.nat(acts.length - 1) },
    { weight: 1, arbitrary: fc.constantFrom(0, 7, 13, 14, 15, 16, 17) },
  ),
  fc.nat(50),
  fc.nat(50),
);

const closedRows = () => vault.db.prepare('SELECT COUNT(*) FROM closed').pluck().get() as number;

describe('what a decision closes or opens', () => {
  test('leaves every table as if all were made anew from the ledger', async () => {
    const runs = 15;
    let closings = 0;
    let openings = 0;
    const flagged = new Map<string, number>();
    await fc.assert(
      fc.asyncProperty(fc.array(act, { minLength: 20, maxLength: 60 }), async (all) => {
        const made = await temporaryVault();
        vault = made.vault;
        // Nothing here is to survive a power cut.
        vault.db.pragma('synchronous = OFF');
        const archive = new Archive();
        const incident = fresh();
        const steps = [
          ...all.map(
            ([which, a, b]) =>
              () =>
                acts[which]?.(archive, a, b),
          ),
          // Whatever chance gave, something is closed and opened.
          () =>
            archive.append('record', { ...stateOf('incident', trainingIncident()), kind: 'incident', id: incident }),
          () => archive.restrict({ incident }, 'archive'),
          () => {
            const restriction = archive.restrictions.at(-1);
            if (restriction !== undefined) archive.lift(restriction);
          },
        ];
        for (const step of steps) {
          const before = closedRows();
          step();
          const after = closedRows();
          if (after > before) closings++;
          if (after < before) openings++;
        }
        // Of what was entered since the last decision a full remake may close more: a decision comes last.
        archive.decide({ kind: 'person', id: fresh(), code: 'last', standing: 'witness', child: false });
        const rows = projectionRows(vault.db);
        const kinds = vault.db.prepare('SELECT kind FROM flag').pluck().all() as string[];
        for (const kind of kinds) flagged.set(kind, (flagged.get(kind) ?? 0) + 1);
        for (const index of ['findable_text', 'findable_word'])
          vault.db.prepare(`INSERT INTO ${index} (${index}) VALUES ('integrity-check')`).run();
        rebuildProjections(vault.db, vault.ledger);
        const anew = projectionRows(vault.db);
        await made.remove();
        expect(rows).toEqual(anew);
      }),
      { numRuns: runs },
    );
    expect(closings).toBeGreaterThanOrEqual(runs);
    expect(openings).toBeGreaterThanOrEqual(runs);
    for (const kind of ['captured when sent', 'far from the case']) expect(flagged.get(kind) ?? 0).toBeGreaterThan(0);
  });
});
