import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyBundle } from '../../../electron/core/bundle/verify.ts';
import { createSigner, generateSigningKey, primitives } from '../../../electron/core/ledger/primitives.ts';
import { nothingGiven } from '../../../shared/anchors/given.ts';
import { noReviewer } from '../../../shared/bundle/reviewer.ts';
import { checkpointPath, paths } from '../../../shared/ledger/bundle-layout.ts';
import { encodeUtf8 } from '../../../shared/ledger/bytes.ts';
import { canonicalText } from '../../../shared/ledger/canonical.ts';
import { cosign, witnessKey } from '../../../shared/ledger/cosignature.ts';
import { formatVerifierKey } from '../../../shared/ledger/note.ts';
import { readPolicy } from '../../../shared/ledger/policy.ts';
import { groupSpokenCode, spokenCode } from '../../../shared/ledger/spoken.ts';
import { hashHex, TestLedger } from '../../fixtures/ledger.ts';
import {
  bothSay,
  essence,
  freshPath,
  fullLedger,
  having,
  picture,
  present,
  sealed,
  text,
  written,
  zipped,
} from '../../fixtures/python-judge.ts';
import {
  type PythonOptions,
  type PythonReport,
  python,
  readPython,
  runPython,
} from '../../fixtures/python-verifier.ts';
import { requestOf } from '../../fixtures/witness.ts';
import { type Evidence, evidenceVault, exported, filesOf, pack } from '../../integration/bundle/evidence.ts';
import { hostileZip } from '../../unit/core/bundle/zip-bytes.ts';

/** The verifier in Python was written from FORMAT.md by itself: where it and ours disagree, one of the three is wrong. */

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
      const unpacked = freshPath();
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
        'a note as an editor saved it and mail carried it',
        (l) => ({ notes: [`\ufeff\n${l.note().trimEnd()}  \n\n`] }),
        { verdict: 'CONSISTENT' },
      ],
      [
        'a note between spaces of other kinds',
        (l) => ({ notes: [`\u3000\ufeff\u00a0${l.note().trimEnd()}\u2009\u00a0\n\ufeff`] }),
        { verdict: 'CONSISTENT' },
      ],
      ['a note without its last line end', (l) => ({ notes: [l.note().trimEnd()] }), { verdict: 'CONSISTENT' }],
      [
        'a proof up to a checkpoint within it',
        (l) => ({ notes: [requestOf(l, 0, 5)] }),
        { verdict: 'UNANCHORED', vouched: 5, exitStatus: 0 },
      ],
      ['a code with its size', (l) => ({ codes: [`5 ${codeOf(l, 5)}`] }), { vouched: 5 }],
      ['a code alone, in lower case', (l) => ({ codes: [codeOf(l, 3).toLowerCase()] }), { vouched: 3 }],
      ['a code broken over two lines', (l) => ({ codes: [`5\n${codeOf(l, 5)}`] }), { vouched: 5 }],
      [
        'a code after a number and some marks',
        (l) => ({ codes: [`5 ,: ${codeOf(l, 5).replaceAll('-', ' ')}`] }),
        { vouched: 5 },
      ],
      [
        'a code as it is copied and typed from right to left',
        (l) => ({ codes: [`\u2068٥\u2069 \u200f${codeOf(l, 5).replaceAll('-', '–')}`] }),
        { vouched: 5 },
      ],
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
        'an altered note beside a larger one',
        (l, other) => ({ notes: [altered(l.note(5)), l.note(5).replace('\n5\n', '\n99\n'), other.note()] }),
        { exitStatus: 1, headline: 'note altered' },
      ],
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
      const held = freshPath();
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
      expect(said).toContain("It can't show that it was true when it was entered.");
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
        "It can't show that it was true when it was entered.",
      ]) {
        expect(said).toContain(part);
      }
      expect(said).toMatch(/^If this program came with the bundle, it shows nothing: get one from elsewhere\./);
    });
  });
});

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
