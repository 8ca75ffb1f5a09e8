/** Whatever a person keeps back by hand leaves by no way, and the rest of the bundle is as it would have been. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exportToPath } from '../../../electron/core/bundle/export.ts';
import { previewExport } from '../../../electron/core/bundle/preview.ts';
import { Standing } from '../../../electron/core/bundle/standing.ts';
import { verifyBundle } from '../../../electron/core/bundle/verify.ts';
import { type StatedUse, usedAs } from '../../../electron/core/gate/stating.ts';
import { itemSubject, recordSubject } from '../../../electron/core/records/subjects.ts';
import { concern, concernSchema } from '../../../electron/core/records/tables/concerns.ts';
import type { Projections } from '../../../electron/core/vault/vault.ts';
import type { WithholdingChoice } from '../../../shared/contract.ts';
import { paths } from '../../../shared/ledger/bundle-layout.ts';
import type { Json } from '../../../shared/ledger/canonical.ts';
import { chosenGrounds } from '../../../shared/model/withholding.ts';
import { createBare, temporaryFolder } from '../../fixtures/bare-vault.ts';
import { HtmlVerifier, htmlNotRun } from '../../fixtures/html-verifier.ts';
import { runPython } from '../../fixtures/python-verifier.ts';
import { metBy, usedBy } from '../../fixtures/uses.ts';
import { filesOf, software } from '../../integration/bundle/evidence.ts';

type Vault = Awaited<ReturnType<typeof createBare>>['vault'];
type Fields = Record<string, Json>;
/** Something that can be chosen, and the words that must then be nowhere. */
type Target = { readonly seq: number; readonly fields: readonly string[] | null; readonly words: readonly string[] };

const { folder, remove } = temporaryFolder();
let count = 0;
const word = (what: string): string => `planted-${what}-${String(count++).padStart(6, '0')}-end`;
const id = (): string => String(count++).padStart(32, '0');

/** What custody sheets are made from, and no other table: the values here are words, and not what the program itself would enter. */
const concerns: Projections = {
  migrating(db) {
    const made = db.prepare("SELECT 1 FROM sqlite_master WHERE name = 'concern'").get();
    if (made === undefined) db.exec(concernSchema);
    return [];
  },
  apply(db, appended) {
    for (const { seq, type, fields } of appended) {
      if (type === 'item') concern(db, itemSubject(seq), seq);
      if (typeof fields.id === 'string') concern(db, recordSubject(fields.id), seq);
      if (typeof fields.item === 'number') concern(db, itemSubject(fields.item), seq);
    }
  },
  reclose() {},
};

/** An archive with `size` of everything, every value in it one that can be recognised. */
class Archive {
  readonly targets: Target[] = [];
  readonly vault: Vault;

  constructor(vault: Vault) {
    this.vault = vault;
  }

  append(type: string, fields: Fields): number {
    return this.vault.ledger.append([{ type, operator: 'op-1', fields }])[0]?.seq ?? -1;
  }

  /** Bytes as a camera writes them: what was read from the file stands in it. */
  async item(twin?: Buffer): Promise<{ seq: number; bytes: Buffer }> {
    const [camera, position, captured, other, conflict] = ['camera', 'gps', 'time', 'tag', 'conflict'].map(word) as [
      string,
      string,
      string,
      string,
      string,
    ];
    const [picture, refused, recording, document] = ['picture', 'refused', 'recording', 'document'].map(word) as [
      string,
      string,
      string,
      string,
    ];
    const name = `IMG_${100_000 + count++}.JPG`;
    const bytes =
      twin ??
      Buffer.from(`${word('bytes')} ${camera} ${position} ${captured} ${picture} ${refused} ${recording} ${document}`);
    const staged = await this.vault.objects.stage([bytes]);
    await staged.commit();
    const fields: Fields = {
      file: { sha256: staged.sha256, size: staged.size, type: 'image/jpeg' },
      acquisition: { seq: 0, number: 1 },
      name,
      modified: word('modified'),
      parsers: ['exifr'],
      'read.camera': [{ name: 'IFD0:Model', value: `${camera} ${captured} ${picture} ${recording} ${document}` }],
      'read.gps': [{ name: 'GPS:GPSLatitude', value: position }],
      'read.other': [{ name: 'ExifIFD:OwnerName', value: other }],
      refused: [{ name: 'ExifIFD:CreateDate', value: refused, reason: 'not a date' }],
      conflicts: [{ kind: 'offset missing', values: { seen: `${conflict} ${captured}` } }],
      'derived.captured': { wall: captured },
      'derived.position': { latitude: position },
      'derived.camera': { model: camera },
      'derived.picture': { width: picture },
      'derived.recording': { seconds: recording },
      'derived.document': { pages: document },
    };
    const seq = this.append('item', fields);
    const asserted = [word('note'), `${position} by hand`, `${captured} by hand`];
    for (const [n, field] of ['note', 'position', 'captured'].entries()) {
      this.append('record', {
        kind: 'assertion',
        id: id(),
        item: seq,
        field,
        value: asserted[n] ?? '',
        reason: 'was there',
      });
    }
    // A twin has the words of the other's bytes, which nobody chose.
    const own = twin === undefined;
    const read = (...words: string[]) => (own ? words : []);
    for (const [field, words] of [
      ['name', [name]],
      ['modified', [String(fields.modified)]],
      ['read.camera', read(camera, recording, document)],
      ['read.gps', read(position)],
      ['read.other', [other]],
      ['refused', read(refused)],
      ['conflicts', [conflict]],
      ['derived.captured', read(captured)],
      ['derived.position', read(position)],
      ['derived.camera', read(camera)],
      ['derived.picture', read(picture)],
      ['derived.recording', read(recording)],
      ['derived.document', read(document)],
      ['file', [String(bytes).slice(0, 20), staged.sha256]],
    ] as const) {
      this.targets.push({ seq, fields: [field], words });
    }
    this.targets.push({ seq, fields: null, words: [name, staged.sha256, ...asserted, camera, position, captured] });
    return { seq, bytes };
  }

  incident(item: number): { record: string; seq: number } {
    const record = id();
    const fields = {
      title: word('title'),
      facility: word('facility'),
      place: { name: word('place'), precision: 'exact', point: null },
      when: { edtf: '2016-04-27', words: word('when') },
      account: word('story'),
    };
    const seq = this.append('record', { kind: 'incident', id: record, ...fields });
    const title = word('title');
    this.append('record', { kind: 'incident', id: record, title, reason: `was ${fields.title}`, amends: [seq] });
    const link = { id: id(), reason: word('link') };
    const linked = this.append('link', { ...link, kind: 'shows', from: { record }, to: { item } });
    this.targets.push({ seq: linked, fields: null, words: [link.id, link.reason] });
    this.targets.push({ seq: linked, fields: ['reason'], words: [link.reason] });
    for (const [name, value] of Object.entries(fields)) {
      const words = name === 'title' ? [fields.title, title] : [JSON.stringify(value).match(/planted[^"]*/)?.[0] ?? ''];
      this.targets.push({ seq, fields: [name], words });
    }
    this.targets.push({ seq, fields: null, words: [record, title, fields.title, fields.account, link.reason] });
    return { record, seq };
  }

  testimony(incident: string, paragraphs: number): void {
    const record = id();
    const witness = word('witness');
    const said = Array.from({ length: paragraphs }, () => word('said'));
    const consent = { state: 'given', audiences: ['court'], conditions: word('consent'), explained: true };
    const account = (all: readonly string[]) =>
      Object.fromEntries(all.map((text, n) => [`account.${n + 1}`, { text, basis: 'saw' }]));
    const first = { kind: 'testimony', id: record, witness, language: 'ar', incident, consent, ...account(said) };
    const seq = this.append('record', first);
    // A paragraph is put in before the others: each moves on by one, and the last is corrected besides.
    const last = word('said');
    const moved = [word('said'), ...said.slice(0, -1), last];
    const amended = this.append('record', {
      kind: 'testimony',
      id: record,
      ...account(moved),
      reason: `instead of ${said.at(-1)}`,
      amends: [seq],
    });
    for (let n = 1; n <= moved.length; n++) {
      // Under this name stood these two, one after the other. Neither leaves, under whatever name.
      const words = [said[n - 1], moved[n - 1]].filter((text) => text !== undefined);
      this.targets.push({ seq: n % 2 === 0 ? seq : amended, fields: [`account.${n}`], words });
    }
    this.targets.push({ seq, fields: ['witness', 'consent'], words: [witness, consent.conditions] });
    this.targets.push({ seq: amended, fields: null, words: [record, witness, ...said, ...moved] });
  }
}

async function archiveOf(size: number): Promise<Archive> {
  const { vault } = await createBare(join(folder, `${count++}.sanad`), { projections: concerns });
  const archive = new Archive(vault);
  for (let n = 0; n < size; n++) {
    const { seq, bytes } = await archive.item();
    if (n % 2 === 1) await archive.item(bytes);
    const { record } = archive.incident(seq);
    archive.testimony(record, 1 + (n % 3));
  }
  return archive;
}

const choiceOf = fc.record({
  ground: fc.constantFrom(...chosenGrounds),
  authority: fc.constantFrom('order 17 of the court', 'قرار المحكمة ١٧', 'a rule of ours'),
  review: fc.constantFrom(null, '2127-01-31', '2131-06-30'),
});

let html: HtmlVerifier | null = null;
beforeAll(async () => {
  html = htmlNotRun === null ? await HtmlVerifier.open() : null;
}, 120_000);
afterAll(async () => {
  await html?.close();
  remove();
});

describe('what is kept back by hand', () => {
  it('is nowhere in the bundle, is stated line by line, and every verifier takes the rest', async () => {
    let withFiles = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 3 }),
        fc.array(fc.tuple(fc.nat(), choiceOf), { minLength: 1, maxLength: 6 }),
        async (size, picks) => {
          const archive = await archiveOf(size);
          const { vault, targets } = archive;
          const chosen = picks.map(([pick, why]) => ({ target: targets[pick % targets.length] as Target, why }));
          const choices = chosen.map(
            ({ target: { seq, fields }, why }) => ({ seq, fields, alone: false, ...why }) as WithholdingChoice,
          );
          const path = join(folder, `${count++}.zip`);
          const { questions } = await previewExport(vault, usedBy('court'));
          const use = { ...usedBy('court'), answers: metBy(questions) };
          const request = {
            ...use,
            recipient: 'a court',
            protection: { kind: 'plain' },
            withhold: choices,
          } as const;
          await exportToPath(vault, request, path, { software });
          const files = await filesOf(path);
          await compare(
            { vault, use },
            chosen.map(({ target }) => target),
            choices,
            files,
          );
          withFiles += Number(Object.keys(files).some((name) => name.startsWith('data/objects/')));

          const report = await verifyBundle(path, {}, []);
          expect(report).toMatchObject({ verdict: 'UNANCHORED', exitStatus: 0, findings: [], unexplained: 0 });
          expect(report.warnings.filter(({ code }) => code.startsWith('WITHHELD'))).toEqual([]);
          const told = { verdict: 'UNANCHORED', exitStatus: 0, findings: [], unexplained: 0, stated: report.stated };
          expect(await runPython(path)).toMatchObject(told);
          if (html !== null) expect(await html.run(path)).toMatchObject(told);
          await vault.close();
          rmSync(path);
        },
      ),
      { numRuns: 10 },
    );
    expect(withFiles).toBeGreaterThan(0);
  }, 240_000);
});

/** The bundle against what was chosen, and against the bundle that would have been made without. */
async function compare(
  { vault, use }: { vault: Vault; use: StatedUse },
  targets: readonly Target[],
  choices: readonly WithholdingChoice[],
  files: Readonly<Record<string, Buffer>>,
): Promise<void> {
  const opened = String(files[paths.disclosures])
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => String(Buffer.from(JSON.parse(line).d, 'base64url')));
  const all = [...Object.entries(files).map(([name, bytes]) => `${name}\n${bytes.toString('latin1')}`), ...opened];
  const everything = Buffer.from(all.join('\n'), 'utf8').toString('utf8');
  for (const { seq, fields, words } of targets) {
    for (const text of words) {
      expect({ seq, fields, text, leaves: everything.includes(text) }).toEqual({ seq, fields, text, leaves: false });
    }
  }

  const last = vault.ledger.size - 1;
  const [freely, strictly] = [
    await Standing.of(vault.ledger, usedAs(vault, use)),
    await Standing.of(vault.ledger, usedAs(vault, use), undefined, choices),
  ];
  const shownLines = new Set(opened);
  const stated = new Map<string, object>();
  for (const line of String(files[paths.withheld] ?? '')
    .split('\n')
    .slice(0, -1)) {
    const { seq, fields, kind: _kind, ...why } = JSON.parse(line);
    for (const name of fields ?? ['']) stated.set(`${seq} ${name}`, why);
  }
  for (let seq = 0; seq < last; seq++) {
    const [free, strict] = [freely.judge(seq), strictly.judge(seq)];
    const touched = choices.some((choice) => choice.seq === seq);
    for (const [name, why] of strict.decision) {
      // Choices only ever make more stay, and what none of them is about leaves as ever.
      if (free.decision.get(name) !== null) expect({ seq, name, why }).not.toMatchObject({ why: null });
      if (!touched && why !== null && !why.chosen && why.ground !== 'other end stays') {
        expect(free.decision.get(name)).toEqual(why);
      }
      const text = free.shown.find((one) => one.name === name)?.text;
      const isShown = text !== undefined && shownLines.has(String(Buffer.from(text, 'base64url')));
      expect({ seq, name, isShown }).toEqual({ seq, name, isShown: why === null });
      if (why === null) continue;
      const { ground, authority, review } = why;
      const line = stated.get(`${seq} ${strict.shown.length === 0 ? '' : name}`);
      if (strict.shown.length > 0) expect(line).toEqual({ ground, authority, review, by: 'op-1' });
      else expect(line).toMatchObject({ by: 'op-1' });
    }
  }
}
