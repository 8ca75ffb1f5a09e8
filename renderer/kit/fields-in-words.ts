import { type InWords, partInWords } from '../../shared/report/values.ts';
import { caseParts } from '../records/case-parts.ts';
import { kindParts } from '../records/kind-parts.ts';
import type { Part } from '../records/parts.ts';

/** Parts of forms that are called otherwise than their field: `harm.harm`, `military.use`, `ssa.id`. */
const labels: ReadonlyMap<string, string> = new Map(
  [...Object.values(caseParts), ...Object.values(kindParts).flat()].flatMap((part) => labelsIn(part)),
);

function labelsIn(part: Part): [string, string][] {
  const parts = part.is === 'group' || part.is === 'rows' ? part.parts : [];
  return parts.flatMap((each): [string, string][] =>
    each.label === undefined ? [] : [[`${part.name}.${each.name}`, each.label]],
  );
}

/** `impact.2.hit` as people know it: “Impact 2 · Who and what was hit”. */
export function fieldInWords(field: string, how: InWords): string {
  const { say } = how;
  const ofCase = say(`case.field.${field}`) ?? say(`people.field.${field}`);
  if (ofCase !== null) return ofCase;
  const plain = field.replace(/\.\d+/g, '');
  const label = labels.get(plain);
  const parts = field.replace(/\.(\d+)/g, ' $1').split('.');
  return parts
    .map((part, index) =>
      index === parts.length - 1 && label !== undefined && parts.length > 1
        ? partInWords(label, how)
        : part.replace(/^\S+/, (name) => partInWords(name, how)),
    )
    .join(' · ');
}
