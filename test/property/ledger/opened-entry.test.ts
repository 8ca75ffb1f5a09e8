import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openRows, packOpened, unpackOpened } from '../../../electron/core/ledger/opened-rows.ts';
import { generateSigningKey, primitives } from '../../../electron/core/ledger/primitives.ts';
import { writeTogether } from '../../../electron/core/ledger/together.ts';
import { encodeBase64Url } from '../../../shared/ledger/base64.ts';
import type { Json } from '../../../shared/ledger/canonical.ts';
import type { DisclosedEntry } from '../../../shared/ledger/disclosed.ts';
import { composeDisclosure, readDisclosure } from '../../../shared/ledger/disclosure.ts';
import { ledgerId, NO_PREVIOUS, sealEntry } from '../../../shared/ledger/entry.ts';
import { noblePrimitives } from '../../../shared/ledger/primitives-noble.ts';
import { LedgerVerification } from '../../../shared/ledger/verification.ts';

type Kept = { readonly name: string; readonly text: string };

const { publicKey } = generateSigningKey();
const ledger = ledgerId(primitives, publicKey);
const at = { boot: '00c0ffee', clock: 'gnss', mono: 7, wall: '2016-04-27T21:30:00.000Z' } as const;

const value: fc.Arbitrary<Json> = fc.letrec<{ json: Json }>((tie) => ({
  json: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom('', 'note', 'نصّ', '😀 "quoted" \\ and\nmore', '\ufffd', '\u2028'),
    fc.string({ unit: 'grapheme' }),
    fc.integer(),
    fc.constant({ sha256: 'ab'.repeat(32), size: 3, type: 'image/jpeg' }),
    fc.constantFrom(null, true, false, 0, Number.MAX_SAFE_INTEGER),
    fc.array(tie('json'), { maxLength: 3 }),
    fc.dictionary(fc.string(), tie('json'), { maxKeys: 3 }),
  ),
})).json;
const names = fc.uniqueArray(fc.constantFrom('a', 'a.1', 'account.2', 'document', 'text', 'zz', 'derived.captured'), {
  maxLength: 6,
});
/** A name that begins another is refused when an entry is sealed. */
const drafts = fc.tuple(names, fc.infiniteStream(value)).map(([some, values]) => {
  const kept = some.filter((name) => !(name === 'a' && some.includes('a.1')));
  return Object.fromEntries(kept.map((name) => [name, values.next().value as Json]));
});

function seal(fields: Record<string, Json>) {
  let salt = 0;
  return sealEntry(
    primitives,
    () => encodeBase64Url(new Uint8Array(32).fill(salt++)),
    { seq: 0, ledger, prev: NO_PREVIOUS, key: publicKey },
    { type: 'record', operator: 'op-1', at, fields },
  );
}

const other = seal({ text: 'another entry', zz: 1 });
const nameless = composeDisclosure(primitives, { salt: 'A'.repeat(43), name: 'body', value: {} });

/** What a row can be altered into; `pick` chooses among its disclosures. */
const alterations: Readonly<Record<string, (kept: Kept[], pick: number) => Kept[]>> = {
  'left as it is': (kept) => kept,
  'without one': (kept, pick) => kept.toSpliced(pick, 1),
  'without all but the body': (kept) => kept.slice(0, 1),
  'without any': () => [],
  'one twice': (kept, pick) => kept.toSpliced(pick, 0, kept[pick] as Kept),
  'in another order': (kept) => kept.toReversed(),
  'the body last': ([body, ...fields]) => [...fields, body as Kept],
  'under another name': (kept, pick) => kept.with(pick, { name: 'other', text: kept[pick]?.text ?? '' }),
  "another entry's body": (kept) => kept.with(0, other.body),
  "another entry's field": (kept) =>
    kept.map((one) => (one.name === 'operator' ? (other.fields.find(({ name }) => name === 'operator') as Kept) : one)),
  'a body of nothing': (kept) => kept.with(0, { name: 'body', text: nameless }),
  'one cut short': (kept, pick) =>
    kept.with(pick, { ...(kept[pick] as Kept), text: kept[pick]?.text.slice(0, -1) ?? '' }),
  'one with padding': (kept, pick) => kept.with(pick, { ...(kept[pick] as Kept), text: `${kept[pick]?.text}=` }),
  'one empty': (kept, pick) => kept.with(pick, { ...(kept[pick] as Kept), text: '' }),
  'one in another layout': (kept, pick) => {
    const json = Buffer.from(kept[pick]?.text ?? '', 'base64url').toString();
    return kept.with(pick, {
      ...(kept[pick] as Kept),
      text: Buffer.from(json.replace(',', ', ')).toString('base64url'),
    });
  },
  'one that is no UTF-8': (kept, pick) => {
    const bytes = Buffer.from(kept[pick]?.text ?? '', 'base64url');
    return kept.with(pick, {
      ...(kept[pick] as Kept),
      text: Buffer.concat([bytes.subarray(0, -2), Buffer.from([0xff]), bytes.subarray(-2)]).toString('base64url'),
    });
  },
};

function openRow(kept: readonly Kept[], seq = 0, of = ledger) {
  return openRows({ ledger: of, numbers: [seq], rows: [writeTogether(kept)] })[0] ?? null;
}

/** As a verification finds it: what is wrong, and what it hands out. */
function judge(bytes: Uint8Array, kept: readonly Kept[], atOnce: boolean) {
  const handedOut: DisclosedEntry[] = [];
  const verification = new LedgerVerification(primitives, {
    kind: 'vault',
    opensAtOnce: true,
    onDisclosed: (entry) => handedOut.push(entry),
  });
  verification.entry(bytes);
  const opened = atOnce ? openRow(kept) : null;
  if (opened === null || !verification.opened(0, opened)) for (const { text } of kept) verification.disclosure(0, text);
  const { findings, remarks, withheldFields, files, verdict } = verification.finish();
  // Numbers and texts alone: one side has no prototypes.
  return JSON.parse(
    JSON.stringify({
      findings,
      remarks,
      verdict,
      withheld: [...withheldFields],
      files: [...files],
      entries: handedOut.map(({ seq, fields, withheld }) => ({ seq, fields: [...fields], withheld })),
    }),
  );
}

describe('an entry opened at once', () => {
  it('is found to be what it is found to be one disclosure after another, however its row was altered', () => {
    fc.assert(
      fc.property(drafts, fc.constantFrom(...Object.keys(alterations)), fc.nat(), (fields, how, number) => {
        const sealed = seal(fields);
        const whole = [sealed.body, ...sealed.fields].map(({ name, text }) => ({ name, text }));
        const kept = alterations[how]?.(whole, number % whole.length) ?? [];
        expect(judge(sealed.bytes, kept, true)).toEqual(judge(sealed.bytes, kept, false));
      }),
      { numRuns: 600 },
    );
  });

  it('is opened where nothing is wrong, with the values that were sealed, and so it crosses to another thread', () => {
    fc.assert(
      fc.property(drafts, (fields) => {
        const sealed = seal(fields);
        const row = writeTogether([sealed.body, ...sealed.fields]);
        const opened = openRows({ ledger, numbers: [0], rows: [row] });
        expect(opened[0]).toMatchObject({ digest: sealed.body.digest, withheld: [] });
        const expected = sealed.fields.map(({ name, text }) => [name, readDisclosure(noblePrimitives, text).value]);
        expect([...(opened[0]?.fields ?? [])]).toEqual(expected);
        expect(JSON.stringify(unpackOpened(packOpened(opened)).map((entry) => entry && [...entry.fields]))).toBe(
          JSON.stringify([expected]),
        );
      }),
      { numRuns: 200 },
    );
  });

  it('is not where anything is altered but what may be missing', () => {
    const sealed = seal({ text: 'x', 'account.2': 'y' });
    const whole = [sealed.body, ...sealed.fields].map(({ name, text }) => ({ name, text }));
    const may = ['left as it is', 'without one', 'without all but the body', "another entry's field"];
    for (const [how, alter] of Object.entries(alterations)) {
      const opened = openRow(alter(whole, 3));
      if (!may.includes(how)) expect(opened, how).toBeNull();
    }
    expect(openRow(whole.toSpliced(3, 1))?.withheld).toEqual([whole[3]?.name]);
    // For another place or another ledger it commits to something else.
    expect(openRow(whole, 1)).toBeNull();
    expect(openRow(whole, 0, ledgerId(primitives, generateSigningKey().publicKey))).toBeNull();
  });
});
