import { describe, expect, it } from 'vitest';
import { stateOf } from '../../../electron/core/records/kinds.ts';
import { caseParts } from '../../../renderer/records/case-parts.ts';
import { kindParts } from '../../../renderer/records/kind-parts.ts';
import { blankValues, type Part } from '../../../renderer/records/parts.ts';
import { codedFields } from '../../../renderer/records/said-parts.ts';
import { languages, resources } from '../../../shared/locales/index.ts';
import { incidentFields, uncoded } from '../../../shared/model/incident.ts';
import { enteredFields, enteredKinds } from '../../../shared/model/kinds.ts';

function* all(parts: readonly Part[]): Generator<Part> {
  for (const part of parts) {
    yield part;
    if (part.is === 'group' || part.is === 'rows') yield* all(part.parts);
  }
}
const every = [...all([...Object.values(kindParts).flat(), ...Object.values(caseParts)])];
const wordsOf = (part: Part): readonly string[] => ('words' in part ? part.words : []);

describe.each(languages)('what records are told with in %s', (language) => {
  const { fieldName, word } = resources[language].translation;

  it('names every part, every row and every word of a closed list', () => {
    const names = every.flatMap((part) => [
      part.label ?? part.name,
      ...(part.is === 'rows' ? [part.row ?? part.name] : []),
    ]);
    expect(names.filter((name) => !Object.hasOwn(fieldName, name))).toEqual([]);
    expect(every.flatMap(wordsOf).filter((each) => !Object.hasOwn(word, each))).toEqual([]);
  });
});

describe('a form', () => {
  it.each(enteredKinds)('asks for every field that a %s has', (kind) => {
    const asked = kindParts[kind].map(({ name }) => name);
    expect(asked.toSorted()).toEqual(Object.keys(enteredFields[kind].shape).toSorted());
  });

  it('begins with a name to write in where a thing has at least one', () => {
    expect(blankValues(kindParts.facility).names).toHaveLength(1);
    expect(blankValues(kindParts.organisation).names).toHaveLength(1);
    expect(blankValues(kindParts.facility).identifiers).toEqual([]);
  });

  it('asks for every part of a case that can be coded, and begins with nothing said', () => {
    // Where it was taken from is not asked of anybody.
    const { listed: _, ...asked } = uncoded;
    expect(Object.keys(caseParts).toSorted()).toEqual(Object.keys(asked).toSorted());
    const blank = blankValues(Object.values(caseParts));
    // Chosen among those proposed, not asked for by themselves.
    const context = { ...(blank.context as object), truces: [] };
    expect({ ...blank, context }).toEqual(asked);
  });
});

describe('what of a case can be kept back alone', () => {
  it('is named as it stands in the ledger: every part that says something', () => {
    const fields = incidentFields.parse({
      ...{ title: 'Training strike', facility: '', account: '', attackTypes: [], certainty: 'possible' },
      ...{ place: { name: '', precision: 'unknown', point: null }, when: { edtf: '', words: '' } },
      impacts: [{ hit: 'the yard', secondstrike: 'yes' }, { weapon: 'a loud aircraft' }],
      harm: [{ group: 'patient', harm: 'killed', best: 2, source: 'code-7' }],
      attributions: [{ basis: 'wreckage' }],
      military: { presence: 'seen' },
      functionality: { before: 'full', after: 'none', source: 'a nurse' },
      definitions: ['who'],
      sind: { id: '7', counts: { occupation: 1 }, precision: '2' },
      listed: { item: 4, row: 2, stated: [{ column: 'Note', text: 'as it stands there' }] },
    });
    const named = codedFields(fields);
    expect(named).toEqual(
      expect.arrayContaining([
        'impact.1.hit',
        'impact.2.weapon',
        'harm.1.source',
        'attribution.1',
        'sind.counts',
        'listed.stated',
      ]),
    );
    const state = stateOf('incident', fields);
    expect(named.filter((name) => !Object.hasOwn(state, name))).toEqual([]);
  });
});
