import { createCipheriv, createDecipheriv, createSecretKey } from 'node:crypto';
import { giveUp } from '../given-up.ts';

/**
 * ChaCha20-Poly1305 (RFC 8439), the cipher of age files. From Node's OpenSSL, which is twice as fast as libsodium; Electron's BoringSSL does not offer
 * it through node:crypto, so libsodium's native binding serves there, and where that does not load, the same library compiled to WebAssembly.
 */
export interface ChaCha {
  /** The cipher under one key of 32 bytes, which stay as they are for as long as it is used; whoever made them wipes them. */
  under(key: Uint8Array): KeyedChaCha;
}

export interface KeyedChaCha {
  /** Ciphertext with its 16-byte tag behind it; in `target`, 16 bytes longer than the message, where one is given. */
  seal(nonce: Uint8Array, message: Uint8Array, target?: Uint8Array): Uint8Array;
  /** The message, or null where the tag is wrong. */
  open(nonce: Uint8Array, ciphertext: Uint8Array): Uint8Array | null;
}

export const TAG_LENGTH = 16;
export const NONCE_LENGTH = 12;

const NAME = 'chacha20-poly1305';
const withTag = { authTagLength: TAG_LENGTH } as const;

/** Throws where the runtime does not have it. */
export function opensslChaCha(): ChaCha {
  const cipher: ChaCha = {
    under(bytes) {
      // A copy, which Node wipes when it frees it.
      const key = createSecretKey(bytes);
      return {
        seal(nonce, message, ciphertext = new Uint8Array(message.length + TAG_LENGTH)) {
          const sealing = createCipheriv(NAME, key, nonce, withTag);
          const sealed = sealing.update(message);
          ciphertext.set(sealed);
          // 64 KiB for each chunk keep the garbage collector busier than the sealing.
          giveUp(sealed);
          sealing.final();
          ciphertext.set(sealing.getAuthTag(), message.length);
          return ciphertext;
        },
        open(nonce, ciphertext) {
          const length = ciphertext.length - TAG_LENGTH;
          if (length < 0) return null;
          const opening = createDecipheriv(NAME, key, nonce, withTag);
          opening.setAuthTag(ciphertext.subarray(length));
          const { buffer, byteOffset } = opening.update(ciphertext.subarray(0, length));
          const message = new Uint8Array(buffer, byteOffset, length);
          try {
            opening.final();
            return message;
          } catch {
            message.fill(0);
            return null;
          }
        },
      };
    },
  };
  cipher.under(new Uint8Array(32)).seal(new Uint8Array(NONCE_LENGTH), new Uint8Array(0));
  return cipher;
}

export async function nativeChaCha(): Promise<ChaCha> {
  const { default: sodium } = await import('sodium-native');
  return {
    under(key) {
      return {
        seal(nonce, message, ciphertext = new Uint8Array(message.length + TAG_LENGTH)) {
          sodium.crypto_aead_chacha20poly1305_ietf_encrypt(ciphertext, message, null, null, nonce, key);
          return ciphertext;
        },
        open(nonce, ciphertext) {
          if (ciphertext.length < TAG_LENGTH) return null;
          const message = new Uint8Array(ciphertext.length - TAG_LENGTH);
          try {
            sodium.crypto_aead_chacha20poly1305_ietf_decrypt(message, null, ciphertext, null, nonce, key);
          } catch {
            return null;
          }
          return message;
        },
      };
    },
  };
}

export async function wasmChaCha(): Promise<ChaCha> {
  const { default: sodium } = await import('libsodium-wrappers');
  await sodium.ready;
  return {
    under(key) {
      return {
        seal(nonce, message, target) {
          const ciphertext = sodium.crypto_aead_chacha20poly1305_ietf_encrypt(message, null, null, nonce, key);
          target?.set(ciphertext);
          return target ?? ciphertext;
        },
        open(nonce, ciphertext) {
          try {
            return sodium.crypto_aead_chacha20poly1305_ietf_decrypt(null, ciphertext, null, nonce, key);
          } catch {
            return null;
          }
        },
      };
    },
  };
}

let chosen: Promise<ChaCha> | undefined;

async function fastest(): Promise<ChaCha> {
  try {
    return opensslChaCha();
  } catch {
    return nativeChaCha().catch(wasmChaCha);
  }
}

/** The fastest that this runtime has; chosen once. */
export function chaCha(): Promise<ChaCha> {
  chosen ??= fastest();
  return chosen;
}
