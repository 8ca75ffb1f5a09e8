/** sodium-native brings no types. Only what Sanad calls; buffers are filled in place, the return value is their length. */
declare module 'sodium-native' {
  const sodium: {
    crypto_aead_chacha20poly1305_ietf_encrypt(
      ciphertext: Uint8Array,
      message: Uint8Array,
      additional: Uint8Array | null,
      secretNonce: null,
      nonce: Uint8Array,
      key: Uint8Array,
    ): number;
    /** Throws where the tag is wrong. */
    crypto_aead_chacha20poly1305_ietf_decrypt(
      message: Uint8Array,
      secretNonce: null,
      ciphertext: Uint8Array,
      additional: Uint8Array | null,
      nonce: Uint8Array,
      key: Uint8Array,
    ): number;
    crypto_scalarmult_base(point: Uint8Array, secret: Uint8Array): void;
    /** Throws for a point of low order. */
    crypto_scalarmult(shared: Uint8Array, secret: Uint8Array, point: Uint8Array): void;
  };
  export default sodium;
}
