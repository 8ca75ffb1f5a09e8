import { describe, expect, it } from 'vitest';
import { ruleCodes } from '../../../shared/broken-rule.ts';
import { containerCodes } from '../../../shared/bundle/listing.ts';
import { heldOutcomes } from '../../../shared/contract/checkpoint.ts';
import { faultCodes } from '../../../shared/faults.ts';
import { findingCodes, remarkCodes } from '../../../shared/ledger/findings.ts';
import { codeSlips } from '../../../shared/ledger/spoken.ts';
import { type Language, languages, resources } from '../../../shared/locales/index.ts';
import { actions } from '../../../shared/model/actions.ts';
import { enteredKinds } from '../../../shared/model/kinds.ts';
import { linkKinds, relationKinds } from '../../../shared/model/links.ts';
import { conflictKinds, refusedReasons } from '../../../shared/model/metadata.ts';
import { precisionClasses } from '../../../shared/model/position.ts';
import { assertionFields, consentStates, knowledgeBases } from '../../../shared/model/records.ts';
import { headlines, noticeCodes, verdicts } from '../../../shared/model/report.ts';
import { attackTypes, audiences, certainties, testimonyLanguages } from '../../../shared/model/vocabulary.ts';
import { grounds, matters } from '../../../shared/model/withholding.ts';

type Tree = { readonly [key: string]: string | Tree };

const textsOf = (language: Language): Tree => resources[language].translation as unknown as Tree;

function at(tree: Tree, path: readonly string[]): string | Tree | undefined {
  return path.reduce<string | Tree | undefined>(
    (node, key) => (typeof node === 'object' ? node[key] : undefined),
    tree,
  );
}

function* leaves(tree: Tree, path: readonly string[] = []): Generator<[string, string]> {
  for (const [key, value] of Object.entries(tree)) {
    if (typeof value === 'string') yield [[...path, key].join('.'), value];
    else yield* leaves(value, [...path, key]);
  }
}

/** Closed lists of the program and where their sentences stand. Container codes have dots, which nest. */
const lists: Record<string, readonly string[]> = {
  faults: faultCodes,
  finding: [...findingCodes, ...remarkCodes, ...noticeCodes, ...containerCodes],
  headline: headlines,
  verdict: verdicts,
  verdictShort: verdicts,
  ground: grounds,
  what: matters,
  history: actions,
  story: actions,
  attackType: attackTypes,
  certainty: certainties,
  audience: audiences,
  precision: precisionClasses,
  basis: knowledgeBases,
  consentState: consentStates,
  spoken: testimonyLanguages,
  assertionField: assertionFields,
  conflict: conflictKinds,
  conflictText: conflictKinds,
  conflictBadge: conflictKinds,
  refusedReason: refusedReasons,
  'item.kinds': linkKinds,
  held: heldOutcomes,
  codeSlip: codeSlips,
  recordKind: enteredKinds,
  relation: relationKinds,
  rule: ruleCodes,
};

describe.each(languages)('what people read in %s', (language) => {
  const texts = textsOf(language);

  it.each(Object.entries(lists))('has words for every code under %s', (place, codes) => {
    const missing = codes.filter((code) => at(texts, [...place.split('.'), ...code.split('.')]) === undefined);
    expect(missing).toEqual([]);
  });

  it('is never empty', () => {
    expect([...leaves(texts)].filter(([, text]) => text.trim() === '').map(([key]) => key)).toEqual([]);
  });

  it('says of no fault only what happened: each sentence is followed by what is safe or what to do', () => {
    const alone = faultCodes.filter(
      (code) => (String(at(texts, ['faults', code])).match(/[.؟?](\s|$)/g) ?? []).length < 2,
    );
    expect(alone).toEqual([]);
  });

  it('never raises its voice', () => {
    expect([...leaves(texts)].filter(([, text]) => /!|！/.test(text))).toEqual([]);
  });
});

describe('English', () => {
  it('claims no more than was shown', () => {
    const claims = /\b(secure|tamper|authentic|proof|proven|verified)\b/i;
    expect([...leaves(textsOf('en'))].filter(([, text]) => claims.test(text))).toEqual([]);
  });
});

describe('a translation', () => {
  const placeholders = (text: string) => [...text.matchAll(/\{\{\s*(\w+)/g)].map(([, name]) => name).sort();
  /** `count` may be said in a word (one, two), and a number beside it left out. */
  const needed = (names: readonly (string | undefined)[]) => [...new Set(names)].filter((name) => name !== 'count');

  it('uses the values that English uses', () => {
    const english = new Map(leaves(textsOf('en')));
    const differing = [...leaves(textsOf('ar'))].filter(([key, text]) => {
      const source = english.get(key) ?? english.get(key.replace(/_(zero|one|two|few|many|other)$/, '_other'));
      return source === undefined || needed(placeholders(source)).join() !== needed(placeholders(text)).join();
    });
    expect(differing.map(([key]) => key)).toEqual([]);
  });
});
