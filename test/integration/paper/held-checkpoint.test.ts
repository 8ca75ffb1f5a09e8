/** A checkpoint goes out on paper and comes back: typed, as a file, as a picture; and is compared with the ledger it came from. */
import { randomBytes } from 'node:crypto';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEngine, type Engine } from '../../../electron/core/engine.ts';
import { forkedWorkers } from '../../../electron/core/forked-workers.ts';
import { primitives } from '../../../electron/core/ledger/primitives.ts';
import type { CallInput, CheckpointView } from '../../../shared/contract.ts';
import { encodeUtf8 } from '../../../shared/ledger/bytes.ts';
import { spokenCode } from '../../../shared/ledger/spoken.ts';
import { qrModules } from '../../../shared/paper/qr.ts';
import { drawn, onATable } from '../../fixtures/codes.ts';
import { trainingIncident } from '../../fixtures/incident.ts';
import { asOnItsDisk } from '../../fixtures/same-disk.ts';
import { archiveItem, passphrase, temporaryVault } from '../../fixtures/vault.ts';

const folder = mkdtempSync(join(tmpdir(), 'sanad-held-'));
let engine: Engine;
/** A copy of the vault, put aside after the first checkpoint, in which somebody goes on differently. */
let fork: Engine;
let first: CheckpointView;
let last: CheckpointView;
let foreign: string;

const newEngine = () =>
  createEngine({ workers: forkedWorkers, face: 'terminal', folder, version: '0.0.0', known: null });

async function opened(path: string): Promise<Engine> {
  const made = newEngine();
  await made.call('vault.open', { path, passphrase });
  return made;
}

async function goesOn(by: Engine, title: string): Promise<CheckpointView> {
  await by.call('incident.create', { fields: trainingIncident({ title }), items: [] });
  return by.call('ledger.checkpoint', {});
}

beforeAll(async () => {
  const made = await temporaryVault();
  await archiveItem(made.vault, 'a.jpg');
  await made.vault.close();
  for (const name of ['field', 'copy']) {
    cpSync(made.path, join(folder, `${name}.sanad`), { recursive: true });
    await asOnItsDisk(join(folder, `${name}.sanad`), passphrase);
  }
  await made.remove();
  const other = await temporaryVault();
  foreign = other.vault.ledger.checkpoint().note;
  await other.remove();
  engine = await opened(join(folder, 'field.sanad'));
  fork = await opened(join(folder, 'copy.sanad'));
  first = await engine.call('ledger.checkpoint', {});
  last = await goesOn(engine, 'As it was');
});
afterAll(async () => {
  await engine.close();
  await fork.close();
  rmSync(folder, { recursive: true, force: true });
});

let number = 0;
function file(bytes: Uint8Array | string): { kind: 'path'; path: string } {
  const path = join(folder, `held-${number++}`);
  writeFileSync(path, bytes);
  return { kind: 'path', path };
}
const text = (written: string) => ({ kind: 'text', text: written }) as const;
const read = (held: CallInput<'checkpoint.read'>['held'], by = engine) => by.call('checkpoint.read', { held });
const fault = async (held: CallInput<'checkpoint.read'>['held']) => {
  const reply = await engine.handle('checkpoint.read', { held });
  return reply.ok ? 'read' : reply.fault;
};
const codeOf = (note: string) => spokenCode(primitives, note.slice(0, note.indexOf('\n\n') + 1));
const qr = (held: string, scale = 4) =>
  drawn(qrModules(encodeUtf8(held)), scale)
    .png()
    .toBuffer();

/** A PNG that says it is `side` pixels wide and high: what decoders make room for before they look at a pixel. */
function saidToBe(side: number, png: Buffer): Buffer {
  const bytes = Buffer.from(png);
  bytes.writeUInt32BE(side, 16);
  bytes.writeUInt32BE(side, 20);
  bytes.writeUInt32BE(crc32(bytes.subarray(12, 29)), 29);
  return bytes;
}

async function sideBySide(...pictures: Buffer[]): Promise<Buffer> {
  const wall = sharp({ create: { width: 500 * pictures.length, height: 480, channels: 3, background: '#ffffff' } });
  return wall
    .composite(pictures.map((input, index) => ({ input, left: 500 * index + 20, top: 20 })))
    .png()
    .toBuffer();
}

describe('what was handed out agrees when it comes back', () => {
  it('typed as the spoken code, in groups, in lower case, with its size or without', async () => {
    const written = first.spoken.toLowerCase().replace(/(.{4})(?=.)/g, '$1-');
    const standing = { outcome: 'earlier', size: first.size };
    expect(await read(text(written))).toMatchObject({ via: 'text', what: 'code', ledger: null, standing });
    expect(await read(text(`${last.size} ${last.spoken}`))).toMatchObject({ standing: { outcome: 'same' } });
  });

  it('pasted as the note, without its last newline and with another system’s line ends', async () => {
    for (const written of [first.note, first.note.trimEnd(), `\n${first.note.replaceAll('\n', '\r\n')}\n`]) {
      expect(await read(text(written))).toMatchObject({
        what: 'note',
        size: first.size,
        root: first.root,
        standing: { outcome: 'earlier', size: first.size },
      });
    }
  });

  it('as a file', async () => {
    expect(await read(file(last.note))).toMatchObject({ via: 'file', standing: { outcome: 'same', size: last.size } });
  });

  it('as a photograph of its QR code, which holds the note and nothing else', async () => {
    const photograph = await (await onATable(qrModules(encodeUtf8(first.note)))).jpeg({ quality: 70 }).toBuffer();
    const standing = { outcome: 'earlier', size: first.size };
    expect(await read(file(photograph))).toMatchObject({ via: 'picture', text: first.note, standing });
  });

  it('in an upload, as a browser hands it in', async () => {
    const upload = randomBytes(16).toString('hex');
    const bytes = new Uint8Array(await qr(last.note));
    engine.openUpload(upload, [{ path: 'page.png', size: bytes.length, modified: null }]);
    async function* body() {
      yield bytes;
    }
    const [found] = await Promise.all([read({ kind: 'upload', upload }), engine.feedUpload(upload, 0, body())]);
    expect(found).toMatchObject({ via: 'picture', standing: { outcome: 'same' } });
  });

  it('beside a QR code that has nothing to do with it', async () => {
    const wall = await sideBySide(await qr(last.note), await qr('https://example.org/menu', 6));
    expect(await read(file(wall))).toMatchObject({ standing: { outcome: 'same' } });
  });

  it('as a request to a witness, which holds the checkpoint', async () => {
    const { request } = await engine.call('witness.request', { from: first.size });
    expect(await read(file(request))).toMatchObject({ what: 'proof', standing: { outcome: 'same' } });
  });

  it('and can be shown again, for every checkpoint that was made', async () => {
    expect(await engine.call('checkpoint.get', { size: first.size })).toEqual(first);
    expect(await engine.handle('checkpoint.get', { size: 9_999 })).toMatchObject({
      fault: { code: 'RECORD_NOT_FOUND' },
    });
  });
});

describe('what does not agree is told apart', () => {
  it('another ledger’s', async () => {
    expect(await read(file(foreign))).toMatchObject({ standing: { outcome: 'other-ledger' } });
  });

  it('a second history, signed with the same key', async () => {
    const forked = await goesOn(fork, 'As somebody would have it');
    expect(forked.size).toBe(last.size);
    expect(await read(text(forked.note))).toMatchObject({ standing: { outcome: 'diverges', size: last.size } });
    expect(await read(text(`${last.size} ${forked.spoken}`))).toMatchObject({ standing: { outcome: 'contradicts' } });
    expect(await read(text(forked.spoken))).toMatchObject({ standing: { outcome: 'unmatched', size: null } });
  });

  it('a state larger than this one', async () => {
    const larger = await goesOn(fork, 'And more');
    const standing = { outcome: 'larger', size: last.size + 1 };
    expect(await read(text(larger.note))).toMatchObject({ standing });
    expect(await read(text(`${larger.size} ${larger.spoken}`))).toMatchObject({ standing });
  });

  it('another root, under a signature that is not good', async () => {
    const lines = first.note.split('\n');
    lines[2] = Buffer.alloc(32, 7).toString('base64');
    const standing = { outcome: 'contradicts', size: first.size };
    expect(await read(text(lines.join('\n')))).toMatchObject({ standing });
  });

  it('a note that fits, with its signature changed', async () => {
    const line = first.note.trimEnd().split(' ').at(-1) ?? '';
    const signature = Buffer.from(line, 'base64');
    signature[20] = (signature[20] ?? 0) ^ 1;
    const changed = first.note.replace(line, signature.toString('base64'));
    expect(await read(text(changed))).toMatchObject({ standing: { outcome: 'altered', size: first.size } });
  });

  it('a code of another ledger', async () => {
    expect(await read(text(codeOf(foreign)))).toMatchObject({ standing: { outcome: 'unmatched', size: null } });
  });
});

describe('where no vault is open', () => {
  it('says what it is, and compares it with nothing', async () => {
    const nobody = newEngine();
    expect(await read(file(await qr(first.note)), nobody)).toMatchObject({
      text: first.note,
      size: first.size,
      root: first.root,
      standing: null,
    });
    await nobody.close();
  });
});

describe('what cannot be read is refused in words, and nothing dies of it', () => {
  it('a code with a slip, with the place where to look', async () => {
    // Two letters that are the same make no slip: the first neighbours that differ are swapped.
    const letters = [...first.spoken];
    const at = letters.findIndex((letter, index) => index + 1 < letters.length && letter !== letters[index + 1]);
    expect(at).toBeGreaterThanOrEqual(0);
    [letters[at], letters[at + 1]] = [letters[at + 1] ?? '', letters[at] ?? ''];
    expect(await fault(text(letters.join('')))).toMatchObject({
      code: 'SPOKEN_CODE_INVALID',
      params: { reason: 'suspects', suspects: expect.stringMatching(`(^|, )${at + 1}, ${at + 2}($|, )`) },
    });
    expect(await fault(text(`${first.spoken.slice(0, 9)}U${first.spoken.slice(10)}`))).toMatchObject({
      params: { reason: 'character', place: 10, character: 'U' },
    });
    expect(await fault(text(first.spoken.slice(0, -3)))).toMatchObject({ params: { reason: 'length', typed: 25 } });
  });

  it('a note that is cut off', async () => {
    expect(await fault(file(first.note.slice(0, 120)))).toMatchObject({ code: 'NOTE_INVALID' });
  });

  it('pictures without a code, with two checkpoints, with something else', async () => {
    const blank = await sharp({ create: { width: 900, height: 600, channels: 3, background: '#8a8' } })
      .jpeg()
      .toBuffer();
    expect(await fault(file(blank))).toMatchObject({ code: 'QR_NOT_FOUND' });
    const two = await sideBySide(await qr(first.note), await qr(last.note));
    expect(await fault(file(two))).toMatchObject({ code: 'QR_SEVERAL' });
    expect(await fault(file(await qr('https://example.org/menu')))).toMatchObject({ code: 'QR_OTHER_CONTENT' });
    const bytes = await drawn(qrModules(new Uint8Array([0xff, 0x00, 0xfe])), 8)
      .png()
      .toBuffer();
    expect(await fault(file(bytes))).toMatchObject({ code: 'QR_OTHER_CONTENT' });
  });

  it('pictures that are made to break a reader', async () => {
    expect(await fault(file(saidToBe(40_000, await qr(first.note))))).toMatchObject({ code: 'PICTURE_TOO_LARGE' });
    expect(await fault(file((await qr(first.note)).subarray(0, 60)))).toMatchObject({ code: 'PICTURE_UNREADABLE' });
    expect(await read(file(await qr(first.note)))).toMatchObject({ size: first.size });
  });

  it('what is neither a picture nor a text, or is not there', async () => {
    expect(await fault(file(new Uint8Array([0xff, 0xfe, 0x00, 0x80])))).toMatchObject({ code: 'BROUGHT_UNREADABLE' });
    expect(await fault({ kind: 'path', path: folder })).toMatchObject({ code: 'BROUGHT_UNREADABLE' });
    expect(await fault({ kind: 'path', path: join(folder, 'nothing') })).toMatchObject({ code: 'SOURCE_NOT_FOUND' });
  });
});
