import { brokenField } from '../../../shared/broken-rule.ts';
import { Fault } from '../../../shared/faults.ts';
import { canonicalise, type JsonObject, parseCanonical } from '../../../shared/ledger/canonical.ts';
import { type SealedIdentity, sealedIdentity } from '../../../shared/model/entries.ts';
import { type Identity, identity, type RecordId } from '../../../shared/model/records.ts';
import type { EntryDraft } from '../ledger/ledger.ts';
import { AgeFailure, encryptAge, openAge } from '../vault/age.ts';
import { inMemory } from '../vault/random-access.ts';
import type { OpenVault } from '../vault/vault.ts';
import { newRecordId, recordDraft, recordsOf } from './recording.ts';

/** Whose identity: the witness's of a testimony, or a person's who is on record by themselves. */
export type Whose = { readonly testimony: RecordId } | { readonly person: RecordId };

/** What is to be sealed, and behind what; no identity, no passphrase: `null`. */
export type GivenIdentity = { readonly identity: Identity | null; readonly identityPassphrase: string | null };

const sealedOf = (vault: OpenVault, whose: Whose): SealedIdentity | null => {
  const record = recordsOf(vault, 'identity', whose).at(-1);
  return record === undefined ? null : sealedIdentity.parse(record.state.sealed);
};

/** How an identity is kept: not recorded, for headquarters alone, or behind a passphrase of its own. */
export const identityKept = (vault: OpenVault, whose: Whose): 'none' | SealedIdentity['for'] =>
  sealedOf(vault, whose)?.for ?? 'none';

/** Opens an identity that is kept behind its own passphrase. Throws IDENTITY_NOT_KEPT, IDENTITY_PASSPHRASE_WRONG, IDENTITY_SEALED where only headquarters can. */
export async function readIdentity(vault: OpenVault, whose: Whose, passphrase: string): Promise<Identity> {
  const sealed = sealedOf(vault, whose);
  if (sealed === null) throw new Fault('IDENTITY_NOT_KEPT');
  if (sealed.for === 'headquarters') throw new Fault('IDENTITY_SEALED');
  return identity.parse(await openIdentity(sealed, passphrase));
}

/** The entries that keep an identity, sealed: one, or none where none is given. Throws FIELD_INVALID, PASSPHRASE_WEAK. */
export async function identityDrafts(vault: OpenVault, whose: Whose, given: GivenIdentity): Promise<EntryDraft[]> {
  if (given.identity === null) return [];
  const sealed = await sealIdentity(vault, given.identity, given.identityPassphrase);
  return [recordDraft(vault, 'identity', newRecordId(), { ...whose, sealed })];
}

/**
 * Seals a witness's identity before it reaches the ledger: to headquarters' keys alone where there are any (written here,
 * never readable here), else behind a passphrase of its own. The result is a complete age file.
 * Throws FIELD_INVALID when there is neither.
 */
async function sealIdentity(
  vault: OpenVault,
  identity: Identity,
  passphrase: string | null,
): Promise<SealedIdentity & JsonObject> {
  const plaintext = [canonicalise(identity)];
  if (vault.headquarters) {
    return {
      for: 'headquarters',
      age: await armless(encryptAge({ recipients: vault.headquartersRecipients }, plaintext)),
    };
  }
  if (passphrase === null) throw brokenField('identityPassphrase', 'missing', 'text', '');
  if (passphrase.length < shortestPassphrase) throw new Fault('PASSPHRASE_WEAK', { least: shortestPassphrase });
  return { for: 'passphrase', age: await armless(encryptAge({ passphrase }, plaintext)) };
}

/** The same floor as for the vault's own passphrases. */
const shortestPassphrase = 10;

/** An age file as standard base64 in one string: an entry's field is text, and needs no line breaks. */
async function armless(chunks: AsyncIterable<Uint8Array>): Promise<string> {
  const parts: Uint8Array[] = [];
  for await (const chunk of chunks) parts.push(chunk);
  return Buffer.concat(parts).toString('base64');
}

/** Opens an identity sealed behind a passphrase; what it holds is unchecked. Throws IDENTITY_PASSPHRASE_WRONG. */
async function openIdentity(sealed: SealedIdentity, passphrase: string): Promise<unknown> {
  try {
    const reader = await openAge(inMemory(Buffer.from(sealed.age, 'base64')), { passphrase });
    return parseCanonical(await reader.read(0, reader.size));
  } catch (error) {
    if (error instanceof AgeFailure && error.kind === 'no match') throw new Fault('IDENTITY_PASSPHRASE_WRONG');
    throw error;
  }
}
