import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { containerCodes } from '../../../shared/bundle/listing.ts';
import { findingCodes, remarkCodes } from '../../../shared/ledger/findings.ts';
import { extensionOf } from '../../../shared/ledger/media-types.ts';
import { workedExample } from './worked-example.ts';

const format = readFileSync(resolve(import.meta.dirname, '../../../shared/ledger/FORMAT.md'), 'utf8');

it('FORMAT.md works its example through as the code computes it', () => {
  expect(format.slice(format.indexOf('The key and the id of the ledger:'))).toBe(workedExample());
});

it('FORMAT.md has the table of extensions that the code has', () => {
  const rows = [...format.matchAll(/([a-z]+\/[a-z0-9-]+) \| ([a-z0-9]+)/g)];
  expect(rows.length).toBe(26);
  for (const [, mediaType = '', extension] of rows) expect(extensionOf(mediaType), mediaType).toBe(extension);
  expect(extensionOf('application/x-unheard-of')).toBe('bin');
});

it('findings and remarks have codes of their own', () => {
  const codes = [...findingCodes, ...remarkCodes];
  expect(new Set(codes).size).toBe(codes.length);
});

it('FORMAT.md names every finding of a bundle', () => {
  // A vault's own, and the word that containers' codes stand behind in the ledger's list.
  const elsewhere: readonly string[] = [
    'OBJECT_DAMAGED',
    'VAULT_DISCLOSURE_MISSING',
    'VAULT_HEAD_DIFFERS',
    'VAULT_TREE_DIFFERS',
    'CONTAINER_STRUCTURE',
  ];
  const codes = [...findingCodes, ...remarkCodes, ...containerCodes].filter((code) => !elsewhere.includes(code));
  expect(codes.filter((code) => !format.includes(`\`${code}\``))).toEqual([]);
});
