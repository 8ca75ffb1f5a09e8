/** X25519 (RFC 7748, section 5) from libsodium, in the two ways that `chacha.ts` names. Both throw for a point of low order. */
export interface Curve25519 {
  /** The public key, 32 bytes, of 32 random ones. */
  publicOf(secret: Uint8Array): Uint8Array;
  /** What a secret and somebody else's public key share. */
  shared(secret: Uint8Array, point: Uint8Array): Uint8Array;
}

const LENGTH = 32;

export async function nativeCurve(): Promise<Curve25519> {
  const { default: sodium } = await import('sodium-native');
  return {
    publicOf(secret) {
      const point = new Uint8Array(LENGTH);
      sodium.crypto_scalarmult_base(point, secret);
      return point;
    },
    shared(secret, point) {
      const bytes = new Uint8Array(LENGTH);
      sodium.crypto_scalarmult(bytes, secret, point);
      return bytes;
    },
  };
}

export async function wasmCurve(): Promise<Curve25519> {
  const { default: sodium } = await import('libsodium-wrappers');
  await sodium.ready;
  return {
    publicOf: (secret) => sodium.crypto_scalarmult_base(secret),
    shared: (secret, point) => sodium.crypto_scalarmult(secret, point),
  };
}

let chosen: Promise<Curve25519> | undefined;

/** The fastest that this runtime has; chosen once. */
export function curve25519(): Promise<Curve25519> {
  chosen ??= nativeCurve().catch(wasmCurve);
  return chosen;
}
