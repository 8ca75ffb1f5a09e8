import { execFileSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyBundle } from '../../../electron/core/bundle/verify.ts';
import { createSigner, generateSigningKey, primitives } from '../../../electron/core/ledger/primitives.ts';
import { nothingGiven } from '../../../shared/anchors/given.ts';
import { noReviewer } from '../../../shared/bundle/reviewer.ts';
import { checkpointPath, paths } from '../../../shared/ledger/bundle-layout.ts';
import { encodeUtf8 } from '../../../shared/ledger/bytes.ts';
import { canonicalText } from '../../../shared/ledger/canonical.ts';
import { cosign, witnessKey } from '../../../shared/ledger/cosignature.ts';
import { remarkCodes } from '../../../shared/ledger/findings.ts';
import { formatVerifierKey } from '../../../shared/ledger/note.ts';
import { readPolicy } from '../../../shared/ledger/policy.ts';
import { groupSpokenCode, spokenCode } from '../../../shared/ledger/spoken.ts';
import type { VerificationReport } from '../../../shared/model/report.ts';
import { type Bundle, hashHex, TestLedger } from '../../fixtures/ledger.ts';
import {
  type PythonOptions,
  type PythonReport,
  python,
  readPython,
  runPython,
} from '../../fixtures/python-verifier.ts';
import { requestOf } from '../../fixtures/witness.ts';
import { type Evidence, evidenceVault, exported, filesOf, pack } from '../../integration/bundle/evidence.ts';
import { type HostileMember, hostileZip } from '../../unit/core/bundle/zip-bytes.ts';

/** The verifier in Python was written from FORMAT.md by itself: where it and ours disagree, one of the three is wrong. */

const present = ((): boolean => {
  try {
    execFileSync(python, ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

let folder: string;
let number = 0;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sanad-python-test-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function written(zip: Uint8Array): string {
  const path = join(folder, `${number++}.zip`);
  writeFileSync(path, zip);
  return path;
}

/** The files of a bundle with every list and count right: what a careful attacker writes, and an honest exporter. */
function sealed(files: Bundle, version = '1.0'): Bundle {
  const whole = new Map(files);
  const payload = [...whole.keys()].filter((path) => path.startsWith('data/'));
  const octets = payload.reduce((sum, path) => sum + (whole.get(path)?.length ?? 0), 0);
  whole.set(paths.bagit, encodeUtf8('BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n'));
  whole.set(paths.bagInfo, encodeUtf8(`Payload-Oxum: ${octets}.${payload.length}\nSanad-Bundle: ${version}\n`));
  const listed = (names: readonly string[]): Uint8Array =>
    encodeUtf8(
      [...names]
        .sort()
        .map((name) => `${hashHex(whole.get(name) as Uint8Array)}  ${name}\n`)
        .join(''),
    );
  whole.set(paths.manifest, listed(payload));
  const isTag = (path: string): boolean => !path.startsWith('data/') && path !== paths.tagManifest;
  whole.set(paths.tagManifest, listed([...whole.keys()].filter(isTag)));
  return whole;
}

const zipped = (files: Bundle): Promise<Buffer> => pack(Object.fromEntries(files));

/** What both must say alike. Details are for developers, and ours sorts what it has counted differently. */
function essence(report: VerificationReport | PythonReport): unknown {
  const { verdict, exitStatus, headline, ledger, entries, root, spoken, vouched, shown, exhibits } = report;
  const { withheldFields, withheldEntries, unexplained, correctableBelow, stated, recipient, exportedAt } = report;
  const findings = report.findings.map(({ code, seq, path }) => JSON.stringify([code, seq, path])).sort();
  const remarks = report.warnings
    .filter(({ code }) => (remarkCodes as readonly string[]).includes(code))
    .map(({ code, seq }) => JSON.stringify([code, seq]))
    .sort();
  const counted = { vouched, shown, withheldFields, withheldEntries, unexplained, correctableBelow, stated };
  return {
    verdict,
    exitStatus,
    headline,
    ledger,
    entries,
    root,
    spoken,
    ...counted,
    exhibits,
    recipient,
    exportedAt,
    findings,
    remarks,
  };
}

/** Both reports on one bundle, which must be alike. */
async function bothSay(zip: Uint8Array, options: PythonOptions = {}): Promise<PythonReport> {
  const path = written(zip);
  const ours = await verifyBundle(path, {}, [...(options.notes ?? []), ...(options.codes ?? [])]);
  const theirs = await runPython(path, options);
  expect(essence(theirs)).toEqual(essence(ours));
  return theirs;
}

const picture = Buffer.alloc(5_000, 'a picture ');
const sha256 = createHash('sha256').update(picture).digest('hex');

/** A bit of everything that a ledger in memory can have. */
function fullLedger(): TestLedger {
  const ledger = new TestLedger(new Uint8Array(randomBytes(32)), {
    continues: { ledger: 'ab'.repeat(32), root: 'cd'.repeat(32), size: 7 },
  });
  ledger.append('item', { file: { sha256, size: picture.length, type: 'image/jpeg' } });
  ledger.append('record', {
    'account.1': 'شهادة \u{1f600} \uffff "\\\n',
    'account.2': { '\u{10000}': 1, '\uffff': [-5] },
  });
  ledger.changeKey();
  ledger.append('record', { amends: [2], 'account.1': 'corrected' });
  ledger.append('item', { file: { sha256: 'ef'.repeat(32), size: 9, type: 'video/mp4' } });
  ledger.append('unheard.of', { copy: { sha256, size: picture.length, type: 'text/plain' } }, null, 5);
  ledger.append('erase', { erases: [1, 2] });
  return ledger;
}

describe.skipIf(!present)('the Python verifier (needs Python)', () => {
  it('knows the hash that is published of it', () => {
    const root = join(import.meta.dirname, '..', '..', '..');
    const releases: Record<string, Record<string, string>> = JSON.parse(
      readFileSync(join(root, 'assets', 'verifiers', 'releases.json'), 'utf8'),
    );
    const known = Object.values(releases).map((files) => files['verify.py']);
    // After a change of verify.py its new SHA-256 belongs into the list.
    expect(known).toContain(hashHex(readFileSync(join(root, 'assets', 'verifiers', 'verify.py'))));
  });

  describe('says the same as ours of an honest bundle', () => {
    it('with key change, absent file, amendments and withheld fields', async () => {
      const files = fullLedger().bundle({
        objects: [picture],
        checkpoints: [2, 6],
        show: (seq, name) => !(seq === 2 && name === 'account.1') && seq !== 5,
        withheld:
          '{"authority":"consent, entry 1","by":"op-1","fields":["account.1"],"ground":"consent","review":"2016-01-31","seq":2}\n',
      });
      const report = await bothSay(await zipped(sealed(files)));
      expect(report).toMatchObject({ verdict: 'UNANCHORED', exitStatus: 0, findings: [], unexplained: 1 });
      expect(report.exhibits.map(({ state }) => state)).toEqual(['intact', 'intact']);
      expect(report.warnings.map(({ code }) => code)).toEqual(
        expect.arrayContaining(['SAYS_IT_CONTINUES', 'TYPE_NOT_UNDERSTOOD', 'CLOCK_WENT_BACK']),
      );
    });

    it('whose exporter speaks of what nobody can hold it against', async () => {
      const reason = { authority: 'a rule', by: 'op-1', ground: 'consent', review: null };
      const lines = [
        { ...reason, fields: ['account.1'], seq: 2 },
        { ...reason, kind: 'testimonies', seq: 99 },
        { ...reason, fields: ['type', 'unheard.of'], seq: 4 },
      ];
      const withheld = lines.map((line) => `${canonicalText(line)}\n`).join('');
      const files = fullLedger().bundle({ objects: [picture], show: (seq) => seq !== 2, withheld });
      const report = await bothSay(await zipped(sealed(files)));
      expect(report).toMatchObject({ verdict: 'UNANCHORED', exitStatus: 0, stated: [], unexplained: 1 });
      const said = report.warnings.filter(({ code }) => code.startsWith('WITHHELD_'));
      expect(said.map(({ code, seq }) => [code, seq])).toEqual([
        ['WITHHELD_UNTESTABLE', 2],
        ['WITHHELD_UNTESTABLE', null],
        ['WITHHELD_BUT_SHOWN', 4],
        ['WITHHELD_BUT_SHOWN', 4],
        ['WITHHELD_ENTRY_UNSTATED', 2],
      ]);
    });

    it('that shows nothing but its export', async () => {
      const files = fullLedger().bundle({ show: () => false });
      expect(await bothSay(await zipped(sealed(files)))).toMatchObject({
        verdict: 'UNANCHORED',
        shown: 1,
        exhibits: [],
      });
    });

    it('of a higher minor version, with files that it does not know', async () => {
      const files = fullLedger().bundle({
        objects: [picture],
        extra: new Map([['data/ext/x/y.bin', encodeUtf8('?')]]),
      });
      expect(await bothSay(await zipped(sealed(files, '1.7')))).toMatchObject({ verdict: 'UNANCHORED', exitStatus: 0 });
      expect(await bothSay(await zipped(sealed(files)))).toMatchObject({ verdict: 'INVALID' });
    });

    it('in a folder, in a deflated zip, and below one top folder', async () => {
      const files = sealed(fullLedger().bundle({ objects: [picture] }));
      const members = [...files].map(([name, content]) => ({ name: `bundle/${name}`, content, deflate: true }));
      expect(await bothSay(hostileZip(members))).toMatchObject({ exitStatus: 0 });
      const path = written(await zipped(files));
      const unpacked = join(folder, 'unpacked');
      execFileSync(python, ['-m', 'zipfile', '-e', path, unpacked]);
      const [ours, theirs] = [await verifyBundle(unpacked, {}, []), await runPython(unpacked)];
      expect(essence(theirs)).toEqual(essence(ours));
      expect(theirs.exitStatus).toBe(0);
    });

    it('with signatures checked by its own code as well', async () => {
      const files = sealed(fullLedger().bundle({ objects: [picture], checkpoints: [3] }));
      const path = written(await zipped(files));
      expect(await runPython(path, { withoutOpenssl: true })).toEqual(await runPython(path));
      const bad = having(
        files,
        paths.checkpoint,
        String(text(files, paths.checkpoint)).replace(/[\w+/]{8}=*\n$/, 'AAAAAAA=\n'),
      );
      const forged = await runPython(written(await zipped(sealed(bad))), { withoutOpenssl: true });
      expect(forged.verdict).toBe('INVALID');
    });
  });

  describe('judges what the reviewer brings as ours does', () => {
    it.each<[string, (ledger: TestLedger, other: TestLedger) => PythonOptions, Partial<PythonReport>]>([
      ['a note', (l) => ({ notes: [l.note(5)] }), { verdict: 'UNANCHORED', vouched: 5, exitStatus: 0 }],
      [
        'a note with Windows line ends',
        (l) => ({ notes: [l.note().replaceAll('\n', '\r\n')] }),
        { verdict: 'CONSISTENT' },
      ],
      [
        'a proof up to a checkpoint within it',
        (l) => ({ notes: [requestOf(l, 0, 5)] }),
        { verdict: 'UNANCHORED', vouched: 5, exitStatus: 0 },
      ],
      ['a code with its size', (l) => ({ codes: [`5 ${codeOf(l, 5)}`] }), { vouched: 5 }],
      ['a code alone, in lower case', (l) => ({ codes: [codeOf(l, 3).toLowerCase()] }), { vouched: 3 }],
      ['a code of nothing', () => ({ codes: ['M1VR-RXEF-4DF7-N0B7-VDMG-0ZZZ-JV93'] }), { exitStatus: 1 }],
      [
        'a code at another size',
        (l) => ({ codes: [`4 ${codeOf(l, 3)}`] }),
        { exitStatus: 1, headline: 'note contradicts' },
      ],
      ['what is no code', () => ({ codes: ['hello'] }), { exitStatus: 1, headline: 'note unreadable' }],
      ['what is no note', () => ({ notes: ['hello\nworld\n'] }), { exitStatus: 1, headline: 'note unreadable' }],
      ['another ledger', (_l, other) => ({ notes: [other.note()] }), { exitStatus: 0 }],
      ['an altered note', (l) => ({ notes: [altered(l.note(5))] }), { exitStatus: 1, headline: 'note altered' }],
      [
        'a false root',
        (l, other) => ({ notes: [rerooted(l, other)] }),
        { exitStatus: 1, headline: 'note contradicts' },
      ],
    ])('%s', async (_what, brought, expected) => {
      const ledger = fullLedger();
      const zip = await zipped(sealed(ledger.bundle({ objects: [picture] })));
      expect(await bothSay(zip, brought(ledger, fullLedger()))).toMatchObject(expected);
    });

    it('a larger note, and a signed note of another history', async () => {
      const seed = new Uint8Array(randomBytes(32));
      const [one, two] = [new TestLedger(seed), new TestLedger(seed)];
      for (const ledger of [one, two]) ledger.append('record', { kind: 'x' });
      const zip = await zipped(sealed(one.bundle()));
      expect(await bothSay(zip, { notes: [two.note()] })).toMatchObject({ verdict: 'DIVERGED', exitStatus: 1 });
      one.append('record', { kind: 'later' });
      expect(await bothSay(zip, { notes: [one.note()] })).toMatchObject({ headline: 'larger note', exitStatus: 0 });
    });

    it('cosignatures of trusted witnesses, as many as are asked for', async () => {
      const ledger = fullLedger();
      const witnesses = ['one.example', 'two.example'].map((name) => ({
        name,
        signer: createSigner(generateSigningKey()),
      }));
      const vkeys = witnesses.map(({ name, signer }) =>
        formatVerifierKey(witnessKey(primitives, name, signer.publicKey)),
      );
      const [first, second] = witnesses.map(
        (witness) => (note: string) => cosign(primitives, note, { ...witness, time: 1_500_000_000 }),
      );
      const once = first?.(ledger.note(6)) ?? '';
      const extra = new Map([[checkpointPath(6, '-cosigned'), encodeUtf8(once)]]);
      const path = written(await zipped(sealed(ledger.bundle({ objects: [picture], extra }))));
      const say = (options: PythonOptions) => runPython(path, { witnesses: vkeys, ...options });
      const unnamed = expect.objectContaining({ code: 'COUNTERSIGNATURES_UNNAMED', detail: '1: one.example' });
      const unasked = await bothSay(readFileSync(path));
      expect(unasked).toMatchObject({ verdict: 'UNANCHORED', vouched: 0 });
      expect(unasked.warnings).toContainEqual(unnamed);
      expect((await verifyBundle(path, {}, [])).warnings).toContainEqual(unnamed);
      expect(await readPython(path)).toContain(
        'COUNTERSIGNATURES_UNNAMED: countersignatures by keys that you did not name; they count for nothing here: 1: one.example',
      );
      const named = await say({});
      expect(named).toMatchObject({ verdict: 'UNANCHORED', vouched: 6, exitStatus: 0 });
      expect(named.warnings).not.toContainEqual(unnamed);
      expect(await say({ notes: [second?.(ledger.note()) ?? ''] })).toMatchObject({
        verdict: 'WITNESSED',
        vouched: ledger.size,
      });
      const forPeople = await readPython(path, ...vkeys.flatMap((key) => ['--witness', key]));
      expect(forPeople).toContain('Entries below 6 are countersigned');
      expect(forPeople).toContain(
        'one.example\u2069: countersigned the first 6 entries at 2017-07-14 02:40:00 UTC, by its own clock',
      );
      expect(forPeople).toContain('two.example\u2069: no countersignature here');
      expect(await say({})).not.toHaveProperty('witnesses');
      const held = join(folder, 'held');
      writeFileSync(held, ledger.note());
      const agreed = await readPython(path, '--note', held);
      expect(agreed).toContain('All entries are those of what you hold.');
      expect(agreed).not.toContain('from outside');
      expect(await say({ quorum: 2 })).toMatchObject({ verdict: 'UNANCHORED', vouched: 0 });
      const both = second?.(once) ?? '';
      expect(await say({ quorum: 2, notes: [both], require: 'witnessed' })).toMatchObject({
        vouched: 6,
        exitStatus: 1,
      });
      expect(await say({ notes: [altered(once)] })).toMatchObject({ exitStatus: 1, headline: 'note altered' });
    });

    it('the groups of a policy', async () => {
      const ledger = fullLedger();
      const keys = [1, 2, 3].map((number) => ({
        name: `w${number}.example`,
        signer: createSigner(generateSigningKey()),
      }));
      const extra = new Map(
        keys.map((witness, index) => {
          const size = 3 + index;
          const note = cosign(primitives, ledger.note(size), { ...witness, time: 1_500_000_000 });
          return [checkpointPath(size, '-cosigned'), encodeUtf8(note)] as const;
        }),
      );
      const path = written(await zipped(sealed(ledger.bundle({ objects: [picture], extra }))));
      const named = keys.map(({ name, signer }, index) => {
        return `witness w${index} ${formatVerifierKey(witnessKey(primitives, name, signer.publicKey))}\n`;
      });
      const policies: [string, number][] = [
        ['quorum w2\n', 5],
        ['group g all w0 w1 w2\nquorum g\n', 3],
        ['group g 2 w0 w1 w2\nquorum g\n', 4],
        ['group g any w1 w2 # either\ngroup h all g w0\n\nquorum h', 3],
        ['quorum none\n', 0],
      ];
      for (const [lines, vouched] of policies) {
        const text = `${named.join('')}${lines}`;
        const reviewer = { ...noReviewer, policy: readPolicy(primitives, text) };
        const ours = await verifyBundle(path, {}, [], {}, nothingGiven, reviewer);
        const theirs = await runPython(path, { policy: text });
        expect(essence(theirs)).toEqual(essence(ours));
        expect([lines, theirs.vouched]).toEqual([lines, vouched]);
      }
      const refused = [
        '',
        'quorum g\n',
        'group g 4 w0 w1 w2\nquorum g',
        `${named[0]}quorum w0`,
        'quorum w0\nquorum w1',
      ].map((lines) => `${named.join('')}${lines}`);
      const falseKeyId = named[0]?.replace(/\+[0-9a-f]{8}\+/, '+00000000+');
      for (const text of [...refused, `${falseKeyId}quorum w0`]) {
        expect(() => readPolicy(primitives, text)).toThrow();
        await expect(runPython(path, { policy: text })).rejects.toThrow('verify.py ended with 2');
      }
    });
  });

  describe('finds what ours finds', () => {
    const cases: [string, (files: Bundle) => Bundle, string][] = [
      [
        'an entry changed',
        (f) => line(f, paths.entries, 2, (text) => text.replace(/"body":"../, '"body":"AA')),
        'ENTRY_PREV',
      ],
      ['an entry dropped', (f) => lines(f, paths.entries, (all) => all.toSpliced(3, 1)), 'ENTRY_SEQ'],
      ['an entry twice', (f) => lines(f, paths.entries, (all) => all.toSpliced(3, 0, all[3] ?? '')), 'ENTRY_SEQ'],
      ['the last entry dropped', (f) => lines(f, paths.entries, (all) => all.slice(0, -1)), 'EXPORT_NOT_LAST'],
      [
        'a duplicate key',
        (f) => line(f, paths.entries, 1, (text) => text.replace('{', '{"body":"",')),
        'ENTRY_UNREADABLE',
      ],
      [
        'a huge number',
        (f) => line(f, paths.entries, 1, (text) => text.replace('"v":1', '"v":9007199254740992')),
        'ENTRY_UNREADABLE',
      ],
      ['a fraction', (f) => line(f, paths.entries, 1, (text) => text.replace('"v":1', '"v":1.0')), 'ENTRY_UNREADABLE'],
      [
        'a newer version that hides an edit',
        (f) => line(f, paths.entries, 1, (text) => text.replace('"v":1', '"v":2')),
        'ENTRY_PREV',
      ],
      ['an open last line', (f) => having(f, paths.entries, String(text(f, paths.entries)).trimEnd()), 'LINES_SYNTAX'],
      ['a line that never ends', (f) => line(f, paths.entries, 1, () => 'x'.repeat(2_000)), 'ENTRY_UNREADABLE'],
      [
        'a disclosure changed',
        (f) => line(f, paths.disclosures, 4, (text) => text.replace(/"d":"(.{60})./, '"d":"$1A')),
        'GIVEN_DISCLOSURES',
      ],
      ['a disclosure dropped', (f) => lines(f, paths.disclosures, (all) => all.toSpliced(6, 1)), 'GIVEN_DISCLOSURES'],
      [
        'disclosures swapped',
        (f) => lines(f, paths.disclosures, ([a = '', b = '', c = '', ...rest]) => [a, c, b, ...rest]),
        'DISCLOSURE_ORDER',
      ],
      [
        'a disclosure at another place',
        (f) => line(f, paths.disclosures, 6, (text) => text.replace(/"seq":\d+/, '"seq":3')),
        'BODY_MISSING',
      ],
      [
        'a lone surrogate',
        (f) => line(f, paths.disclosures, 2, () => `{"d":"\\ud800","seq":0}`),
        'DISCLOSURE_UNREADABLE',
      ],
      ['an object changed', (f) => having(f, object, 'other bytes'), 'FILE_HASH'],
      ['an object dropped', (f) => having(f, object, null), 'OBJECT_MISSING'],
      [
        'an object called absent',
        (f) => having(having(f, object, null), paths.absent, `${sha256}\n${'ef'.repeat(32)}\n`),
        'GIVEN_FILES',
      ],
      ['an object planted', (f) => having(f, `data/objects/${'ef'.repeat(32)}.mp4`, 'planted'), 'ABSENT_DIFFERS'],
      [
        'an object under another name',
        (f) => having(having(f, object, null), object.replace('jpg', 'png'), picture),
        'OBJECT_PATH',
      ],
      ['a record rewritten', (f) => having(f, 'data/records/2.json', '{"account.1":"never"}'), 'RECORD_DIFFERS'],
      ['a record planted', (f) => having(f, 'data/records/99.json', '{}'), 'RECORD_UNCLAIMED'],
      ['a statement rewritten', (f) => having(f, paths.withheld, '{"seq":1}\n'), 'WITHHELD_SYNTAX'],
      ['the key change unconfirmed', (f) => having(f, checkpointPath(4), null), 'KEY_CHANGE_UNCONFIRMED'],
      ['a checkpoint of another tree', (f) => having(f, checkpointPath(2), fullLedger().note(2)), 'CHECKPOINT_LEDGER'],
      [
        'a checkpoint signed by nobody',
        (f) => having(f, checkpointPath(4), unsigned(String(text(f, checkpointPath(4))))),
        'CHECKPOINT_UNSIGNED',
      ],
      [
        'a checkpoint with a bad line',
        (f) => having(f, paths.checkpoint, altered(String(text(f, paths.checkpoint)))),
        'CHECKPOINT_SIGNATURE',
      ],
      ['no checkpoint', (f) => having(f, paths.checkpoint, null), 'CHECKPOINT_MISSING'],
      ['a file that the format does not know', (f) => having(f, 'data/note.txt', 'x'), 'CONTAINER_PATH'],
      ['a file that only differs in case', (f) => having(f, 'readme.TXT', 'x'), 'container.case-clash'],
    ];
    it.each(cases)('%s', async (_what, tamper, code) => {
      const files = having(fullLedger().bundle({ objects: [picture], checkpoints: [2] }), paths.readme, 'README\n');
      const report = await bothSay(await zipped(sealed(tamper(files))));
      expect(report).toMatchObject({ verdict: 'INVALID', exitStatus: 1 });
      expect(report.findings.map((finding) => finding.code)).toContain(code);
    });

    it('with lists that were not made right again', async () => {
      const files = sealed(fullLedger().bundle({ objects: [picture] }));
      for (const path of ['data/records/1.json', object, paths.absent, paths.entries]) {
        const report = await bothSay(await zipped(having(files, path, 'something else')));
        expect(report.findings).toContainEqual(expect.objectContaining({ code: 'FILE_HASH', path }));
      }
    });

    it('in a hostile zip', async () => {
      const files = sealed(fullLedger().bundle({ objects: [picture] }));
      const members: HostileMember[] = [...files].map(([name, content]) => ({ name, content }));
      const [first = { name: '' }, ...rest] = members;
      const hostile: [string, HostileMember[], string][] = [
        ['a file twice', [...members, { name: paths.entries, content: 'x' }], 'container.duplicate'],
        [
          'bytes between',
          rest.map((m, n) => (n === 2 ? { ...m, gapAfter: Buffer.from('hidden') } : m)),
          'container.uncovered',
        ],
        ['two names', [...rest, { ...first, localName: 'x.txt' }], 'container.header'],
        ['a way out', [...members, { name: '../../x', content: 'x' }], 'container.name'],
        ['a link', [...members, { name: 'README.txt', content: '/etc/passwd', mode: 0o120777 }], 'container.link'],
        [
          'a bomb',
          [...members, { name: 'README.txt', content: Buffer.alloc(64 * 1024 * 1024), deflate: true }],
          'container.ratio',
        ],
        ['a false size', [...members, { name: 'README.txt', content: 'abc', size: 4 }], 'container.header'],
        ['a password', [...members, { name: 'README.txt', content: 'abc', flags: 1 }], 'container.encrypted'],
        [
          'bytes behind the stream',
          members.map((m, n) => (n === 1 ? { ...m, deflate: true, behindStream: Buffer.from('hidden') } : m)),
          'FILE_HASH',
        ],
      ];
      for (const [what, made, code] of hostile) {
        const report = await bothSay(hostileZip(made));
        expect([what, report.verdict]).toEqual([what, 'INVALID']);
        expect(report.findings.map((finding) => finding.code)).toContain(code);
      }
    });

    it('in a folder with links, with what is no file, and deeper than any may be', async () => {
      const hostile: [string, (root: string) => void][] = [
        ['a link', (root) => symlinkSync('/etc/passwd', join(root, 'data', 'later', 'link.txt'))],
        ['a linked folder', (root) => symlinkSync('/etc', join(root, 'data', 'later', 'linked'))],
        ['a pipe', (root) => execFileSync('mkfifo', [join(root, 'data', 'later', 'pipe.txt')])],
        [
          'too deep',
          (root) => {
            const deep = join(root, ...Array.from({ length: 13 }, () => 'd'));
            mkdirSync(deep, { recursive: true });
            writeFileSync(join(deep, 'hidden.txt'), 'hidden');
          },
        ],
      ];
      const files = sealed(fullLedger().bundle({ objects: [picture] }));
      for (const [what, add] of hostile) {
        const root = join(folder, `hostile-${number++}`);
        for (const [path, content] of files) {
          mkdirSync(dirname(join(root, path)), { recursive: true });
          writeFileSync(join(root, path), content);
        }
        mkdirSync(join(root, 'data', 'later'), { recursive: true });
        expect((await runPython(root)).exitStatus).toBe(0);
        add(root);
        const [ours, theirs] = [await verifyBundle(root, {}, []), await runPython(root)];
        expect([what, theirs.verdict]).toEqual([what, 'INVALID']);
        expect(essence(theirs)).toEqual(essence(ours));
      }
    });

    it('in the end records of a zip', async () => {
      const zip = await zipped(sealed(fullLedger().bundle({ objects: [picture] })));
      const ones = { disk: 0xffff, directoryDisk: 0xffff, here: 0xffff, count: 0xffff, size: max32, offset: max32 };
      const plainEnds: Partial<Ends>[] = [{}, ones, { here: 0xffff }];
      for (const end of plainEnds) expect(await bothSay(withZip64(zip, { end }))).toMatchObject({ exitStatus: 0 });
      const ends = { disk: 1, directoryDisk: 1, here: 1, count: 1, size: 1, offset: 1 };
      const hostile = [
        ...Object.entries(ends).flatMap(([name, value]): Parameters<typeof withZip64>[1][] => [
          { end: { [name]: value } },
          { wide: { [name]: value } },
          { wide: { [name]: value }, end: ones },
        ]),
        { locator: { disk: 1, parts: 1 } },
        { locator: { disk: 0, parts: 2 } },
      ];
      for (const changes of hostile) {
        const report = await bothSay(withZip64(zip, changes));
        expect([changes, report.verdict === 'UNANCHORED']).toEqual([changes, false]);
      }
    });

    it('in what is no bundle at all, which is no verdict', async () => {
      const files = sealed(fullLedger().bundle({ objects: [picture] }));
      const zip = await zipped(files);
      expect(await bothSay(zip.subarray(0, zip.length - 100))).toMatchObject({ headline: 'cut short', exitStatus: 2 });
      expect(await bothSay(Buffer.from('hello'))).toMatchObject({ headline: 'not a bundle', exitStatus: 2 });
      expect(await bothSay(await pack({ 'a.txt': 'b' }))).toMatchObject({ headline: 'not a bundle', exitStatus: 2 });
      const newer = await bothSay(await zipped(sealed(files, '2.0')));
      expect(newer).toMatchObject({ verdict: 'COULD_NOT_RUN', headline: 'newer verifier needed', exitStatus: 2 });
      const age = await runPython(written(Buffer.from('age-encryption.org/v1\n-> X25519 …\n')));
      expect(age).toMatchObject({ headline: 'encrypted', exitStatus: 2 });
    });
  });

  describe('with bundles that the program exports', () => {
    let evidence: Evidence;
    beforeAll(async () => {
      evidence = await evidenceVault();
    });
    afterAll(() => evidence.remove());

    it.each(['court', 'media'] as const)(
      'for the audience %s: the same report, and itself inside',
      async (audience) => {
        const { path } = await exported(evidence, { audience });
        const report = await bothSay(readFileSync(path));
        expect(report).toMatchObject({
          verdict: 'UNANCHORED',
          exitStatus: 0,
          findings: [],
          recipient: 'Training court',
        });
        const own = readFileSync(join(import.meta.dirname, '..', '..', '..', 'assets', 'verifiers', 'verify.py'));
        const files = await filesOf(path);
        expect(files['verify.py']).toEqual(own);
        expect(String(files['README.txt'])).toContain('python3 verify.py');
      },
    );

    it('claims nothing for people that a changed bundle does not show', async () => {
      const { path } = await exported(evidence);
      const files = await filesOf(path);
      const records = Object.keys(files).filter((name) => name.startsWith('data/records/'));
      const said = await readPython(written(await pack({ ...files, [records[0] ?? '']: Buffer.from('{}') })));
      expect(said).toContain('INVALID');
      expect(said).toContain('the readable copy says otherwise than the entry');
      expect(said).not.toContain('was changed, moved, added or dropped');
    });

    it('tells people what it shows, what it does not, and to get another copy', async () => {
      const { path } = await exported(evidence);
      const said = await readPython(path);
      for (const part of [
        'UNANCHORED',
        'What this shows',
        'What it does not show',
        'Nobody outside vouches for any entry',
        'VERIFIER_INCLUDED, verify.html: a verifier from whoever made the bundle',
        'no list of published hashes',
        'Time stamps are not judged here.',
      ]) {
        expect(said).toContain(part);
      }
      expect(said).toMatch(/^If this program came with the bundle, it shows nothing: get one from elsewhere\./);
    });
  });
});

const object = `data/objects/${sha256}.jpg`;

const max32 = 0xffff_ffff;

/** What an end record says of the directory, in the order of APPNOTE 4.3.14. */
type Ends = Record<'disk' | 'directoryDisk' | 'here' | 'count' | 'size' | 'offset', number>;

/** The same zip with zip64 records, and with whatever they and the plain one shall say otherwise. */
function withZip64(
  zip: Buffer,
  changes: { end?: Partial<Ends>; wide?: Partial<Ends>; locator?: { disk: number; parts: number } },
): Buffer {
  const at = zip.length - 22;
  const own = {
    disk: 0,
    directoryDisk: 0,
    here: zip.readUInt16LE(at + 8),
    count: zip.readUInt16LE(at + 10),
    size: zip.readUInt32LE(at + 12),
    offset: zip.readUInt32LE(at + 16),
  };
  const [end, wide] = [
    { ...own, ...changes.end },
    { ...own, ...changes.wide },
  ];
  const { disk, parts } = changes.locator ?? { disk: 0, parts: 1 };
  const records = Buffer.alloc(56 + 20 + 22);
  records.writeUInt32LE(0x06064b50, 0);
  records.writeBigUInt64LE(44n, 4);
  records.writeUInt32LE(wide.disk, 16);
  records.writeUInt32LE(wide.directoryDisk, 20);
  for (const [index, value] of [wide.here, wide.count, wide.size, wide.offset].entries()) {
    records.writeBigUInt64LE(BigInt(value), 24 + 8 * index);
  }
  records.writeUInt32LE(0x07064b50, 56);
  records.writeUInt32LE(disk, 60);
  records.writeBigUInt64LE(BigInt(at), 64);
  records.writeUInt32LE(parts, 72);
  records.writeUInt32LE(0x06054b50, 76);
  for (const [index, value] of [end.disk, end.directoryDisk, end.here, end.count].entries()) {
    records.writeUInt16LE(value, 80 + 2 * index);
  }
  records.writeUInt32LE(end.size, 88);
  records.writeUInt32LE(end.offset, 92);
  return Buffer.concat([zip.subarray(0, at), records]);
}

function text(files: Bundle, path: string): string {
  return Buffer.from(files.get(path) ?? new Uint8Array(0)).toString('utf8');
}

/** A copy with one file changed, added or taken away. */
function having(files: Bundle, path: string, content: string | Uint8Array | null): Bundle {
  const changed = new Map(files);
  if (content === null) changed.delete(path);
  else changed.set(path, typeof content === 'string' ? encodeUtf8(content) : content);
  return changed;
}

function lines(files: Bundle, path: string, change: (all: string[]) => string[]): Bundle {
  const all = text(files, path).trimEnd().split('\n');
  return having(files, path, `${change(all).join('\n')}\n`);
}

function line(files: Bundle, path: string, at: number, change: (line: string) => string): Bundle {
  return lines(files, path, (all) => all.map((each, index) => (index === at ? change(each) : each)));
}

function codeOf(ledger: TestLedger, size: number): string {
  return groupSpokenCode(spokenCode(primitives, ledger.text(size)));
}

/** The last signature line with another signature. */
function altered(note: string): string {
  return note.replace(/.(.{20}\n)$/, (_all, end: string) => `${note.at(-22) === 'A' ? 'B' : 'A'}${end}`);
}

/** With a line of a key that nobody knows in place of all. */
function unsigned(note: string): string {
  const head = note.slice(0, note.lastIndexOf('\n\n') + 2);
  return `${head}— somebody.example ${Buffer.alloc(68, 7).toString('base64')}\n`;
}

/** A checkpoint of the first ledger with the root of another, signed by that. */
function rerooted(ledger: TestLedger, other: TestLedger): string {
  const root = other.note(4).split('\n')[2] ?? '';
  const [origin = '', size = ''] = ledger.note(4).split('\n');
  return unsigned(`${origin}\n${size}\n${root}\n\n`);
}
