import { encodeUtf8 } from '../../shared/ledger/bytes.ts';
import { asCarried } from '../../shared/ledger/carried-text.ts';
import type { Hex64 } from '../../shared/ledger/hex.ts';
import type { Capabilities } from './capability.ts';
import { acceptAnswer, policyStanding, requestCosignature, witnessesOf } from './witness/cosignatures.ts';
import { setPolicy } from './witness/kept-policy.ts';
import {
  beginWitness,
  countersign,
  labelLedger,
  lookAtRequest,
  witnessedEvidence,
  witnessedLedgers,
  witnessSelf,
} from './witness/vault-witness.ts';

/** A vault's dealings with its witnesses, and its own as a witness for others. */
export const witnessCapabilities: Capabilities<
  | 'witness.request'
  | 'witness.accept'
  | 'witness.list'
  | 'witness.policy'
  | 'witness.setPolicy'
  | 'countersign.self'
  | 'countersign.begin'
  | 'countersign.look'
  | 'countersign.answer'
  | 'countersign.list'
  | 'countersign.label'
  | 'countersign.evidence'
> = {
  'witness.request': (session, { from }) => {
    const made = requestCosignature(session.vault, from);
    session.changed('ledger', 'vault');
    return made;
  },
  'witness.accept': (session, { answer, witness }) => {
    const accepted = acceptAnswer(session.vault, answer, witness);
    session.changed('ledger', 'vault');
    return accepted;
  },
  'witness.list': ({ vault }) => witnessesOf(vault),
  'witness.policy': ({ vault }) => policyStanding(vault),
  'witness.setPolicy': (session, choice) => {
    setPolicy(session.vault, choice);
    session.changed('ledger', 'vault');
    return policyStanding(session.vault);
  },

  'countersign.self': ({ vault }) => witnessSelf(vault),
  'countersign.begin': (session, { name }) => {
    const made = beginWitness(session.vault, name);
    session.changed('ledger', 'vault');
    return made;
  },
  'countersign.look': ({ vault }, { request }) => lookAtRequest(vault, encodeUtf8(asCarried(request))),
  'countersign.answer': (session, { request, label }) => {
    try {
      const answer = countersign(session.vault, encodeUtf8(asCarried(request)), { label });
      const { outcome, ledger, size } = answer;
      const name = `${ledger.slice(0, 8)}-${size}`;
      return answer.outcome === 'cosigned'
        ? { outcome, ledger, size, held: answer.from, answer: answer.note, name: `${name}.note` }
        : { outcome, ledger, size, held: answer.held, answer: answer.refusal, name: `${name}.refusal` };
    } finally {
      session.changed('ledger', 'vault');
    }
  },
  'countersign.list': ({ vault }) => witnessedLedgers(vault),
  'countersign.label': (session, { ledger, label }) => {
    labelLedger(session.vault, ledger as Hex64, label);
    session.changed('ledger');
    return {};
  },
  'countersign.evidence': ({ vault }, { ledger }) => witnessedEvidence(vault, ledger as Hex64),
};
