/**
 * ChaCha20-Poly1305 (RFC 8439), the cipher of age files. From libsodium: Electron's BoringSSL does not offer it through
 * node:crypto. The native binding is many times faster; where it does not load, the same library compiled to WebAssembly serves.
 */
export interface ChaCha {
  /** Ciphertext with its 16-byte tag behind it; in `target`, 16 bytes longer than the message, where one is given. */
  seal(key: Uint8Array, nonce: Uint8Array, message: Uint8Array, target?: Uint8Array): Uint8Array;
  /** The message, or null where the tag is wrong. */
  open(key: Uint8Array, nonce: Uint8Array, ciphertext: Uint8Array): Uint8Array | null;
}

export const TAG_LENGTH = 16;
export const NONCE_LENGTH = 12;

export async function nativeChaCha(): Promise<ChaCha> {
  const { default: sodium } = await import('sodium-native');
  return {
    seal(key, nonce, message, ciphertext = new Uint8Array(message.length + TAG_LENGTH)) {
      sodium.crypto_aead_chacha20poly1305_ietf_encrypt(ciphertext, message, null, null, nonce, key);
      return ciphertext;
    },
    open(key, nonce, ciphertext) {
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
}

export async function wasmChaCha(): Promise<ChaCha> {
  const { default: sodium } = await import('libsodium-wrappers');
  await sodium.ready;
  return {
    seal(key, nonce, message, target) {
      const ciphertext = sodium.crypto_aead_chacha20poly1305_ietf_encrypt(message, null, null, nonce, key);
      target?.set(ciphertext);
      return target ?? ciphertext;
    },
    open(key, nonce, ciphertext) {
      try {
        return sodium.crypto_aead_chacha20poly1305_ietf_decrypt(null, ciphertext, null, nonce, key);
      } catch {
        return null;
      }
    },
  };
}

let chosen: Promise<ChaCha> | undefined;

/** The fastest that this runtime has; chosen once. */
export function chaCha(): Promise<ChaCha> {
  chosen ??= nativeChaCha().catch(wasmChaCha);
  return chosen;
}
