import { Fault } from '../../../shared/faults.ts';
import { type CaseListMapping, caseListMapping } from '../../../shared/model/case-list.ts';
import { keptByName } from '../records/kept-by-name.ts';
import type { OpenVault } from '../vault/vault.ts';

/** Mappings that were kept to be used again; what was used stands in the ledger with each list. */
const mappings = keptByName('case_list_mapping', caseListMapping);

export const keptMappings = mappings.list;
export const forgetMapping = mappings.forget;

/** Throws VAULT_READ_ONLY; FIELD_INVALID where it has no name. */
export function keepMapping(vault: OpenVault, mapping: CaseListMapping): void {
  if (mapping.name === '')
    throw new Fault('FIELD_INVALID', { field: 'mapping.name', rule: 'missing', expected: '', value: '' });
  mappings.keep(vault, mapping);
}
