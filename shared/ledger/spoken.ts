/**
 * A checkpoint as 28 characters that can be read out over radio, sent by SMS or written on a hand: Crockford base 32 of the
 * first 130 bits of H("sanad-code/v1" ‖ LF ‖ note text), and two check characters.
 */
import { Fault, type FaultParams } from '../faults.ts';
import { concatBytes, encodeUtf8 } from './bytes.ts';
import type { Primitives } from './primitives.ts';

/** 28 characters of Crockford's alphabet, upper case, without separators. */
export type SpokenCode = string & { readonly brand: 'SpokenCode' };

const digits = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const CODE_DIGITS = 26;
const CHECK_DIGITS = 2;
// The largest prime below 32²: every single wrong digit and every swap of neighbours changes the remainder.
const CHECK_MODULUS = 1021;

/** The code of a checkpoint's text (without signature lines). */
export function spokenCode(primitives: Primitives, noteText: string): SpokenCode {
  const hash = primitives.sha256(concatBytes(encodeUtf8('sanad-code/v1\n'), encodeUtf8(noteText)));
  let code = '';
  for (let i = 0; i < CODE_DIGITS; i++) {
    const bit = i * 5;
    const window = ((hash[bit >> 3] as number) << 8) | (hash[(bit >> 3) + 1] as number);
    code += digits[(window >> (11 - (bit & 7))) & 31];
  }
  return (code + checkDigits(code)) as SpokenCode;
}

/** In groups of four, for the eye and the ear: `JJPZ-F0KJ-WMDZ-8AAY-Z4RZ-TE2J-S1CY`. */
export function groupSpokenCode(code: SpokenCode): string {
  return (code.match(/.{4}/g) ?? []).join('-');
}

/** How a code stands as somebody has typed it so far. Places count its characters from 1, without gaps and hyphens. */
export type TypedCode =
  | { readonly state: 'whole'; readonly code: SpokenCode }
  /** `typed` of SPOKEN_CODE_LENGTH characters, too few or too many. */
  | { readonly state: 'length'; readonly typed: number }
  /** One that no code has. */
  | { readonly state: 'character'; readonly place: number; readonly character: string }
  /** The check characters don't fit: at one of these places, if a single character is wrong or two neighbours are swapped. */
  | { readonly state: 'check characters'; readonly suspects: readonly number[] };

export const codeSlips = ['length', 'character', 'suspects', 'several'] as const;
export type CodeSlip = (typeof codeSlips)[number];

export const SPOKEN_CODE_LENGTH = CODE_DIGITS + CHECK_DIGITS;

/** What is typed or copied on screens of right-to-left languages: without marks of direction that nobody sees, and digits of Arabic as others. */
export function withPlainDigits(text: string): string {
  return text.replace(/\p{Cf}/gu, '').replace(/[٠-٩۰-۹]/g, (digit) => String((digit.codePointAt(0) as number) & 0xf));
}

/** Reads a code as people write it: either case, O for 0, I and L for 1, digits of Arabic, spaces and hyphens of any kind anywhere. */
export function readTypedCode(text: string): TypedCode {
  const characters = [
    ...withPlainDigits(text)
      .replace(/[\s\p{Pd}]/gu, '')
      .toUpperCase()
      .replaceAll('O', '0')
      .replace(/[IL]/g, '1'),
  ];
  const foreign = characters.findIndex((character) => !digits.includes(character));
  const character = characters[foreign];
  if (character !== undefined) return { state: 'character', place: foreign + 1, character };
  if (characters.length !== SPOKEN_CODE_LENGTH) return { state: 'length', typed: characters.length };
  if (fits(characters)) return { state: 'whole', code: characters.join('') as SpokenCode };
  return { state: 'check characters', suspects: suspectPlaces(characters) };
}

/** The code of a whole text. Throws SPOKEN_CODE_INVALID for another length, other characters, or check characters that do not fit. */
export const readSpokenCode = (text: string): SpokenCode => requireWhole(readTypedCode(text));

/** Throws SPOKEN_CODE_INVALID with what `slipOf` says. */
export function requireWhole(typed: TypedCode): SpokenCode {
  if (typed.state === 'whole') return typed.code;
  throw new Fault('SPOKEN_CODE_INVALID', slipOf(typed));
}

/** What is wrong with a code: `reason` is a key of `codeSlip.<reason>` in the locales, the rest what its sentence names. */
export function slipOf(typed: Exclude<TypedCode, { state: 'whole' }>): FaultParams & { readonly reason: CodeSlip } {
  switch (typed.state) {
    case 'length':
      return { reason: 'length', typed: typed.typed };
    case 'character':
      return { reason: 'character', place: typed.place, character: typed.character };
    case 'check characters':
      if (typed.suspects.length === 0) return { reason: 'several' };
      return { reason: 'suspects', suspects: typed.suspects.join(', ') };
  }
}

function fits(characters: readonly string[]): boolean {
  const code = characters.slice(0, CODE_DIGITS).join('');
  return checkDigits(code) === characters.slice(CODE_DIGITS).join('');
}

/** Where one other character, or the next two the other way round, would make the code fit: tried one by one, there are few. */
function suspectPlaces(characters: readonly string[]): number[] {
  const places = new Set<number>();
  for (const [place, typed] of characters.entries()) {
    const others = [...digits].filter((digit) => digit !== typed);
    if (others.some((digit) => fits(characters.with(place, digit)))) places.add(place + 1);
    const next = characters[place + 1];
    if (next === undefined || next === typed) continue;
    if (fits(characters.with(place, next).with(place + 1, typed))) places.add(place + 1).add(place + 2);
  }
  return [...places].sort((a, b) => a - b);
}

function checkDigits(code: string): string {
  let remainder = 0;
  for (const character of code) remainder = (remainder * 32 + digits.indexOf(character)) % CHECK_MODULUS;
  return `${digits[remainder >> 5]}${digits[remainder & 31]}`;
}
