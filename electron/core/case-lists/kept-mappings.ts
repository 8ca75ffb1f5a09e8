import { brokenField } from '../../../shared/broken-rule.ts';
import { canonicalText, type Json } from '../../../shared/ledger/canonical.ts';
import { type CaseListMapping, caseListMapping } from '../../../shared/model/case-list.ts';
import { quotesClosed } from '../gate/closed-texts.ts';
import { keptByName } from '../records/kept-by-name.ts';
import type { OpenVault } from '../vault/vault.ts';

/** Mappings that were kept to be used again; what was used stands in the ledger with each list. */
const mappings = keptByName('case_list_mapping', caseListMapping);

/**
 * By name. A mapping names a list's columns and quotes words of its cells: while the list is closed, what it was taken in by and whatever
 * quotes it stays away.
 */
export function keptMappings(vault: OpenVault): CaseListMapping[] {
  const all = mappings.list(vault);
  if (all.length === 0) return [];
  const used = vault.db.prepare("SELECT seq FROM closed WHERE name = 'mapping'").pluck().all() as number[];
  const closed = new Set(used.map((seq) => withoutName(vault.ledger.readFields(seq).mapping ?? null)));
  const quotes = quotesClosed(vault);
  return all.filter((mapping) => !closed.has(withoutName(mapping)) && !quotes(JSON.stringify(mapping)));
}

/** The same columns with the same words may be kept under another name than they were used by. */
function withoutName(mapping: Json | CaseListMapping): string {
  return canonicalText({ ...(mapping as Readonly<Record<string, Json>>), name: '' });
}

/** Throws VAULT_READ_ONLY; FIELD_INVALID where it has no name, or a closed one is kept under it. */
export function keepMapping(vault: OpenVault, mapping: CaseListMapping): void {
  if (mapping.name === '') throw brokenField('mapping.name', 'missing', 'text', '');
  requireInSight(vault, mapping.name);
  mappings.keep(vault, mapping);
}

/** Throws VAULT_READ_ONLY; FIELD_INVALID where what is kept under that name is closed. */
export function forgetMapping(vault: OpenVault, name: string): void {
  requireInSight(vault, name);
  mappings.forget(vault, name);
}

/** Nobody writes over, or throws away, what they may not see. */
function requireInSight(vault: OpenVault, name: string): void {
  const isThere = mappings.list(vault).some((each) => each.name === name);
  if (isThere && !keptMappings(vault).some((each) => each.name === name))
    throw brokenField('mapping.name', 'taken', 'another name', name);
}
