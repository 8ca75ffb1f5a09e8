/**
 * vault.json: the one file in clear. It holds how to get at the vault key, and nothing about what the vault holds. Kept twice,
 * because without it nothing can be read; checksummed, to tell damage from a wrong passphrase; and authenticated under the vault
 * key, so that nobody can add a slot or a recipient unnoticed.
 */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { Fault } from '../../../shared/faults.ts';
import { encodeUtf8 } from '../../../shared/ledger/bytes.ts';
import {
  canonicalise,
  canonicalText,
  isJsonObject,
  type Json,
  type JsonObject,
  parseJson,
} from '../../../shared/ledger/canonical.ts';
import { operatorCode } from '../../../shared/model/records.ts';
import { type DurableCalls, replaceFile, systemCalls } from './durable.ts';
import { kdf } from './passphrase.ts';

export const FORMAT = 'sanad-vault';
export const VERSION = 1;
const HEADER_FILES = ['vault.json', 'vault.copy.json'] as const;
export const DATABASE_FILE = 'ledger.db';

/** One person's way to the vault key: AES-256-GCM under the stretched passphrase (nonce ‖ ciphertext ‖ tag, base64). */
const operatorSlot = z.strictObject({ code: operatorCode, kdf, wrap: z.base64().max(200) });
export type OperatorSlot = z.infer<typeof operatorSlot>;

/** The vault key for the holder of an age identity: a complete age file, base64. */
const recoverySlot = z.strictObject({
  recipient: z.string().max(4_096),
  origin: z.enum(['imported', 'made here']),
  wrap: z.base64().max(65_536),
});
export type RecoverySlot = z.infer<typeof recoverySlot>;

const headerBody = z.strictObject({
  format: z.literal(FORMAT),
  version: z.literal(VERSION),
  id: z.string().regex(/^[0-9a-f]{32}$/),
  operators: z.array(operatorSlot).min(1).max(1_000),
  recipients: z.array(recoverySlot).max(100),
});
export type Header = z.infer<typeof headerBody>;

interface StoredHeader {
  readonly header: Header;
  readonly mac: string;
  /** Both copies are there and the same. */
  readonly copiesAgree: boolean;
}

type Copy =
  | { state: 'absent' | 'damaged' | 'foreign' | 'newer' }
  | { state: 'good'; header: Header; mac: string; text: string };

/**
 * Reads whichever copy is whole. Throws VAULT_NOT_FOUND, VAULT_FOREIGN (a folder of something else), VAULT_NEWER,
 * VAULT_HEADER_DAMAGED.
 */
export function readHeader(folder: string): StoredHeader {
  if (!existsSync(folder)) throw new Fault('VAULT_NOT_FOUND');
  if (!statSync(folder).isDirectory()) throw new Fault('VAULT_FOREIGN');
  const copies = HEADER_FILES.map((name) => readCopy(join(folder, name)));
  const states = copies.map((copy) => copy.state);
  const good = copies.find((copy) => copy.state === 'good');
  if (good !== undefined) {
    const copiesAgree = copies.every((copy) => copy.state === 'good' && copy.text === good.text);
    return { header: good.header, mac: good.mac, copiesAgree };
  }
  if (states.includes('newer')) throw new Fault('VAULT_NEWER');
  const ours = existsSync(join(folder, DATABASE_FILE)) || states.every((state) => state === 'damaged');
  throw new Fault(ours ? 'VAULT_HEADER_DAMAGED' : 'VAULT_FOREIGN');
}

function readCopy(path: string): Copy {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    return { state: (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'absent' : 'damaged' };
  }
  let value: Json;
  try {
    value = parseJson(text);
  } catch {
    return { state: 'damaged' };
  }
  if (!isJsonObject(value) || !Object.hasOwn(value, 'checksum')) return { state: 'foreign' };
  // Checksum, format and version mean the same in every version; what they protect may change.
  const { checksum, mac = null, ...body } = value;
  if (checksum !== checksumOf(body, mac)) return { state: 'damaged' };
  if (body.format !== FORMAT) return { state: 'foreign' };
  if (typeof body.version === 'number' && body.version > VERSION) return { state: 'newer' };
  const parsed = headerBody.safeParse(body);
  if (!parsed.success || typeof mac !== 'string') return { state: 'damaged' };
  return { state: 'good', header: parsed.data, mac, text };
}

/** Throws VAULT_HEADER_ALTERED unless the header is as the holder of the vault key left it. */
export function requireAuthentic({ header, mac }: StoredHeader, key: Uint8Array): void {
  const expected = Buffer.from(macOf(header, key));
  const given = Buffer.from(mac);
  if (expected.length !== given.length || !timingSafeEqual(expected, given)) throw new Fault('VAULT_HEADER_ALTERED');
}

/** Writes both copies, one after the other: at any moment at least one is whole. */
export function writeHeader(folder: string, header: Header, key: Uint8Array, calls: DurableCalls = systemCalls): void {
  const mac = macOf(header, key);
  const bytes = encodeUtf8(`${canonicalText({ ...header, mac, checksum: checksumOf(header, mac) })}\n`);
  for (const name of HEADER_FILES) replaceFile(join(folder, name), bytes, calls);
}

function macOf(header: Header, key: Uint8Array): string {
  return createHmac('sha256', key).update(canonicalise(header)).digest('hex');
}

function checksumOf(body: JsonObject, mac: Json): string {
  return createHash('sha256')
    .update(canonicalise({ ...body, mac }))
    .digest('hex');
}
