import { expect, it } from 'vitest';
import { primitives } from '../../../electron/core/ledger/primitives.ts';
import { groupSpokenCode, readSpokenCode, readTypedCode, spokenCode } from '../../../shared/ledger/spoken.ts';

const code = spokenCode(primitives, 'a checkpoint\n');
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

it('a spoken code reads back however it is written down', () => {
  expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{28}$/);
  const grouped = groupSpokenCode(code);
  expect(grouped).toMatch(/^(....-){6}....$/);
  for (const written of [code, grouped, code.toLowerCase(), grouped.replaceAll('-', ' '), ` ${code}\n`]) {
    expect(readSpokenCode(written)).toBe(code);
  }
  // As editors and right-to-left screens hand it on: other dashes, marks of direction, digits of Arabic.
  const arabic = (zero: number) => grouped.replace(/\d/g, (digit) => String.fromCodePoint(zero + Number(digit)));
  const dashed = ['\u2011', ' – ', '—'].map((dash) => grouped.replaceAll('-', dash));
  for (const written of [...dashed, `\u2068${grouped}\u2069`, `\u200f${grouped}`, arabic(0x660), arabic(0x6f0)]) {
    expect(readSpokenCode(written)).toBe(code);
  }
  const zerosAndOnes = Array.from({ length: 50 }, (_, i) => spokenCode(primitives, `${i}\n`)).filter((one) =>
    /0.*1|1.*0/.test(one),
  );
  expect(zerosAndOnes.length).toBeGreaterThan(5);
  for (const one of zerosAndOnes) {
    expect(readSpokenCode(one.replaceAll('0', 'o').replace('1', 'l').replaceAll('1', 'I'))).toBe(one);
  }
});

it('any one wrong character, and any two neighbours swapped, are noticed', () => {
  for (let i = 0; i < code.length; i++) {
    for (const character of alphabet) {
      if (character === code[i]) continue;
      expect(() => readSpokenCode(code.slice(0, i) + character + code.slice(i + 1))).toThrow('SPOKEN_CODE_INVALID');
    }
    const [a = '', b = ''] = code.slice(i, i + 2);
    if (b === '' || a === b) continue;
    expect(() => readSpokenCode(code.slice(0, i) + b + a + code.slice(i + 2)), `${i}`).toThrow('SPOKEN_CODE_INVALID');
  }
});

it('other lengths and other characters are refused', () => {
  for (const text of ['', code.slice(1), `${code}0`, `U${code.slice(1)}`, `*${code.slice(1)}`]) {
    expect(() => readSpokenCode(text)).toThrow('SPOKEN_CODE_INVALID');
  }
});

it('a slip is looked for where it is: one wrong character, or two neighbours swapped', () => {
  for (let i = 0; i < code.length; i++) {
    const [a = '', b = ''] = code.slice(i, i + 2);
    const other = alphabet[(alphabet.indexOf(a) + 7) % 32] ?? '';
    const slips = [code.slice(0, i) + other + code.slice(i + 1)];
    if (b !== '' && a !== b) slips.push(code.slice(0, i) + b + a + code.slice(i + 2));
    for (const slip of slips) {
      const typed = readTypedCode(slip);
      if (typed.state !== 'check characters') throw new Error(`${slip} passes for ${typed.state}`);
      expect(typed.suspects, slip).toContain(i + 1);
      expect(typed.suspects.length, slip).toBeLessThan(10);
    }
  }
});

it('says while it is being typed how far it is, and which character no code has', () => {
  expect(readTypedCode('')).toEqual({ state: 'length', typed: 0 });
  expect(readTypedCode('jjpz-f0kj w')).toEqual({ state: 'length', typed: 9 });
  expect(readTypedCode('JJPZ-F0UJ')).toEqual({ state: 'character', place: 7, character: 'U' });
  expect(readTypedCode(`JJPZ 🕊 ${code}`)).toEqual({ state: 'character', place: 5, character: '🕊' });
  expect(readTypedCode(`${code}0`)).toEqual({ state: 'length', typed: 29 });
  expect(readTypedCode(groupSpokenCode(code))).toEqual({ state: 'whole', code });
});
