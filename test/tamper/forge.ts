import { createSigner, primitives, type SigningKey } from '../../electron/core/ledger/primitives.ts';
import {
  checkpointPath,
  classifyPath,
  givenFilesHash,
  paths,
  recordBytes,
  recordPath,
} from '../../shared/ledger/bundle-layout.ts';
import { concatBytes, encodeUtf8 } from '../../shared/ledger/bytes.ts';
import { canonicalise, type Json } from '../../shared/ledger/canonical.ts';
import { checkpointText, ledgerOrigin } from '../../shared/ledger/checkpoint.ts';
import { composeDisclosure, disclosureDigest } from '../../shared/ledger/disclosure.ts';
import type { FieldName } from '../../shared/ledger/field-name.ts';
import { type Hex64, hashToHex } from '../../shared/ledger/hex.ts';
import { signNote } from '../../shared/ledger/note.ts';
import { GrowingTree, leafHash } from '../../shared/ledger/tree.ts';
import { type Bundle, hashed, hashHex } from '../fixtures/ledger.ts';
import { text } from './bag.ts';

/** A bundle taken apart to be changed: entries as bytes, disclosures as lines. Puts itself together again as far as it is asked to. */

export type Shown = { seq: number; text: string };
export type Opened = { readonly salt: string; readonly name: string; readonly value: Json };

export class Forge {
  readonly files: Bundle;
  entries: Uint8Array[];
  shown: Shown[];
  readonly ledger: Hex64;

  constructor(files: Bundle) {
    this.files = new Map(files);
    this.entries = lines(files, paths.entries).map((line) => encodeUtf8(line));
    this.shown = lines(files, paths.disclosures).map((line) => {
      const { d, seq } = JSON.parse(line);
      return { seq, text: d };
    });
    this.ledger = JSON.parse(new TextDecoder().decode(this.entries[0])).ledger;
  }

  get last(): number {
    return this.entries.length - 1;
  }

  /** Sizes of the checkpoints under checkpoints/. */
  get sizes(): number[] {
    const names = [...this.files.keys()].map((path) => /^data\/ledger\/checkpoints\/(\d+)\.txt$/.exec(path)?.[1]);
    return names
      .filter((size) => size !== undefined)
      .map(Number)
      .sort((a, b) => a - b);
  }

  /** The largest checkpoint that covers nothing from `seq` on: what stands below is settled by it. */
  settledBelow(seq: number): number {
    return Math.max(0, ...this.sizes.filter((size) => size <= seq));
  }

  entry(seq: number): Record<string, Json> {
    return JSON.parse(new TextDecoder().decode(this.entries[seq]));
  }

  change(seq: number, members: Readonly<Record<string, Json>>): void {
    this.entries[seq] = canonicalise({ ...this.entry(seq), ...members });
  }

  /** The disclosures of an entry, opened. */
  opened(seq: number): Opened[] {
    return this.shown.filter((line) => line.seq === seq).map(({ text }) => open(text));
  }

  value(seq: number, name: string): Json | undefined {
    return this.opened(seq).find((opened) => opened.name === name)?.value;
  }

  /** Entries of which fields are shown. */
  get disclosed(): number[] {
    return [...new Set(this.shown.map(({ seq }) => seq))];
  }

  /** Puts another disclosure in place of the one of that name. */
  replace(seq: number, name: string, replacement: string | null): void {
    const at = this.shown.findIndex((line) => line.seq === seq && open(line.text).name === name);
    if (at < 0) throw new Error(`nothing shown under ${name} of ${seq}`);
    if (replacement === null) this.shown.splice(at, 1);
    else this.shown[at] = { seq, text: replacement };
  }

  digest(seq: number, disclosure: string): string {
    return disclosureDigest(primitives, this.ledger, seq, disclosure);
  }

  /** Shows another value and commits to it: disclosure, body, entry and record agree again. */
  recommit(seq: number, name: string, value: Json): void {
    const { salt } = this.opened(seq).find((opened) => opened.name === name) as Opened;
    this.commitTo(seq, name, composeDisclosure(primitives, { salt, name: name as FieldName, value }));
  }

  /** The same for a disclosure that is already encoded, well or badly. */
  commitTo(seq: number, name: string, disclosure: string): void {
    this.replace(seq, name, disclosure);
    this.rebody(seq, (names) => ({ ...names, [name]: this.digest(seq, disclosure) }));
  }

  /** Changes what the body commits to. */
  rebody(seq: number, change: (names: Record<string, Json>) => Json): void {
    const body = this.opened(seq).find(({ name }) => name === 'body') as Opened;
    const value = change(body.value as Record<string, Json>);
    const encoded = Buffer.from(canonicalLoose([body.salt, 'body', value])).toString('base64url');
    this.replace(seq, 'body', encoded);
    this.change(seq, { body: this.digest(seq, encoded) });
    this.record(seq);
  }

  /** The record of an entry as its disclosures have it. */
  record(seq: number): void {
    const fields = this.opened(seq).filter(({ name }) => name !== 'body');
    const path = recordPath(seq);
    if (fields.length === 0) this.files.delete(path);
    else {
      try {
        this.files.set(path, recordBytes(new Map(fields.map(({ name, value }) => [name, value]))));
      } catch {
        // What canonical JSON has no form for has no record either.
      }
    }
  }

  /** Every link right again, from `from` on. `distort` has the last word on the bytes of an entry. */
  relink(from = 1, distort: ReadonlyMap<number, (line: string) => Uint8Array | string> = new Map()): void {
    for (let seq = Math.max(0, from - 1); seq <= this.last; seq++) {
      if (seq >= from) this.change(seq, { prev: hashToHex(leafHash(primitives, this.entries[seq - 1] as Uint8Array)) });
      const distorted = distort.get(seq)?.(new TextDecoder().decode(this.entries[seq]));
      if (distorted !== undefined)
        this.entries[seq] = typeof distorted === 'string' ? encodeUtf8(distorted) : distorted;
    }
  }

  /** The closing export says again what is handed over. */
  close(): void {
    const last = this.last;
    const before = this.entries.slice(0, last);
    this.recommit(last, 'given', {
      disclosures: hashHex(disclosureLines(this.shown.filter(({ seq }) => seq !== last))),
      entries: hashHex(entryLines(before)),
      files: givenFilesHash(primitives, hashed(this.files), last),
    });
  }

  root(size: number): Uint8Array {
    const tree = new GrowingTree(primitives);
    for (const entry of this.entries.slice(0, size)) tree.append(leafHash(primitives, entry));
    return tree.root();
  }

  /** A checkpoint of what stands here now. */
  note(size: number, keys: readonly SigningKey[]): string {
    const content = checkpointText({ ledger: this.ledger, size, root: this.root(size) });
    return signNote(primitives, ledgerOrigin(this.ledger), content, keys.map(createSigner));
  }

  head(keys: readonly SigningKey[]): void {
    this.files.set(paths.checkpoint, encodeUtf8(this.note(this.entries.length, keys)));
  }

  /**
   * All that the holder of `keys` can make right: links, earlier checkpoints (which `given` binds), `given`, head. `distort` as for
   * `relink`; a distorted entry is not the closing one.
   */
  settle(
    keys: readonly { readonly seq: number; readonly key: SigningKey }[],
    distort: ReadonlyMap<number, (line: string) => Uint8Array | string> = new Map(),
  ): void {
    const last = this.last;
    this.relink(1, distort);
    for (const size of this.sizes) if (size <= last) this.resign(checkpointPath(size), size, keys);
    this.close();
    this.resign(paths.checkpoint, last + 1, keys);
  }

  /** Signs a size as the format asks for, if the keys are at hand; otherwise what stood there stays. */
  resign(path: string, size: number, keys: readonly { readonly seq: number; readonly key: SigningKey }[]): void {
    const below = keys.filter(({ seq }) => seq < size);
    const named = this.entries.slice(0, size).flatMap((_, seq) => (this.keyAt(seq) === null ? [] : [seq]));
    const needed = named.at(-1) === size - 1 && named.length > 1 ? named.slice(-2) : named.slice(-1);
    const held = needed.map((seq) => below.find((own) => own.seq === seq)?.key);
    if (held.every((key) => key !== undefined)) this.files.set(path, encodeUtf8(this.note(size, held)));
  }

  keyAt(seq: number): string | null {
    const found = /"key":"([^"]*)"/.exec(new TextDecoder().decode(this.entries[seq]));
    return found?.[1] ?? null;
  }

  /** The files as they are now. */
  done(): Bundle {
    const files = new Map(this.files);
    files.set(paths.entries, entryLines(this.entries));
    files.set(paths.disclosures, disclosureLines(this.shown));
    return files;
  }

  /** Paths of the notes that the bundle carries. */
  get notes(): string[] {
    return [...this.files.keys()].filter((path) => /checkpoint$/.test(classifyPath(path)?.kind ?? ''));
  }

  get objects(): string[] {
    return [...this.files.keys()].filter((path) => classifyPath(path)?.kind === 'object');
  }
}

export function open(disclosure: string): Opened {
  const [salt, name, value] = JSON.parse(Buffer.from(disclosure, 'base64url').toString());
  return { salt, name, value };
}

export function enclose(opened: Opened): string {
  return Buffer.from(canonicalise([opened.salt, opened.name, opened.value])).toString('base64url');
}

/** Whether a value is that of a field which names a file. */
export function isFile(value: Json): value is { readonly sha256: Json } {
  return typeof value === 'object' && value !== null && 'sha256' in value;
}

/** 32 bytes as a digest or salt is written. */
export function hashB64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64url');
}

export function lines(files: Bundle, path: string): string[] {
  return text(files, path).split('\n').slice(0, -1);
}

export function entryLines(entries: readonly Uint8Array[]): Uint8Array {
  return concatBytes(...entries.flatMap((line) => [line, Uint8Array.of(0x0a)]));
}

export function disclosureLines(shown: readonly Shown[]): Uint8Array {
  return encodeUtf8(shown.map(({ seq, text }) => `{"d":"${text}","seq":${seq}}\n`).join(''));
}

/** Canonical where there is such a form; a body that names things which nobody may name has one too. */
function canonicalLoose(value: Json): Uint8Array {
  return canonicalise(value);
}
