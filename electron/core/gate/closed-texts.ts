import { searchQuery } from '../../../shared/contract/search.ts';
import { quotedIn, type Said, saidIn, tellingTexts } from '../records/quoting.ts';
import { search } from '../search/search.ts';
import type { OpenVault } from '../vault/vault.ts';

/** What the gate keeps closed says: what was typed beside the ledger and quotes it is kept away with it. */
export function saidClosed(vault: OpenVault): Said {
  const rows = vault.db
    .prepare('SELECT seq, json_group_array(name) AS names FROM closed GROUP BY seq ORDER BY seq')
    .all() as { seq: number; names: string }[];
  return saidIn(
    vault,
    rows.map(({ seq, names }) => ({ seq, names: JSON.parse(names) as string[] })),
  );
}

/** A query has at most so many signs, with its quotation marks. */
const longestPhrase = 490;

/** Whether these words stand, one after another, in anything that is open. */
export const isOpen = (vault: OpenVault, text: string): boolean =>
  search(vault, {
    query: searchQuery.parse({ text: `"${text.replaceAll('"', ' ').slice(0, longestPhrase)}"` }),
    offset: 0,
    limit: 1,
  }).total > 0;

/** Tells of a value that is kept as JSON whether it quotes what is closed and stands in nothing that is open. */
export function quotesClosed(vault: OpenVault): (json: string) => boolean {
  const texts = tellingTexts(saidClosed(vault));
  return (json) => quotedIn(json, texts).some((text) => !isOpen(vault, text));
}
