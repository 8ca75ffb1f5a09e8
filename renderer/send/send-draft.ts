import type { Protection } from '../../shared/contract.ts';
import type { Audience } from '../../shared/model/vocabulary.ts';
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
