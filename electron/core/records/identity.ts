import { Fault } from '../../../shared/faults.ts';
import { canonicalise, type JsonObject, parseCanonical } from '../../../shared/ledger/canonical.ts';
import type { SealedIdentity } from '../../../shared/model/entries.ts';
import type { Identity } from '../../../shared/model/records.ts';
import { AgeFailure, encryptAge, openAge } from '../vault/age.ts';
import { inMemory } from '../vault/random-access.ts';
import type { OpenVault } from '../vault/vault.ts';

/**
 * Seals a witness's identity before it reaches the ledger: to headquarters' keys alone where there are any (written here,
 * never readable here), else behind a passphrase of its own. The result is a complete age file.
 * Throws FIELD_INVALID when there is neither.
 */
export async function sealIdentity(
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
  if (passphrase === null) throw new Fault('FIELD_INVALID', { field: 'identityPassphrase' });
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
export async function openIdentity(sealed: SealedIdentity, passphrase: string): Promise<unknown> {
  try {
    const reader = await openAge(inMemory(Buffer.from(sealed.age, 'base64')), { passphrase });
    return parseCanonical(await reader.read(0, reader.size));
  } catch (error) {
    if (error instanceof AgeFailure && error.kind === 'no match') throw new Fault('IDENTITY_PASSPHRASE_WRONG');
    throw error;
  }
}
