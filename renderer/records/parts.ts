import type { EnteredKind } from '../../shared/model/kinds.ts';

/**
 * What a record is made of, as a form asks for it and a page tells it: one description for both. `label` is a key of `fieldName` where the
 * name alone would say another thing elsewhere.
 */
export type Part = { readonly name: string; readonly label?: string } & (
  | {
      readonly is: 'line';
      readonly code?: boolean;
      /** A language by its tag (BCP 47): told by its name. */
      readonly language?: boolean;
      /** Shown when somebody asks: it says where a facility is. */
      readonly position?: boolean;
    }
  | { readonly is: 'prose' }
  | { readonly is: 'number' }
  | { readonly is: 'lines' }
  | { readonly is: 'word'; readonly words: readonly string[] }
  | { readonly is: 'words'; readonly words: readonly string[] }
  | { readonly is: 'counts'; readonly words: readonly string[] }
  | { readonly is: 'when' }
  | { readonly is: 'place' }
  | { readonly is: 'places' }
  | { readonly is: 'point' }
  | { readonly is: 'record'; readonly kind: EnteredKind; readonly of?: string }
  | { readonly is: 'group'; readonly parts: readonly Part[]; readonly optional?: boolean }
  | {
      readonly is: 'rows';
      readonly parts: readonly Part[];
      readonly row?: string;
      /** There is at least one: a new record begins with it. */
      readonly begun?: true;
    }
);

/** One word of a list: short enough to stand beside others. */
export const isWord = ({ is }: Part): boolean => is === 'word';

export type Values = Readonly<Record<string, unknown>>;

/** What a part holds before anybody said anything. */
export function blankOf(part: Part): unknown {
  switch (part.is) {
    case 'line':
    case 'prose':
      return '';
    case 'number':
    case 'record':
    case 'point':
      return null;
    case 'lines':
    case 'words':
    case 'places':
      return [];
    case 'rows':
      return part.begun ? [blankValues(part.parts)] : [];
    case 'counts':
      return {};
    case 'word':
      return (
        ['unknown', 'not asked', 'not said', 'No Information', 'not stated', 'current'].find((word) =>
          part.words.includes(word),
        ) ?? null
      );
    case 'when':
      return { edtf: '', words: '' };
    case 'place':
      return { name: '', precision: 'unknown', point: null };
    case 'group':
      return part.optional ? null : blankValues(part.parts);
  }
}

export const blankValues = (parts: readonly Part[]): Values =>
  Object.fromEntries(parts.map((part) => [part.name, blankOf(part)]));

/** Whether a value says anything: what was never answered is left out where a record is read. */
export function saysSomething(part: Part, value: unknown): boolean {
  if (value === null || value === undefined || value === '') return false;
  switch (part.is) {
    case 'lines':
    case 'words':
    case 'places':
    case 'rows':
      return (value as readonly unknown[]).length > 0;
    case 'counts':
      return Object.keys(value as object).length > 0;
    case 'word':
      return !['unknown', 'not asked', 'not said', 'not stated', 'No Information'].includes(value as string);
    case 'when': {
      const { edtf, words } = value as { edtf: string; words: string };
      return edtf !== '' || words !== '';
    }
    case 'place': {
      const { name, point } = value as { name: string; point: unknown };
      return name !== '' || point !== null;
    }
    case 'group':
      return part.parts.some((each) => saysSomething(each, (value as Values)[each.name]));
    default:
      return true;
  }
}
