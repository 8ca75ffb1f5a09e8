import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { Fault } from '../../../shared/faults.ts';
import { canonicalise } from '../../../shared/ledger/canonical.ts';
import { FORMAT, type Header, type OperatorSlot, VERSION } from './header.ts';
import { freshKdf, type Kdf, type KdfCost, requireStrongPassphrase, stretchPassphrase } from './passphrase.ts';

const NONCE = 12;
const TAG = 16;

/** A slot that opens with `passphrase`. Throws PASSPHRASE_WEAK. */
export async function wrapForOperator(
  vaultKey: Uint8Array,
  id: string,
  code: string,
  passphrase: string,
  cost: KdfCost,
): Promise<OperatorSlot> {
  requireStrongPassphrase(passphrase);
  const kdf = freshKdf(cost);
  const key = await stretchPassphrase(passphrase, kdf);
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(boundTo(id, code, kdf));
  const wrap = Buffer.concat([nonce, cipher.update(vaultKey), cipher.final(), cipher.getAuthTag()]).toString('base64');
  key.fill(0);
  return { code, kdf, wrap };
}

/**
 * The vault key and whose slot it came from. Without `operator` the slots are tried one after the other. Throws OPERATOR_UNKNOWN
 * and PASSPHRASE_WRONG.
 */
export async function unwrapForOperator(
  header: Header,
  passphrase: string,
  operator?: string,
): Promise<{ vaultKey: Uint8Array; operator: string }> {
  const slots = header.operators.filter(({ code }) => operator === undefined || code === operator);
  if (slots.length === 0) throw new Fault('OPERATOR_UNKNOWN');
  for (const slot of slots) {
    const key = await stretchPassphrase(passphrase, slot.kdf);
    const vaultKey = open(key, slot, boundTo(header.id, slot.code, slot.kdf));
    key.fill(0);
    if (vaultKey !== null) return { vaultKey, operator: slot.code };
  }
  throw new Fault('PASSPHRASE_WRONG');
}

function open(key: Uint8Array, slot: OperatorSlot, additional: Uint8Array): Uint8Array | null {
  const wrap = Buffer.from(slot.wrap, 'base64');
  if (wrap.length < NONCE + TAG) return null;
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, wrap.subarray(0, NONCE))
      .setAAD(additional)
      .setAuthTag(wrap.subarray(-TAG));
    return new Uint8Array(Buffer.concat([decipher.update(wrap.subarray(NONCE, -TAG)), decipher.final()]));
  } catch {
    return null;
  }
}

/** A wrap belongs to one vault, one operator and one cost: it can't be moved to another slot, nor its cost lowered. */
function boundTo(id: string, code: string, kdf: Kdf): Uint8Array {
  return canonicalise({ format: FORMAT, version: VERSION, id, code, kdf });
}
