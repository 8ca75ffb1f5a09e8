import { describe, expect, it } from 'vitest';
import { createSigner, generateSigningKey, primitives } from '../../../electron/core/ledger/primitives.ts';
import { encodeUtf8 } from '../../../shared/ledger/bytes.ts';
import {
  checkpointText,
  ledgerKey,
  ledgerOrigin,
  readCheckpoint,
  requiredKeys,
} from '../../../shared/ledger/checkpoint.ts';
import { cosign, cosignedAt, witnessKey } from '../../../shared/ledger/cosignature.ts';
import type { Hex64 } from '../../../shared/ledger/hex.ts';
import {
  formatVerifierKey,
  lineState,
  noteKey,
  readNote,
  readVerifierKey,
  SIGNATURE_ED25519,
  signNote,
} from '../../../shared/ledger/note.ts';

const signing = generateSigningKey();
const signer = createSigner(signing);
const key = noteKey(primitives, 'example.org/log', SIGNATURE_ED25519, signing.publicKey);
const signed = signNote(primitives, key.name, 'text\n\nmore text\n', [signer]);
const read = (text: string) => readNote(encodeUtf8(text));

describe('a signed note', () => {
  it('divides at its last blank line', () => {
    const note = read(signed);
    expect(note.text).toBe('text\n\nmore text\n');
    expect([note.lines.length, lineState(primitives, note, key)]).toEqual([1, 'good']);
  });

  it('is refused in any other layout', () => {
    const line = signed.slice(signed.lastIndexOf('\n\n') + 2);
    for (const [why, text] of [
      ['empty', ''],
      ['no signature', 'text\n\n'],
      ['no blank line', `text\n${line}`],
      ['no newline at the end', signed.slice(0, -1)],
      ['a blank line at the end', `${signed}\n`],
      ['a carriage return', signed.replaceAll('\n', '\r\n')],
      ['a tab', signed.replace('more', '\tmore')],
      ['a hyphen for the dash', signed.replace('—', '-')],
      ['two spaces', signed.replace('— ', '—  ')],
      ['a plus in the name', signed.replace('— example', '— exa+mple')],
      ['white space in the name', signed.replace('— example', '— exa\u00a0mple')],
      ['another spelling of the base64', signed.replace(/=\n$/, '\n')],
      ['nothing but a key id', `text\n\n— x AAAAAA==\n`],
      ['101 lines', `text\n\n${line.repeat(101)}`],
      ['more than 64 KiB', `${'x'.repeat(65536)}\n\n${line}`],
    ] as const) {
      expect(() => read(text), why).toThrow('NOTE_INVALID');
    }
    expect(() => readNote(Uint8Array.of(0xff))).toThrow('NOTE_INVALID');
    expect(read(`text\n\n${line.repeat(100)}`).lines.length).toBe(100);
  });

  it('ignores lines of keys it does not know, even under the same name', () => {
    const stranger = createSigner(generateSigningKey());
    const both = signNote(primitives, key.name, 'text\n', [stranger, signer]);
    expect(lineState(primitives, read(both), key)).toBe('good');
    expect(lineState(primitives, read(signNote(primitives, key.name, 'text\n', [stranger])), key)).toBe('absent');
    expect(lineState(primitives, read(signNote(primitives, 'other', 'text\n', [signer])), key)).toBe('absent');
  });

  it('is bad if any line of a known key is, also beside a good one', () => {
    const good = signNote(primitives, key.name, 'text\n', [signer]);
    const otherLine = signNote(primitives, key.name, 'other\n', [signer]).split('\n\n')[1];
    expect(lineState(primitives, read(good.replace('text', 'next')), key)).toBe('bad');
    expect(lineState(primitives, read(good + otherLine), key)).toBe('bad');
    expect(lineState(primitives, read(good + good.split('\n\n')[1]), key)).toBe('good');
  });
});

describe('a verifier key', () => {
  it('reads back, and is refused with another id, type or spelling', () => {
    const text = formatVerifierKey(key);
    expect(readVerifierKey(primitives, text)).toEqual(key);
    const [name = '', id = '', ...encoded] = text.split('+');
    const rest = encoded.join('+');
    for (const other of [
      `${name}+00000000+${rest}`,
      `${name}+${id.toUpperCase()}x+${rest}`,
      `other+${id}+${rest}`,
      `${name}+${id}+${rest}=`,
      `${name}+${id}+AAAA`,
      `${name}+${id}+C${rest.slice(1)}`,
      `+${id}+${rest}`,
      '',
    ]) {
      expect(() => readVerifierKey(primitives, other), other).toThrow('NOTE_INVALID');
    }
  });
});

describe('a checkpoint', () => {
  const ledger = 'a'.repeat(64) as Hex64;
  const text = checkpointText({ ledger, size: 5, root: new Uint8Array(32) });
  const note = (changed: string) => encodeUtf8(signNote(primitives, ledgerOrigin(ledger), changed, [signer]));

  it('has three lines and no other', () => {
    expect(readCheckpoint(note(text))).toMatchObject({ ledger, size: 5, root: new Uint8Array(32) });
    for (const [why, changed] of [
      ['an extension line', `${text}more\n`],
      ['no root', text.split('\n').slice(0, 2).join('\n').concat('\n')],
      ['another origin', text.replace('sanad/', 'other/')],
      ['a ledger that is no id', text.replace('aaaa', 'AAAA')],
      ['size 0', text.replace('\n5\n', '\n0\n')],
      ['a leading zero', text.replace('\n5\n', '\n05\n')],
      ['a size beyond 2^53 − 1', text.replace('\n5\n', '\n9007199254740992\n')],
      ['a short root', text.replace('AAAA', '')],
    ] as const) {
      expect(() => readCheckpoint(note(changed)), why).toThrow('NOTE_INVALID');
    }
  });

  it('needs the last key below its size, and at a key change the one before as well', () => {
    const keys = [0, 3, 4, 9].map((seq) => ({
      seq,
      key: ledgerKey(primitives, ledger, generateSigningKey().publicKey),
    }));
    const required = (size: number) =>
      requiredKeys(keys, size).map((one) => keys.findIndex((range) => range.key === one));
    expect([0, 1, 2, 3, 4, 5, 6, 9, 10, 11].map(required)).toEqual([
      [],
      [0],
      [0],
      [0],
      [0, 1],
      [1, 2],
      [2],
      [2],
      [2, 3],
      [3],
    ]);
    expect(requiredKeys([], 5)).toEqual([]);
  });
});

describe('a cosignature', () => {
  const witness = { name: 'headquarters', signer, time: 1461823200 };
  const cosigned = cosign(primitives, signed, witness);
  const witnessed = witnessKey(primitives, witness.name, signing.publicKey);

  it('signs the time with the text', () => {
    expect(cosigned.startsWith(signed)).toBe(true);
    expect([lineState(primitives, read(cosigned), key), lineState(primitives, read(cosigned), witnessed)]).toEqual([
      'good',
      'good',
    ]);
    expect(cosignedAt(read(cosigned), witnessed)).toBe(1461823200);
    expect(cosignedAt(read(signed), witnessed)).toBeNull();
  });

  it('is bad with another time, of another length, or beyond 2^53 − 1 seconds', () => {
    const line = read(cosigned).lines[1];
    const withSignature = (change: (signature: Uint8Array) => Uint8Array) => {
      const note = read(cosigned);
      const signature = change(Uint8Array.from(line?.signature ?? []));
      return lineState(
        primitives,
        { ...note, lines: [{ name: witnessed.name, keyId: witnessed.id, signature }] },
        witnessed,
      );
    };
    expect(withSignature((signature) => signature)).toBe('good');
    expect(withSignature((signature) => signature.fill(1, 7, 8))).toBe('bad');
    expect(withSignature((signature) => signature.fill(255, 0, 8))).toBe('bad');
    expect(withSignature((signature) => signature.subarray(1))).toBe('bad');
  });
});
