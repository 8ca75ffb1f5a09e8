import { z } from 'zod';
import { withholdingChoice } from '../../shared/contract/withholding.ts';
import type { Protection, WithholdingChoice } from '../../shared/contract.ts';
import { type Audience, audiences } from '../../shared/model/vocabulary.ts';
import type { Keeping } from '../bridge/keeping.ts';
import { keysIn, wrongKey } from '../welcome/public-keys.ts';

export const sendSteps = ['audience', 'contents', 'recipient', 'protection', 'target'] as const;
export type SendStep = (typeof sendSteps)[number];

export interface SendDraft {
  readonly step: SendStep;
  readonly audience: Audience;
  readonly recipient: string;
  readonly protection: Protection['kind'];
  readonly keys: string;
  readonly passphrase: { readonly first: string; readonly again: string };
  readonly plainConfirmed: boolean;
  readonly path: string;
  /** What is kept back by hand, in the order in which it was chosen. */
  readonly withhold: readonly KeptChoice[];
}

/** A choice with what a person calls it: the name of the thing, and which parts of it. */
export interface KeptChoice {
  readonly choice: WithholdingChoice;
  readonly kind: 'testimony' | 'incident' | 'item' | 'entry';
  readonly name: string;
}

/** What each step of handing over works on. */
export interface SendStepProps {
  readonly draft: SendDraft;
  readonly change: (part: Partial<SendDraft>) => void;
  readonly tried: boolean;
}

export const emptySend: SendDraft = {
  step: 'audience',
  audience: 'court',
  recipient: '',
  protection: 'recipients',
  keys: '',
  passphrase: { first: '', again: '' },
  plainConfirmed: false,
  path: '',
  withhold: [],
};

export type ProtectionFault = 'keys' | 'passphrase' | 'plain';

/** Who will be able to open it, or what is still missing before that is settled. Plain only where it was said expressly. */
export function protectionOf(draft: SendDraft): { protection: Protection } | { fault: ProtectionFault } {
  switch (draft.protection) {
    case 'recipients': {
      const to = keysIn(draft.keys);
      return to.length > 0 && wrongKey(draft.keys) === null
        ? { protection: { kind: 'recipients', to } }
        : { fault: 'keys' };
    }
    case 'passphrase': {
      const { first, again } = draft.passphrase;
      return first !== '' && first === again
        ? { protection: { kind: 'passphrase', passphrase: first } }
        : { fault: 'passphrase' };
    }
    case 'plain':
      return draft.plainConfirmed ? { protection: { kind: 'plain' } } : { fault: 'plain' };
  }
}

const kept = z.object({
  step: z.enum(sendSteps),
  audience: z.enum(audiences),
  recipient: z.string(),
  protection: z.enum(['recipients', 'passphrase', 'plain']),
  keys: z.string(),
  path: z.string(),
  withhold: z
    .array(
      z.object({
        choice: withholdingChoice,
        kind: z.enum(['testimony', 'incident', 'item', 'entry']),
        name: z.string(),
      }),
    )
    .default([]),
});
const keep = ({ step, audience, recipient, protection, keys, path, withhold }: SendDraft): z.input<typeof kept> => ({
  step,
  audience,
  recipient,
  protection,
  keys,
  path,
  withhold: [...withhold],
});

/** What of a handover outlasts locking: no passphrase, and no word that it may leave in clear. */
export const sendKeeping: Keeping<SendDraft> = {
  name: 'send',
  begun: (draft, blank) => JSON.stringify(keep(draft)) !== JSON.stringify(keep(blank)),
  keep,
  revive: (stored) => {
    const read = kept.safeParse(stored);
    if (!read.success) return null;
    const draft = { ...emptySend, ...read.data };
    // What protects it was settled before the last step and is partly forgotten: it is settled again.
    return draft.step === 'target' && 'fault' in protectionOf(draft) ? { ...draft, step: 'protection' } : draft;
  },
};
