import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkReceipt, giveReceipt } from '../../../electron/core/bundle/receipt.ts';
import { createSigner, generateSigningKey, primitives } from '../../../electron/core/ledger/primitives.ts';
import { ledgerLines } from '../../../electron/core/records/history.ts';
import { acceptAnswer } from '../../../electron/core/witness/cosignatures.ts';
import { encodeUtf8 } from '../../../shared/ledger/bytes.ts';
import { cosign, witnessKey } from '../../../shared/ledger/cosignature.ts';
import { formatVerifierKey } from '../../../shared/ledger/note.ts';
import { readTlogProof } from '../../../shared/ledger/tlog-proof.ts';
import type { ReceiptReport } from '../../../shared/model/receipt.ts';
import { sanad, sanadJson } from '../../fixtures/sanad.ts';
import { usedBy, useOptions } from '../../fixtures/uses.ts';
import { passphrase } from '../../fixtures/vault.ts';
import { type Evidence, evidenceVault, planted } from './evidence.ts';

let evidence: Evidence;
let item: number;
beforeAll(async () => {
  evidence = await evidenceVault();
  item = evidence.items[0] ?? -1;
});
afterAll(() => evidence.remove());

const asked = { entry: null, exhibit: null, keys: [], witnesses: [], notes: [] };
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const everythingIn = (text: string) => {
  const extra = readTlogProof(encodeUtf8(text)).extra ?? new Uint8Array();
  const { disclosures } = JSON.parse(Buffer.from(extra).toString()) as { disclosures: string[] };
  return [text, ...disclosures.map((one) => Buffer.from(one, 'base64url').toString())].join('\n');
};

describe('a receipt of a vault’s item', () => {
  it('holds, shows the file to an audience that may see it, and opens nothing else', async () => {
    const given = await giveReceipt(evidence.vault, item, usedBy('court'));
    expect(given).toMatchObject({ entry: item, showsFile: true, size: evidence.vault.ledger.size });
    const exhibit = sha256(evidence.originals[0] ?? Buffer.alloc(0));
    const report = checkReceipt({ ...asked, receipt: given.text, exhibit, keys: [...given.keys] });
    expect(report).toMatchObject({
      verdict: 'UNANCHORED',
      exitStatus: 0,
      seq: item,
      signedBy: 'key you named',
      exhibit: 'matches',
      findings: [],
    });
    const everything = everythingIn(given.text);
    for (const [what, secret] of Object.entries(planted)) expect(everything.includes(secret), what).toBe(false);
    expect(everything).not.toContain('IMG_0412.JPG');
    const { note } = evidence.vault.ledger.checkpoint();
    expect(checkReceipt({ ...asked, receipt: given.text, notes: [note] }).verdict).toBe('CONSISTENT');
  });

  it('does not show the file where nobody was named, or the gate keeps it from the audience', async () => {
    for (const audience of [null, usedBy('public')]) {
      const given = await giveReceipt(evidence.vault, item, audience);
      expect(given.showsFile).toBe(false);
      expect(checkReceipt({ ...asked, receipt: given.text })).toMatchObject({ exitStatus: 0, file: null });
      expect(everythingIn(given.text)).not.toContain(sha256(evidence.originals[0] ?? Buffer.alloc(0)));
    }
  });

  it('holds for every entry, across changes of the key', async () => {
    evidence.vault.ledger.changeKey('op-1');
    for (let seq = 0; seq < evidence.vault.ledger.size && seq < 25; seq++) {
      const given = await giveReceipt(evidence.vault, seq, null);
      expect(checkReceipt({ ...asked, receipt: given.text, keys: [...given.keys] }), String(seq)).toMatchObject({
        verdict: 'UNANCHORED',
        signedBy: 'key you named',
        findings: [],
      });
    }
  });

  it('stands in the ledger, and in its story', async () => {
    const before = evidence.vault.ledger.size;
    await giveReceipt(evidence.vault, item, usedBy('court'));
    expect(evidence.vault.ledger.appended(before)).toMatchObject({
      type: 'custody',
      fields: { action: 'receipt given', entry: item, audience: 'court' },
    });
    expect(ledgerLines(evidence.vault, 0, 1)[0]).toMatchObject({
      action: 'receiptGiven',
      values: { name: String(item) },
    });
  });

  it('carries what witnesses countersigned, where they did', async () => {
    const { note, size } = evidence.vault.ledger.checkpoint();
    const witnesses = ['headquarters', 'second'].map((name, n) => {
      const signer = createSigner(generateSigningKey());
      const key = formatVerifierKey(witnessKey(primitives, name, signer.publicKey));
      return { key, signed: cosign(primitives, note, { name, signer, time: 1_461_823_200 + n }) };
    });
    for (const { key, signed } of witnesses) expect(acceptAnswer(evidence.vault, signed, key).outcome).toBe('kept');
    const given = await giveReceipt(evidence.vault, item, usedBy('court'));
    expect(given.size).toBe(size);
    for (const trusted of [witnesses.slice(0, 1), witnesses.slice(1), witnesses]) {
      const keys = trusted.map(({ key }) => key);
      expect(checkReceipt({ ...asked, receipt: given.text, witnesses: keys, keys: [...given.keys] })).toMatchObject({
        verdict: 'WITNESSED',
        exitStatus: 0,
        findings: [],
      });
    }
    // What was entered since is covered by no witness yet.
    const late = await giveReceipt(evidence.vault, size, null);
    expect(late.size).toBeGreaterThan(size);
    const keys = witnesses.map(({ key }) => key);
    expect(checkReceipt({ ...asked, receipt: late.text, witnesses: keys }).verdict).toBe('UNANCHORED');
  });

  it('is refused for an entry that is not there', async () => {
    const before = evidence.vault.ledger.size;
    await expect(giveReceipt(evidence.vault, 9_999, null)).rejects.toMatchObject({ code: 'RECORD_NOT_FOUND' });
    expect(evidence.vault.ledger.size).toBe(before);
  });
});

describe('on the command line', () => {
  it('a receipt is given, verified, compared with the file, and refused where it was changed', async () => {
    await evidence.vault.close();
    const { path } = evidence.vault;
    const at = (name: string) => join(evidence.folder, name);
    await writeFile(at('passphrase'), `${passphrase}\n`);
    await writeFile(at('photo.jpg'), evidence.originals[0] ?? '');
    await writeFile(at('other.jpg'), 'another');
    const env = { SANAD_PASSPHRASE_FILE: at('passphrase') };
    const out = at('item.tlog-proof');
    const given = await sanadJson<{ keys: string[]; showsFile: boolean }>(
      ['receipt', path, String(item), '--out', out, '--for', 'court', ...useOptions],
      env,
    );
    expect(given.showsFile).toBe(true);
    const [key = ''] = given.keys;
    const good = await sanadJson<ReceiptReport>(['verify', out, '--exhibit-file', at('photo.jpg'), '--key', key], env);
    expect(good).toMatchObject({ verdict: 'UNANCHORED', exhibit: 'matches', signedBy: 'key you named', seq: item });
    const wrong = await sanad(['verify', out, '--exhibit-file', at('other.jpg')]);
    expect(wrong.status).toBe(1);
    const people = await sanad(['verify', out]);
    expect(people.status).toBe(0);
    expect(people.out).toContain('and no more');
    expect((await sanad(['receipt', path, String(item), '--out', out], env)).status).toBe(2);

    const text = await readFile(out, 'utf8');
    await writeFile(at('cut.tlog-proof'), text.slice(0, 300));
    expect((await sanad(['verify', at('cut.tlog-proof')])).status).toBe(2);
    await writeFile(at('changed.tlog-proof'), text.replace(/\nindex \d+/, '\nindex 1'));
    expect((await sanad(['verify', at('changed.tlog-proof')])).status).toBe(1);
    const changed = await sanadJson<{ size: number }>(['change-key', path], env);
    expect(changed.size).toBeGreaterThan(item);
  }, 60_000);
});
