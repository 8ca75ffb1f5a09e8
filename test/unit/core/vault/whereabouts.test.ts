import { describe, expect, it } from 'vitest';
import { isElsewhere, type Whereabouts } from '../../../../electron/core/vault/whereabouts.ts';

const on = (system: string, number: string, born: string): Whereabouts => ({ system, number, born });

describe('where a file is', () => {
  it('on Linux, is another place where either its number or its birth differs', () => {
    const written = on('linux', '7', '1000');
    expect(isElsewhere(written, on('linux', '7', '1000'))).toBe(false);
    expect(isElsewhere(written, on('linux', '8', '1000'))).toBe(true);
    expect(isElsewhere(written, on('linux', '7', '1001'))).toBe(true);
  });

  it.each(['darwin', 'win32'])('on %s, only where both differ: FAT’s numbers don’t last there', (system) => {
    const written = on(system, '7', '1000');
    expect(isElsewhere(written, on(system, '8', '1000'))).toBe(false);
    expect(isElsewhere(written, on(system, '7', '1001'))).toBe(false);
    expect(isElsewhere(written, on(system, '8', '1001'))).toBe(true);
  });

  it('compares two systems’ words with the same care: each numbers NTFS’s files in its own way', () => {
    expect(isElsewhere(on('win32', '281474976710663', '1000'), on('linux', '7', '1000'))).toBe(false);
    expect(isElsewhere(on('win32', '281474976710663', '1000'), on('linux', '7', '1001'))).toBe(true);
  });

  it('is unknown where the file system’s word can’t be relied on, and certainly another after one where it could', () => {
    expect(isElsewhere(null, on('linux', '7', '1000'))).toBe(false);
    expect(isElsewhere(null, null)).toBe(false);
    expect(isElsewhere(on('linux', '7', '1000'), null)).toBe(true);
  });
});
