/** What sources say and what things are tagged with goes with the testimony or the file that it is about, from every page on disk. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { addClaim, claimsOf } from '../../../electron/core/claims/claims.ts';
import { append, newRecordId, recordDraft } from '../../../electron/core/records/recording.ts';
import { allTags } from '../../../electron/core/tags/tags.ts';
import type { OpenVault } from '../../../electron/core/vault/vault.ts';
import { claimFields } from '../../../shared/model/claim.ts';
import { encodingsOf, erase, everythingOnDisk, vaultOfTwo } from '../../fixtures/erasing.ts';
import type { Evidence } from '../bundle/evidence.ts';

const id = (digit: string): string => digit.repeat(32);
const [incident, testimony] = [id('a'), id('1')];
const words = {
  testimony: 'what the witness alone could say of the roof',
  item: 'what the photograph alone shows of the gate',
  tag: 'a tag of the erased photograph',
} as const;

let evidence: Evidence;
let vault: OpenVault;
let item: number;
beforeAll(async () => {
  evidence = await vaultOfTwo();
  vault = evidence.vault;
  item = vault.db.prepare('SELECT min(seq) FROM item').pluck().get() as number;
  const claim = (said: object) => addClaim(vault, claimFields.parse({ incident, about: 'other', ...said }));
  claim({ says: words.testimony, testimony });
  claim({ says: words.item, item });
  claim({ says: 'what a page says', source: 'a page' });
  append(vault, [recordDraft(vault, 'tag', newRecordId(), { item, tag: words.tag })]);
});
afterAll(async () => {
  await vault.close();
  await evidence.remove();
});

const isOnDisk = async (text: string): Promise<boolean> => {
  const { pages } = await everythingOnDisk(vault.path);
  return encodingsOf(text).some((each) => pages.includes(each));
};
const said = () => claimsOf(vault, incident).claims.map(({ fields }) => fields.says);

it('is there before', async () => {
  expect(said()).toEqual([words.testimony, words.item, 'what a page says']);
  for (const text of Object.values(words)) expect(await isOnDisk(text)).toBe(true);
});

it('goes with the testimony that it is from', async () => {
  await erase(vault, { what: 'testimony', id: testimony });
  expect(said()).toEqual([words.item, 'what a page says']);
  expect(await isOnDisk(words.testimony)).toBe(false);
});

it('goes with the file that it is about', async () => {
  await erase(vault, { what: 'item', seq: item });
  expect(said()).toEqual(['what a page says']);
  expect(allTags(vault)).toEqual([]);
  expect(await isOnDisk(words.item)).toBe(false);
  expect(await isOnDisk(words.tag)).toBe(false);
});
