/**
 * A disclosure opens one commitment: `b64url(canonical([salt, name, value]))`, the construction of RFC 9901 (SD-JWT, section
 * 4.2). Its digest is bound to a ledger and a position, so that nobody can copy another's commitment into a ledger of their own
 * and open it later as theirs.
 */
import { Fault } from '../faults.ts';
import { isBase64UrlOfHash } from './base64.ts';
import { canonicalText, isJsonObject, type Json, parseCanonicalText } from './canonical.ts';
import { BODY, type FieldName, hasDottedPrefix, isFieldName } from './field-name.ts';
import type { Hex64 } from './hex.ts';
import type { Primitives } from './primitives.ts';

/** A commitment to a disclosure: a SHA-256 in b64url, 43 characters. */
export type Digest = string & { readonly brand: 'Digest' };

export type Disclosure = {
  /** b64url of 32 bytes. */
  readonly salt: string;
  readonly name: FieldName | typeof BODY;
  readonly value: Json;
};

/** A disclosure as it was read. */
export type ReadDisclosure = Disclosure & {
  /** The value's canonical text. */
  readonly written: string;
};

/** Names an entry's fields, each with the digest of the field's own disclosure. */
export type Body = ReadonlyMap<FieldName, Digest>;

export const SALT_LENGTH = 32;
/** In characters. A value over the limit is stored as an object and named by a field of `file`'s shape. */
export const MAX_DISCLOSURE_LENGTH = 1024 * 1024;
export const MAX_FIELDS = 1024;

/** The disclosure's text. Throws DISCLOSURE_INVALID over the limit, CANONICAL_INVALID for a value outside the profile. */
export function composeDisclosure(primitives: Primitives, { salt, name, value }: Disclosure): string {
  return encloseCanonical(primitives, salt, name, canonicalText(value));
}

/** The same for a value that is canonical text already. Neither salts nor names have anything to escape. */
export function encloseCanonical(primitives: Primitives, salt: string, name: string, value: string): string {
  if (!isBase64UrlOfHash(salt)) throw new Fault('DISCLOSURE_INVALID', { reason: 'salt' });
  const text = primitives.base64UrlOfText(`["${salt}","${name}",${value}]`);
  if (text.length > MAX_DISCLOSURE_LENGTH) throw new Fault('DISCLOSURE_INVALID', { reason: 'size' });
  return text;
}

/** Opens a disclosure. Throws DISCLOSURE_INVALID or CANONICAL_INVALID unless it is exactly as `composeDisclosure` writes it. */
export function readDisclosure(primitives: Primitives, text: string): ReadDisclosure {
  if (text.length > MAX_DISCLOSURE_LENGTH) throw new Fault('DISCLOSURE_INVALID', { reason: 'size' });
  const json = primitives.textOfBase64Url(text);
  if (json === null) throw new Fault('DISCLOSURE_INVALID', { reason: 'base64' });
  const parts = parseCanonicalText(json);
  if (!Array.isArray(parts) || parts.length !== 3) throw new Fault('DISCLOSURE_INVALID', { reason: 'shape' });
  const [salt, name, value] = parts as [Json, Json, Json];
  if (typeof salt !== 'string' || !isBase64UrlOfHash(salt)) throw new Fault('DISCLOSURE_INVALID', { reason: 'salt' });
  if (typeof name !== 'string') throw new Fault('DISCLOSURE_INVALID', { reason: 'name' });
  if (name !== BODY && !isFieldName(name)) throw new Fault('DISCLOSURE_INVALID', { reason: 'name' });
  // Neither salt nor name has anything to escape.
  const written = json.slice(salt.length + name.length + '["","",'.length, -']'.length);
  return { salt, name, value, written };
}

/** What an entry or a body commits to: H("sanad-disclosure/v1" ‖ LF ‖ ledger ‖ LF ‖ decimal seq ‖ LF ‖ ASCII(disclosure)). */
export function disclosureDigest(primitives: Primitives, ledger: Hex64, seq: number, disclosure: string): Digest {
  return primitives.sha256OfText(`${beforeDisclosures(ledger)}${seq}\n${disclosure}`) as Digest;
}

/** What is hashed before the position and the disclosure itself. */
export function beforeDisclosures(ledger: Hex64): string {
  return `sanad-disclosure/v1\n${ledger}\n`;
}

export function isDigest(value: unknown): value is Digest {
  return typeof value === 'string' && isBase64UrlOfHash(value);
}

/** The value of a body's disclosure. Throws DISCLOSURE_INVALID where names break their rules or a digest is none. */
export function readBody(value: Json): Body {
  if (!isJsonObject(value)) throw new Fault('DISCLOSURE_INVALID', { reason: 'body' });
  const names = Object.keys(value).sort();
  if (names.length === 0 || names.length > MAX_FIELDS) throw new Fault('DISCLOSURE_INVALID', { reason: 'body size' });
  const body = new Map<FieldName, Digest>();
  for (const name of names) {
    const digest = value[name];
    if (!isFieldName(name) || !isDigest(digest)) throw new Fault('DISCLOSURE_INVALID', { reason: 'body member' });
    body.set(name, digest);
  }
  if (hasDottedPrefix(names)) throw new Fault('DISCLOSURE_INVALID', { reason: 'dotted prefix' });
  return body;
}

/** The canonical text of a body. `fields` by name. */
export function bodyText(fields: readonly { readonly name: FieldName; readonly digest: Digest }[]): string {
  let members = '';
  for (const { name, digest } of fields) members += `${members === '' ? '' : ','}"${name}":"${digest}"`;
  return `{${members}}`;
}
