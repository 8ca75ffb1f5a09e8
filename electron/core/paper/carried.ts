import type { CallOutput, CallRequest } from '../../../shared/contract.ts';
import { Fault } from '../../../shared/faults.ts';
import { decodeBase64, encodeBase64 } from '../../../shared/ledger/base64.ts';
import { decodeUtf8 } from '../../../shared/ledger/bytes.ts';
import { joinCodes } from '../../../shared/paper/parts.ts';
import { primitives } from '../ledger/primitives.ts';
import type { Session } from '../session.ts';
import { readBroughtFile } from './brought-file.ts';

/**
 * One file of what was carried here, put together with the parts read before. Throws as `readBroughtFile` and `joinCodes`,
 * QR_OTHER_CONTENT (codes that hold no text).
 */
export async function readCarried(
  session: Session,
  { source, parts }: CallRequest<'carried.read'>,
): Promise<CallOutput<'carried.read'>> {
  const brought = await readBroughtFile(session, source);
  if (brought.via === 'file') return { state: 'whole', text: brought.text };
  const before = parts.map((part) => decodeBase64(part) ?? raise(new Fault('PARTS_DAMAGED')));
  const gathered = joinCodes(primitives, [...before, ...brought.codes]);
  if (gathered.state === 'parts') {
    const { have, of } = gathered;
    return { state: 'parts', parts: gathered.parts.map(encodeBase64), have: [...have], of };
  }
  return { state: 'whole', text: decodeUtf8(gathered.bytes) ?? raise(new Fault('QR_OTHER_CONTENT')) };
}

function raise(error: Error): never {
  throw error;
}
