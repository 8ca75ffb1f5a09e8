/**
 * The way back in when every passphrase is lost: the vault's keys, encrypted to public age keys that are kept elsewhere. What is
 * encrypted is text that a person can use with `age` and any SQLCipher program, without Sanad.
 */
import { Fault } from '../../../shared/faults.ts';
import { decodeHex, encodeHex } from '../../../shared/ledger/hex.ts';
import { AgeFailure, checkRecipient, encryptAge, openAge } from './age.ts';
import type { Header, RecoverySlot } from './header.ts';
import { deriveKeys, VAULT_KEY_LENGTH } from './keys.ts';
import { inMemory } from './random-access.ts';

/** Throws RECIPIENT_INVALID. */
export async function wrapForRecovery(
  vaultKey: Uint8Array,
  id: string,
  recipient: string,
  origin: RecoverySlot['origin'],
): Promise<RecoverySlot> {
  const checked = checkRecipient(recipient);
  const { age, database, wipe } = await deriveKeys(vaultKey, id);
  const lines = [
    'sanad vault keys v1',
    `vault ${id}`,
    `key ${encodeHex(vaultKey)}`,
    `database ${encodeHex(database)}`,
    `objects ${age.identity}`,
    '',
  ];
  wipe();
  const pieces: Uint8Array[] = [];
  for await (const piece of encryptAge({ recipients: [checked] }, [Buffer.from(lines.join('\n'))])) pieces.push(piece);
  return { recipient: checked, origin, wrap: Buffer.concat(pieces).toString('base64') };
}

/** The vault key, for the holder of one of the recovery identities. Throws RECOVERY_IDENTITY_WRONG. */
export async function unwrapForRecovery(header: Header, identity: string): Promise<Uint8Array> {
  for (const { wrap } of header.recipients) {
    try {
      const reader = await openAge(inMemory(Buffer.from(wrap, 'base64')), { identities: [identity] });
      const text = Buffer.from(await reader.read(0, reader.size)).toString('utf8');
      await reader.close();
      const hex = /^key ([0-9a-f]+)$/m.exec(text)?.[1] ?? '';
      const vaultKey = decodeHex(hex);
      const isOurs = text.includes(`\nvault ${header.id}\n`);
      if (vaultKey?.length === VAULT_KEY_LENGTH && isOurs) return vaultKey;
    } catch (error) {
      if (!(error instanceof AgeFailure)) throw error;
    }
  }
  throw new Fault('RECOVERY_IDENTITY_WRONG');
}

/** A page to print or keep with the recovery key's holder. It opens nothing by itself: the identity is needed with it. */
export function recoveryKit(header: Header): string {
  const wraps = header.recipients.map(({ recipient, wrap }) => {
    const lines = wrap.match(/.{1,64}/g) ?? [];
    return [`For the holder of ${recipient}:`, '', ...lines, ''].join('\n');
  });
  return [
    'SANAD RECOVERY KIT',
    '',
    `Vault ${header.id}`,
    '',
    'This page holds the keys of one vault, encrypted. Whoever has the recovery identity named below and this',
    'page can read the vault. Without that identity this page is of no use to anyone. Keep the two apart.',
    '',
    'With Sanad: choose "Recover", give the folder of the vault and the recovery identity.',
    '',
    'Without Sanad, with the program "age" (https://age-encryption.org):',
    '',
    '1. Put the lines of letters and digits for your key into a file wrapped.txt and the recovery identity',
    '   (AGE-SECRET-KEY-1...) into a file identity.txt.',
    '2. base64 -d wrapped.txt | age -d -i identity.txt > keys.txt',
    '3. The last line of keys.txt, after the word "objects", is itself an age identity. Put it into a file',
    '   objects.txt. It opens every file in the folder "objects":',
    '   age -d -i objects.txt objects/ab/NAME > NAME.jpg',
    '4. The line "database" is the raw key of ledger.db, for any program that reads SQLCipher 4:',
    '   PRAGMA key = "x\'...\'";',
    '',
    'Afterwards destroy keys.txt, objects.txt and identity.txt.',
    '',
    ...wraps,
  ].join('\n');
}
