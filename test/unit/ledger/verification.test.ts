/** What the verifier reports of entries, checkpoints, key changes and disclosures, fault by fault. */
import { describe, expect, it } from 'vitest';
import {
  createSigner,
  generateSigningKey,
  primitives,
  type SigningKey,
} from '../../../electron/core/ledger/primitives.ts';
import { encodeBase64Url } from '../../../shared/ledger/base64.ts';
import { encodeUtf8 } from '../../../shared/ledger/bytes.ts';
import { canonicalText, type Json } from '../../../shared/ledger/canonical.ts';
import { MAX_ENTRIES } from '../../../shared/ledger/chain.ts';
import { checkpointText, ledgerOrigin } from '../../../shared/ledger/checkpoint.ts';
import { composeDisclosure, disclosureDigest } from '../../../shared/ledger/disclosure.ts';
import { ledgerId, NO_PREVIOUS } from '../../../shared/ledger/entry.ts';
import type { FieldName } from '../../../shared/ledger/field-name.ts';
import { findingCodes } from '../../../shared/ledger/findings.ts';
import { type Hex64, hashToHex } from '../../../shared/ledger/hex.ts';
import { signNote } from '../../../shared/ledger/note.ts';
import { GrowingTree, leafHash } from '../../../shared/ledger/tree.ts';
import { type LedgerReport, LedgerVerification } from '../../../shared/ledger/verification.ts';
import type { Fields } from '../../fixtures/ledger.ts';

const key = generateSigningKey();
const ledger = ledgerId(primitives, key.publicKey);
const noBody = disclosureDigest(primitives, ledger, 0, 'nothing');

type Member = { [name: string]: Json };

/** Lines that link up as they should, with whatever members a test wants otherwise. */
function lines(...changes: Member[]): string[] {
  const made: string[] = [];
  let prev = NO_PREVIOUS as string;
  for (const [seq, change] of changes.entries()) {
    const first: Member = seq === 0 ? { key: Buffer.from(key.publicKey).toString('base64') } : {};
    const line = canonicalText({ v: 1, seq, ledger, prev, body: noBody, ...first, ...change });
    made.push(line);
    prev = hashToHex(leafHash(primitives, encodeUtf8(line)));
  }
  return made;
}

function noteOver(entries: readonly string[], signers: readonly SigningKey[] = [key], of: Hex64 = ledger): string {
  const tree = new GrowingTree(primitives);
  for (const line of entries) tree.append(leafHash(primitives, encodeUtf8(line)));
  const text = checkpointText({ ledger: of, size: entries.length, root: tree.root() });
  return signNote(primitives, ledgerOrigin(of), text, signers.map(createSigner));
}

function verifyVault(
  entries: readonly string[],
  notes: readonly { note: string; role: 'head' | 'earlier' | 'later' }[],
  disclosures: readonly { seq: number; text: string }[] = [],
): LedgerReport {
  const verification = new LedgerVerification(primitives, { kind: 'vault' });
  for (const line of entries) verification.entry(encodeUtf8(line));
  verification.endEntries();
  for (const [i, { note, role }] of notes.entries()) verification.checkpoint(`${i}.txt`, encodeUtf8(note), role);
  for (const { seq, text } of disclosures) verification.disclosure(seq, text);
  verification.endDisclosures();
  return verification.finish();
}

const head = (note: string) => [{ note, role: 'head' as const }];
const codes = (report: LedgerReport) => report.findings.map(({ code }) => code);

describe('entries', () => {
  const judge = (...changes: Member[]) => {
    const made = lines(...changes);
    return verifyVault(made, head(noteOver(made)));
  };

  it('are sound as they are written', () => {
    const report = judge({}, {}, {});
    expect([report.findings, report.verdict, report.size, report.ledger]).toEqual([[], 'UNANCHORED', 3, ledger]);
  });

  it.each<[string, Member, string]>([
    ['a member too many', { extra: 1 }, 'ENTRY_UNREADABLE'],
    ['no real version', { v: 0 }, 'ENTRY_UNREADABLE'],
    ['a version in words', { v: '1' }, 'ENTRY_UNREADABLE'],
    ['a body that is no digest', { body: 'x' }, 'ENTRY_UNREADABLE'],
    ['a link that is no hash', { prev: 'x' }, 'ENTRY_UNREADABLE'],
    ['a key of another length', { key: 'AAAA' }, 'ENTRY_UNREADABLE'],
    ['a negative position', { seq: -1 }, 'ENTRY_UNREADABLE'],
    ['more than 1 KiB in a later version', { v: 2, more: 'x'.repeat(1000) }, 'ENTRY_UNREADABLE'],
    ['another position', { seq: 7 }, 'ENTRY_SEQ'],
    ['another ledger', { ledger: NO_PREVIOUS }, 'ENTRY_LEDGER'],
    ['a key named before', { key: Buffer.from(key.publicKey).toString('base64') }, 'ENTRY_KEY'],
  ])('with %s are named', (_what, change, code) => {
    const report = judge({}, change, {});
    expect(report.findings[0]).toMatchObject({ code, seq: 1 });
    expect([report.stateOf(0), report.stateOf(1), report.stateOf(2)]).toEqual(['UNANCHORED', 'INVALID', 'UNANCHORED']);
    expect(report.verdict).toBe('INVALID');
  });

  it('with a broken link name both of its ends', () => {
    const report = judge({}, {}, { prev: NO_PREVIOUS }, {});
    expect(codes(report)).toEqual(['ENTRY_PREV']);
    expect([0, 1, 2, 3].map(report.stateOf)).toEqual(['UNANCHORED', 'INVALID', 'INVALID', 'UNANCHORED']);
  });

  it('must begin with the key whose hash is the ledger’s id', () => {
    const [, second = ''] = lines({}, {});
    const other = Buffer.from(generateSigningKey().publicKey).toString('base64');
    expect(codes(judge({ key: other }))).toContain('ENTRY_LEDGER');
    const [first = ''] = lines({});
    const withoutKey = canonicalText({ v: 1, seq: 0, ledger, prev: NO_PREVIOUS, body: noBody });
    expect(first).not.toBe(withoutKey);
    expect(codes(verifyVault([withoutKey, second], []))).toContain('ENTRY_KEY');
  });

  it('of a newer version cannot be judged, if all that versions share holds', () => {
    const report = judge({}, { v: 2, novelty: [1] }, {});
    expect([report.outcome, report.firstNewer, report.findings]).toEqual(['newer', 1, []]);
    const broken = judge({}, { v: 2, novelty: [1] }, { seq: 9 });
    expect([broken.outcome, broken.verdict]).toEqual(['judged', 'INVALID']);
  });

  it('may be missing altogether', () => {
    expect(codes(verifyVault([], []))).toEqual(['ENTRIES_NONE']);
    expect(verifyVault([], []).verdict).toBe('INVALID');
  });

  it('are counted: a bundle holds a million at most', () => {
    const verification = new LedgerVerification(primitives, { kind: 'bundle' });
    const nothing = new Uint8Array(0);
    // Empty lines are unreadable, which is quick; each is counted, and only the first of them listed.
    for (let i = 0; i < 2000; i++) verification.entry(nothing);
    verification.endEntries(false);
    const report = verification.finish();
    expect(report.counts.get('ENTRY_UNREADABLE')).toBe(2000);
    expect(report.findings.filter(({ code }) => code === 'ENTRY_UNREADABLE').length).toBe(1000);
    expect(report.stateOf(1999)).toBe('INVALID');
    expect(codes(report)).toContain('LINES_SYNTAX');
    expect(MAX_ENTRIES).toBe(1_000_000);
  });
});

describe('checkpoints', () => {
  const entries = lines({}, {}, {}, {});
  const good = noteOver(entries);
  const touched = (report: LedgerReport) => [0, 1, 2, 3].filter((seq) => report.stateOf(seq) === 'INVALID');

  it('must cover exactly the entries', () => {
    const short = noteOver(entries.slice(0, 3));
    expect(codes(verifyVault(entries, head(short)))).toEqual(['CHECKPOINT_SIZE']);
    expect(codes(verifyVault(entries.slice(0, 3), [{ note: good, role: 'earlier' }, ...head(short)]))).toEqual([
      'CHECKPOINT_SIZE',
    ]);
  });

  it('may be missing above a part of a vault at work, which is told, but not in a bundle', () => {
    const note = encodeUtf8(noteOver(entries.slice(0, 3)));
    const [vault, bundle] = (['vault', 'bundle'] as const).map((kind) => {
      const verification = new LedgerVerification(primitives, { kind });
      for (const line of entries) verification.entry(encodeUtf8(line));
      verification.checkpoint('3.txt', note, 'earlier');
      return verification.finish();
    });
    expect([vault?.findings, vault?.signedBelow]).toEqual([[], 3]);
    expect(bundle?.findings[0]).toMatchObject({ code: 'CHECKPOINT_MISSING', touches: { from: 3, to: 4 } });
  });

  it('with another root touch what no smaller good one covers', () => {
    const other = [...entries.slice(0, 3), entries[0] as string];
    const report = verifyVault(entries, [
      { note: noteOver(entries.slice(0, 2)), role: 'earlier' },
      ...head(noteOver(other)),
    ]);
    expect([codes(report), touched(report)]).toEqual([['CHECKPOINT_ROOT'], [2, 3]]);
    expect(touched(verifyVault(entries, head(noteOver(other))))).toEqual([0, 1, 2, 3]);
  });

  it('that are bad, but covered by a good one, touch no entry', () => {
    const other = [entries[0] as string, entries[0] as string];
    const report = verifyVault(entries, [{ note: noteOver(other), role: 'earlier' }, ...head(good)]);
    expect([codes(report), touched(report), report.verdict]).toEqual([['CHECKPOINT_ROOT'], [], 'INVALID']);
  });

  it('need a good line of the ledger’s key', () => {
    const stranger = generateSigningKey();
    expect(codes(verifyVault(entries, head(noteOver(entries, [stranger]))))).toEqual(['CHECKPOINT_UNSIGNED']);
    expect(codes(verifyVault(entries, head(noteOver(entries, [stranger, key]))))).toEqual([]);
    const [, line = ''] = noteOver(entries.slice(0, 2)).split('\n\n');
    const badLine = `${good.split('\n\n')[0]}\n\n${line}`;
    expect(codes(verifyVault(entries, head(badLine)))).toEqual(['CHECKPOINT_SIGNATURE']);
    expect(codes(verifyVault(entries, head(good + line)))).toEqual(['CHECKPOINT_SIGNATURE']);
  });

  it('are named where they are unreadable or of another ledger', () => {
    expect(codes(verifyVault(entries, [...head(good), { note: 'no note', role: 'earlier' }]))).toEqual([
      'CHECKPOINT_UNREADABLE',
    ]);
    const foreign = noteOver(entries, [key], 'a'.repeat(64) as Hex64);
    expect(codes(verifyVault(entries, [...head(good), { note: foreign, role: 'earlier' }]))).toEqual([
      'CHECKPOINT_LEDGER',
    ]);
  });

  it('that arrived later may be larger, and are then only remarked on', () => {
    const report = verifyVault(entries.slice(0, 2), [
      ...head(noteOver(entries.slice(0, 2))),
      { note: good, role: 'later' },
    ]);
    expect([report.findings, report.remarks]).toEqual([[], [{ code: 'LATER_NOT_COMPARABLE', path: '1.txt' }]]);
  });

  it('are limited in number', () => {
    const verification = new LedgerVerification(primitives, { kind: 'vault' });
    for (const line of entries) verification.entry(encodeUtf8(line));
    for (let i = 0; i < 10_002; i++) verification.checkpoint('x', new Uint8Array(0), 'earlier');
    expect(verification.finish().counts.get('CHECKPOINTS_TOO_MANY')).toBe(1);
  });
});

describe('a key change', () => {
  const next = generateSigningKey();
  const entries = lines({}, {}, { key: Buffer.from(next.publicKey).toString('base64') }, {});
  const final = noteOver(entries, [next]);
  const change = (signers: SigningKey[]) => ({
    note: noteOver(entries.slice(0, 3), signers),
    role: 'earlier' as const,
  });

  it('is good with the lines of both keys just above it', () => {
    expect(verifyVault(entries, [change([key, next]), ...head(final)]).findings).toEqual([]);
  });

  it('without the old key’s good line takes down everything that no checkpoint of a confirmed key covers', () => {
    const before = { note: noteOver(entries.slice(0, 1), [key]), role: 'earlier' as const };
    for (const notes of [head(final), [change([next]), ...head(final)]]) {
      const report = verifyVault(entries, notes);
      expect(report.findings.find(({ code }) => code === 'KEY_CHANGE_UNCONFIRMED')).toMatchObject({ seq: 2 });
      expect([report.signedBelow, [0, 1, 2, 3].map(report.stateOf)]).toEqual([0, Array(4).fill('INVALID')]);
      const covered = verifyVault(entries, [before, ...notes]);
      expect(covered.signedBelow).toBe(1);
      expect([0, 1, 2, 3].map(covered.stateOf)).toEqual(['UNANCHORED', 'INVALID', 'INVALID', 'INVALID']);
    }
  });

  it('that is confirmed settles nothing while one before it is not', () => {
    const third = generateSigningKey();
    const named = (one: SigningKey) => ({ key: Buffer.from(one.publicKey).toString('base64') });
    const more = lines({}, {}, named(next), named(third));
    const second = { note: noteOver(more, [next, third]), role: 'earlier' as const };
    const report = verifyVault(more, [second, ...head(noteOver(more, [next, third]))]);
    expect(codes(report)).toEqual(['KEY_CHANGE_UNCONFIRMED']);
    expect([0, 1, 2, 3].map(report.stateOf)).toEqual(Array(4).fill('INVALID'));
  });

  it('is not confirmed by a note that arrived later', () => {
    const { note } = change([key, next]);
    expect(codes(verifyVault(entries, [{ note, role: 'later' }, ...head(final)]))).toEqual(['KEY_CHANGE_UNCONFIRMED']);
  });

  it('leaves the old key nothing to sign', () => {
    expect(codes(verifyVault(entries, [change([key, next]), ...head(noteOver(entries, [key]))]))).toEqual([
      'CHECKPOINT_UNSIGNED',
    ]);
  });
});

describe('disclosures', () => {
  const salt = encodeBase64Url(new Uint8Array(32).fill(9));
  const required: Fields = {
    at: { boot: '00c0ffee', clock: 'manual', mono: 5, wall: '2016-04-28T06:00:00.000Z' },
    type: 'record',
    operator: 'op-1',
  };
  const disclose = (name: string, value: Json) =>
    composeDisclosure(primitives, { salt, name: name as FieldName, value });

  /** A ledger of a genesis and one entry whose body lists `fields` just so, with the disclosures of it. */
  function crafted(fields: Fields, bodyOf: (digests: Fields) => Json = (digests) => digests) {
    const texts = new Map(Object.entries(fields).map(([name, value]) => [name, disclose(name, value)]));
    const digests = Object.fromEntries(
      [...texts].map(([name, text]) => [name, disclosureDigest(primitives, ledger, 1, text)]),
    );
    const body = disclose('body', bodyOf(digests));
    const entries = lines({}, { body: disclosureDigest(primitives, ledger, 1, body) });
    return { entries, body, texts };
  }

  function judge(fields: Fields, order?: (body: string, texts: Map<string, string>) => string[]): LedgerReport {
    const { entries, body, texts } = crafted(fields);
    const sorted = [...texts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, text]) => text);
    const shown = order?.(body, texts) ?? [body, ...sorted];
    return verifyVault(
      entries,
      head(noteOver(entries)),
      shown.map((text) => ({ seq: 1, text })),
    );
  }

  const text = (texts: Map<string, string>, name: string) => texts.get(name) as string;

  it('that fit are sound', () => {
    const report = judge({ ...required, note: 'x' });
    expect([report.findings, report.disclosed, report.isShown(0), report.isShown(1)]).toEqual([[], 1, false, true]);
  });

  it.each<[string, Fields]>([
    [
      'a day that does not exist',
      { at: { boot: '00c0ffee', clock: 'manual', mono: 5, wall: '2015-02-29T06:00:00.000Z' } },
    ],
    [
      'a clock that is not in the list',
      { at: { boot: '00c0ffee', clock: 'sundial', mono: 5, wall: '2016-04-28T06:00:00.000Z' } },
    ],
    ['a member too many in at', { at: { ...(required.at as object), zone: 'x' } as Json }],
    ['an upper-case type', { type: 'Record' }],
    ['an operator without a code', { operator: '' }],
    ['a file without a size', { file: { sha256: 'a'.repeat(64), type: 'image/png' } }],
    ['amendments out of order', { amends: [0, 0] }],
    ['an amendment of itself', { amends: [1] }],
    ['an erasure of what comes later', { erases: [2] }],
    ['a continuation outside the genesis', { continues: { ledger, root: 'a'.repeat(64), size: 1 } }],
    ['a successor that is no ledger', { successor: 'next' }],
    ['half of given', { given: { entries: 'a'.repeat(64) } }],
  ])('with %s have a field of the wrong shape', (_what, change) => {
    const report = judge({ ...required, ...change });
    expect(report.findings).toEqual([
      { code: 'FIELD_SHAPE', seq: 1, name: Object.keys(change)[0], touches: { from: 1, to: 2 } },
    ]);
  });

  it.each(['at', 'type', 'operator'])('lack %s, which every body has', (name) => {
    const { [name]: _left, ...fields } = required;
    expect(judge(fields).findings).toEqual([{ code: 'FIELD_REQUIRED', seq: 1, name, touches: { from: 1, to: 2 } }]);
  });

  it('are read in their order, and once', () => {
    expect(codes(judge({ ...required }, (body, t) => [body, text(t, 'type'), text(t, 'at')]))).toEqual([
      'DISCLOSURE_ORDER',
    ]);
    expect(codes(judge({ ...required }, (body, t) => [body, text(t, 'at'), text(t, 'at')]))).toEqual([
      'DISCLOSURE_DUPLICATE',
    ]);
    expect(codes(judge({ ...required }, (body) => [body, body]))).toEqual(['DISCLOSURE_DUPLICATE']);
    expect(codes(judge({ ...required }, (_body, t) => [text(t, 'at')]))).toEqual(['BODY_MISSING']);
    const { entries, body } = crafted(required);
    const genesis = disclose('body', {});
    const backwards = [
      { seq: 1, text: body },
      { seq: 0, text: genesis },
    ];
    expect(codes(verifyVault(entries, head(noteOver(entries)), backwards))).toEqual(['DISCLOSURE_ORDER']);
  });

  it('must fit the body, and the body its entry', () => {
    const otherSalt = composeDisclosure(primitives, {
      salt: encodeBase64Url(new Uint8Array(32)),
      name: 'at' as FieldName,
      value: required.at as Json,
    });
    expect(codes(judge(required, (body) => [body, otherSalt]))).toEqual(['FIELD_MISMATCH']);
    expect(codes(judge(required, (body) => [body, disclose('more', 1)]))).toEqual(['FIELD_UNNAMED']);
    expect(codes(judge(required, () => [disclose('body', {})]))).toEqual(['BODY_MISMATCH']);
    expect(codes(judge(required, () => ['!']))).toEqual(['DISCLOSURE_UNREADABLE']);
    expect(
      codes(
        judge(required, (body) => [body, composeDisclosure(primitives, { salt, name: 'Body' as FieldName, value: 1 })]),
      ),
    ).toEqual(['DISCLOSURE_UNREADABLE']);
  });

  it.each<[string, (digests: Fields) => Json]>([
    ['no names', () => ({})],
    ['a name that is none', (digests) => ({ ...digests, 'Not.a.name': digests.at as Json })],
    ['a digest that is none', (digests) => ({ ...digests, note: 'x' })],
    [
      'a name within another',
      (digests) => ({ ...digests, place: digests.at as Json, 'place.position': digests.at as Json }),
    ],
    ['an array', () => []],
  ])('have bodies, but one with %s is none', (_what, bodyOf) => {
    const { entries, body } = crafted(required, bodyOf);
    expect(codes(verifyVault(entries, head(noteOver(entries)), [{ seq: 1, text: body }]))).toEqual(['BODY_UNREADABLE']);
  });

  it('open only in their own ledger at their own place', () => {
    const { entries, body } = crafted(required);
    expect(codes(verifyVault(entries, head(noteOver(entries)), [{ seq: 0, text: body }]))).toEqual(['BODY_MISMATCH']);
    expect(codes(verifyVault(entries, head(noteOver(entries)), [{ seq: 2, text: body }]))).toEqual([
      'DISCLOSURE_ENTRY',
    ]);
  });
});

it('the container’s findings join the verdict and touch what they name', () => {
  const verification = new LedgerVerification(primitives, { kind: 'vault' });
  const made = lines({}, {}, {});
  for (const line of made) verification.entry(encodeUtf8(line));
  verification.checkpoint('head', encodeUtf8(noteOver(made)), 'head');
  verification.report('FILE_HASH', { path: 'data/objects/x' }, { from: 1, to: 2 });
  verification.report('BAG_DECLARATION', { path: 'bagit.txt' }, null);
  const report = verification.finish();
  expect([0, 1, 2].map(report.stateOf)).toEqual(['UNANCHORED', 'INVALID', 'UNANCHORED']);
  expect(report.verdict).toBe('INVALID');
  expect(findingCodes).toContain('FILE_HASH');
});
