/**
 * A checkpoint as 28 characters that can be read out over radio, sent by SMS or written on a hand: Crockford base 32 of the
 * first 130 bits of H("sanad-code/v1" ‖ LF ‖ note text), and two check characters.
 */
import { Fault } from '../faults.ts';
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

/**
 * Reads a code as people write it: either case, O for 0, I and L for 1, spaces and hyphens anywhere.
 * Throws SPOKEN_CODE_INVALID for another length, other characters, or check characters that do not fit.
 */
export function readSpokenCode(text: string): SpokenCode {
  const code = text.replace(/[\s-]/g, '').toUpperCase().replaceAll('O', '0').replace(/[IL]/g, '1');
  if (code.length !== CODE_DIGITS + CHECK_DIGITS) throw new Fault('SPOKEN_CODE_INVALID', { reason: 'length' });
  for (const character of code) {
    if (!digits.includes(character)) throw new Fault('SPOKEN_CODE_INVALID', { reason: 'character' });
  }
  if (checkDigits(code.slice(0, CODE_DIGITS)) !== code.slice(CODE_DIGITS)) {
    throw new Fault('SPOKEN_CODE_INVALID', { reason: 'check characters' });
  }
  return code as SpokenCode;
}

function checkDigits(code: string): string {
  let remainder = 0;
  for (const character of code) remainder = (remainder * 32 + digits.indexOf(character)) % CHECK_MODULUS;
  return `${digits[remainder >> 5]}${digits[remainder & 31]}`;
}
