/**
 * What a witness makes of a request, wherever it keeps its memory: the judgement, the line that it adds, and what it has to remember
 * before it gives its answer.
 */
import { requiredKeys } from '../../../shared/ledger/checkpoint.ts';
import type { Hex64 } from '../../../shared/ledger/hex.ts';
import { composeRefusal, cosignOwnLines, type Refusal } from '../../../shared/ledger/witness-answer.ts';
import { type HeldTree, judgeWitnessRequest, type WitnessRequest } from '../../../shared/ledger/witness-request.ts';
import { createSigner, primitives, type SigningKey } from '../ledger/primitives.ts';
import type { WitnessMemory } from './memory.ts';

/** As notes write names: no white space, no control characters, no plus; at most 100 characters. */
export const witnessName = /^[^\p{White_Space}\p{C}+]{1,100}$/u;

export type CosignAnswer =
  | {
      readonly outcome: 'cosigned';
      readonly ledger: Hex64;
      readonly size: number;
      /** What was held before; 0 at the first contact, when nothing but the key could be checked. */
      readonly from: number;
      readonly note: string;
    }
  | {
      readonly outcome: Refusal;
      readonly ledger: Hex64;
      readonly size: number;
      /** The largest tree seen of this ledger; 0 for none. */
      readonly held: number;
      /** To be carried back. */
      readonly refusal: string;
    };

export type Judgement =
  | { readonly outcome: 'consistent'; readonly tree: HeldTree; readonly isHeld: boolean }
  /** `isSigned`: by the ledger's own keys. What is not, anybody could have made. */
  | { readonly outcome: Refusal; readonly isSigned: boolean };

/** What a request shows to a witness with this memory. Writes nothing. */
export function judge(memory: WitnessMemory, request: WitnessRequest): Judgement {
  const { checkpoint } = request.head;
  const held = memory.holding(request.ledger);
  const judgement = judgeWitnessRequest(primitives, request, held);
  if (judgement.outcome === 'consistent') {
    const { tree } = judgement;
    return { outcome: 'consistent', tree, isHeld: held?.size === tree.size };
  }
  const { outcome } = judgement;
  const isSigned = outcome === 'stale' ? judgement.isSigned : outcome !== 'unsigned';
  // A note of a size that was seen with another root is a fork, however it comes.
  const isFork = isSigned && memory.hasSeenOther(checkpoint);
  return { outcome: isFork ? 'fork' : outcome, isSigned };
}

/**
 * Countersigns a request or refuses it, and writes what the answer rests on: the caller makes that durable before anybody gets the
 * answer. For the very tree that is held, the answer is the one that was given for it. `bytes`: the request as it came.
 */
export function answerRequest(
  memory: WitnessMemory,
  witness: { readonly name: string; readonly key: SigningKey },
  request: WitnessRequest,
  bytes: Uint8Array,
  now: Date,
): CosignAnswer {
  const { ledger, head } = request;
  const { checkpoint } = head;
  const held = memory.holding(ledger);
  const at = now.toISOString();
  const judgement = judge(memory, request);
  if (judgement.outcome !== 'consistent') {
    const { outcome } = judgement;
    // Worth a word, and no place.
    if (judgement.isSigned) memory.see(checkpoint, head.note, outcome, bytes, at);
    const { size } = checkpoint;
    const refusal = composeRefusal(outcome, ledger, held?.note ?? null);
    return { outcome, ledger, size, held: held?.size ?? 0, refusal };
  }

  const { tree } = judgement;
  if (held !== null && judgement.isHeld) {
    return { outcome: 'cosigned', ledger, size: held.size, from: held.size, note: held.note };
  }
  // Never before the time said last: whoever reads two of them relies on their order.
  const time = Math.max(Math.floor(now.getTime() / 1_000), held?.time ?? 0);
  const note = cosignOwnLines(primitives, checkpoint, requiredKeys(tree.keys, tree.size), {
    name: witness.name,
    signer: createSigner(witness.key),
    time,
  });
  for (const change of request.changes) memory.see(change.checkpoint, change.note, 'cosigned', null, at);
  memory.see(checkpoint, note, 'cosigned', null, at);
  memory.hold(ledger, { ...tree, note, time }, at);
  return { outcome: 'cosigned', ledger, size: tree.size, from: held?.size ?? 0, note };
}
