import { describe, expect, it } from 'vitest';
import { primitives } from '../../../electron/core/ledger/primitives.ts';
import { readNote } from '../../../shared/ledger/note.ts';
import { spokenCode } from '../../../shared/ledger/spoken.ts';
import { resources } from '../../../shared/locales/index.ts';
import { carriedNote, checkpointSheet, checkpointStyle } from '../../../shared/paper/checkpoint-sheet.ts';
import { qrModules, qrPath } from '../../../shared/paper/qr.ts';
import { sheetDocument } from '../../../shared/paper/sheet.ts';
import { exampleNote, sayOf } from '../../fixtures/paper.ts';

const checkpoint = {
  note: exampleNote,
  spoken: spokenCode(primitives, readNote(new TextEncoder().encode(exampleNote)).text),
  at: '2016-04-28T06:02:11.042Z',
};
const cosignature =
  '— witness.example/1 rp7iEgAAAABXIabgfQOBbI5MmIsZocRmRqDAX/mwot4peHFj4F1LG/0oEXbpHYD1QNg/aRSXzaWdkufGmIFp4jqMYT8QK/GVSCorCw==\n';

describe('what the code of a checkpoint holds', () => {
  it('is the note, byte for byte', () => {
    expect(carriedNote(exampleNote)).toBe(exampleNote);
  });

  it('fits a code of version 13, and with the two lines of a key change one of version 17, however large the ledger', () => {
    const side = (version: number) => 17 + 4 * version;
    const [origin, , root, , line] = exampleNote.split('\n');
    const largest = `${origin}\n${Number.MAX_SAFE_INTEGER}\n${root}\n\n${line}\n`;
    const changing = `${largest}${line}\n`;
    const carried = (note: string) => qrModules(new TextEncoder().encode(carriedNote(note)));
    expect([exampleNote, largest, changing].map((note) => carried(note).length)).toEqual([
      side(13),
      side(13),
      side(17),
    ]);
  });

  it('is the same however many witnesses have countersigned since', () => {
    expect(carriedNote(exampleNote + cosignature.repeat(12))).toBe(exampleNote);
  });
});

describe.each(['en', 'ar'] as const)('the page in %s', (language) => {
  const page = sheetDocument(checkpointSheet(checkpoint, language, sayOf(language)), checkpointStyle);

  it('says everything that somebody needs to compare it later', () => {
    expect(page).toContain('M1VR RXEF 4DF7 N0B7 VDMG 0ZZZ JV93');
    expect(page).toContain('ee98 c8f4 0c99 815f 3c99 2895 2cde 01bb 3e45 2e3b 352a ce55 2252 00be c7ca 1da9');
    expect(page).toContain('421e e963 5a7f 3e58 acbb 6c57 b8a5 4b90 a24c c487 bc9f 919c 11b7 1030 b756 2ddd');
    expect(page).toContain(`<pre dir="ltr">\n${exampleNote}</pre>`);
    expect(page).toContain(qrPath(qrModules(new TextEncoder().encode(exampleNote))));
    expect(page).toContain('06:02:11 UTC');
    expect(page).toContain('2016');
  });

  it('says what it is for and what it does not show, with room to sign', () => {
    const { sheet } = resources[language].translation;
    for (const words of [sheet.useText, sheet.limitText, sheet.handed, sheet.received, sheet.signature, sheet.madeBy])
      expect(page).toContain(words.replaceAll('"', '&quot;'));
  });

  it('is a whole document in its language that loads nothing and runs nothing', () => {
    expect(page.startsWith('<!doctype html>\n')).toBe(true);
    expect(page).toContain(`<html lang="${language}" dir="${language === 'ar' ? 'rtl' : 'ltr'}">`);
    expect(page).toContain("default-src 'none'");
    expect(page).not.toMatch(/<script|<link|<img|src=|href=|url\(|\son\w+=/i);
  });
});

it('nothing in a note becomes markup', () => {
  const hostile = exampleNote.replace('— sanad', '— <b>"&\u00ad sanad');
  expect(() => checkpointSheet({ ...checkpoint, note: hostile }, 'en', sayOf('en')), checkpointStyle).toThrow(
    'NOTE_INVALID',
  );
  const named = `${exampleNote}— <img/src=x>&" ${Buffer.alloc(70, 1).toString('base64')}\n`;
  const page = sheetDocument(checkpointSheet({ ...checkpoint, note: named }, 'en', sayOf('en')), checkpointStyle);
  expect(page).not.toContain('<img');
  const words = sheetDocument(
    checkpointSheet(checkpoint, 'en', () => '</style><script>"&'),
    checkpointStyle,
  );
  expect(words).not.toContain('<script>');
});
