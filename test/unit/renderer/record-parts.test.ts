import { describe, expect, it } from 'vitest';
import { caseParts } from '../../../renderer/records/case-parts.ts';
import { kindParts } from '../../../renderer/records/kind-parts.ts';
import { blankValues, type Part } from '../../../renderer/records/parts.ts';
import { languages, resources } from '../../../shared/locales/index.ts';
import { uncoded } from '../../../shared/model/incident.ts';
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

  it('asks for every part of a case that can be coded, and begins with nothing said', () => {
    expect(Object.keys(caseParts).toSorted()).toEqual(Object.keys(uncoded).toSorted());
    const blank = blankValues(Object.values(caseParts));
    // Chosen among those proposed, not asked for by themselves.
    const context = { ...(blank.context as object), truces: [] };
    expect({ ...blank, context }).toEqual(uncoded);
  });
});
