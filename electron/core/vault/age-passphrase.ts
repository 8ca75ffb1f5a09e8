/**
 * age's passphrase recipient (age specification, section "scrypt recipient stanza"), with Node's scrypt: the package's own runs
 * in JavaScript and would block the engine for seconds.
 */
import { randomBytes, scrypt } from 'node:crypto';
import { base64nopad } from '@scure/base';
import { type Identity, type Recipient, Stanza } from 'age-encryption';
import { type ChaCha, NONCE_LENGTH, TAG_LENGTH } from './chacha.ts';

const LABEL = new TextEncoder().encode('age-encryption.org/v1/scrypt');
const FILE_KEY_LENGTH = 16;
/** A hostile file must not make its reader compute for hours: 2^20 is one gigabyte and some seconds. */
const MAX_WORK_FACTOR = 20;
export const DEFAULT_WORK_FACTOR = 18;

export function passphraseRecipient(cipher: ChaCha, passphrase: string, workFactor: number): Recipient {
  return {
    async wrapFileKey(fileKey) {
      const salt = randomBytes(16);
      const key = await stretch(passphrase, salt, workFactor);
      const body = cipher.under(key).seal(new Uint8Array(NONCE_LENGTH), fileKey);
      return [new Stanza(['scrypt', base64nopad.encode(salt), String(workFactor)], body)];
    },
  };
}

export function passphraseIdentity(cipher: ChaCha, passphrase: string): Identity {
  return {
    async unwrapFileKey(stanzas) {
      const own = stanzas.filter((stanza) => stanza.args[0] === 'scrypt');
      const stanza = own[0];
      if (stanza === undefined) return null;
      // Alone in the header, so that whoever knows the passphrase is known to have written the file.
      if (stanzas.length !== 1) throw new Error('scrypt stanza is not alone');
      const [, saltText = '', workText = ''] = stanza.args;
      if (stanza.args.length !== 3 || !/^[1-9][0-9]{0,2}$/.test(workText)) throw new Error('invalid scrypt stanza');
      const salt = base64nopad.decode(saltText);
      const workFactor = Number(workText);
      if (salt.length !== 16 || stanza.body.length !== FILE_KEY_LENGTH + TAG_LENGTH)
        throw new Error('invalid scrypt stanza');
      if (workFactor > MAX_WORK_FACTOR) throw new Error('scrypt work factor too high');
      const key = await stretch(passphrase, salt, workFactor);
      return cipher.under(key).open(new Uint8Array(NONCE_LENGTH), stanza.body);
    },
  };
}

function stretch(passphrase: string, salt: Uint8Array, workFactor: number): Promise<Uint8Array> {
  const N = 2 ** workFactor;
  const parameters = { N, r: 8, p: 1, maxmem: 128 * 8 * (N + 16) + 1024 * 1024 };
  return new Promise((resolve, reject) => {
    scrypt(passphrase, Buffer.concat([LABEL, salt]), 32, parameters, (error, key) => {
      if (error) reject(error);
      else resolve(key);
    });
  });
}
