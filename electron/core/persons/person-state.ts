import type { z } from 'zod';
import { type PersonFields, personFields } from '../../../shared/model/persons.ts';
import type { RecordState } from '../records/merging.ts';

/** How a person stands in the ledger, where names of fields are in lower case and what is not known has no field (FORMAT.md, "Names"). */
export const stateOfPerson = ({
  majority,
  keepUntil,
  keepWhy,
  keepBy,
  basis,
  basisWords,
  ...fields
}: PersonFields): RecordState => ({
  ...fields,
  ...(majority === null ? {} : { majority }),
  ...(keepUntil === null ? {} : { keepuntil: keepUntil }),
  ...(keepWhy === '' ? {} : { keepwhy: keepWhy }),
  ...(keepBy === '' ? {} : { keepby: keepBy }),
  ...(basis === null ? {} : { basis }),
  ...(basisWords === '' ? {} : { basiswords: basisWords }),
});

/** The person as recorded; fails for what a newer version wrote or what was erased in part. */
export function readPersonState(state: RecordState): z.ZodSafeParseResult<PersonFields> {
  const { code, standing, child, majority, keepuntil, keepwhy, keepby, basis, basiswords } = state;
  return personFields.safeParse({
    ...{ code, standing, child, majority: majority ?? null, keepUntil: keepuntil ?? null },
    ...{ keepWhy: keepwhy, keepBy: keepby, basis: basis ?? null, basisWords: basiswords },
  });
}
