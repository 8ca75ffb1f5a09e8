/** What somebody states about handing something over, held against the archive before anything is weighed by it. */
import { Fault } from '../../../shared/faults.ts';
import type { Json } from '../../../shared/ledger/canonical.ts';
import type { Purpose } from '../../../shared/model/consent.ts';
import { type Answer, type BasisStated, brokenUseRule } from '../../../shared/model/stated-use.ts';
import type { Audience } from '../../../shared/model/vocabulary.ts';
import { listRecords } from '../records/recording.ts';
import type { OpenVault } from '../vault/vault.ts';
import type { OutsideUse } from './objections.ts';

export type StatedUse = {
  readonly audience: Audience;
  readonly purpose: Purpose;
  readonly basis: BasisStated;
  readonly answers: readonly Answer[];
};

/** Throws USE_RULE, naming the field, the rule, the value and what would be possible. */
export function usedAs(vault: OpenVault, stated: StatedUse): OutsideUse {
  const broken = brokenUseRule(stated);
  if (broken !== null) throw new Fault('USE_RULE', { ...broken, expected: broken.expected.join(', ') });
  const { audience: viewer, purpose, basis, answers } = stated;
  if (basis.kind === 'court order') {
    const { order } = basis;
    const inForce = listRecords(vault, 'order').filter(
      ({ state }) => state.state === 'in force' && state.audience === viewer,
    );
    if (!inForce.some(({ id }) => id === order)) {
      const expected = inForce.map(({ id }) => id).join(', ');
      throw new Fault('USE_RULE', { field: 'basis.order', rule: 'no such order in force', value: order, expected });
    }
  }
  return { viewer, purpose, basis, answers };
}

/** How it stands in the ledger. Answers name people by the entries of their consents, and stand in an entry of their own. */
export const fieldsOfUse = ({ purpose, basis }: Pick<StatedUse, 'purpose' | 'basis'>): Record<string, Json> => ({
  purpose,
  basis,
});
