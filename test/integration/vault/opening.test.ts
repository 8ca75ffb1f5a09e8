import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { generateIdentity } from '../../../electron/core/vault/age.ts';
import { openDatabase } from '../../../electron/core/vault/database.ts';
import { recoverVault } from '../../../electron/core/vault/vault.ts';
import { canonicalText, type Json, type JsonObject, parseJson } from '../../../shared/ledger/canonical.ts';
import {
  cheapKdf,
  countingProjections,
  createBare,
  draft,
  openBare,
  passphrase,
  temporaryFolder,
} from '../../fixtures/bare-vault.ts';

const fault = (code: string) => expect.objectContaining({ name: 'Fault', code });

let path: string;
let folder: string;
let remove: () => void;
beforeEach(() => {
  ({ folder, remove } = temporaryFolder());
  path = join(folder, 'field.sanad');
});
afterEach(() => remove());

async function make(changes: Parameters<typeof createBare>[1] = {}) {
  const { vault, recoveryKey } = await createBare(path, changes);
  await vault.close();
  return { recoveryKey };
}

/** Rewrites a field of both copies of the header, with a checksum that fits: what someone does who has no key. */
function tamper(change: (header: Record<string, Json>) => void): void {
  const { checksum: _, ...header } = parseJson(readFileSync(join(path, 'vault.json'), 'utf8')) as JsonObject;
  const changed: Record<string, Json> = JSON.parse(canonicalText(header));
  change(changed);
  const checksum = createHash('sha256').update(canonicalText(changed)).digest('hex');
  for (const name of ['vault.json', 'vault.copy.json']) {
    writeFileSync(join(path, name), `${canonicalText({ ...changed, checksum })}\n`);
  }
}

describe('making a vault', () => {
  it('writes the first entry, and says what is in it', async () => {
    const { vault } = await createBare(path);
    expect(vault).toMatchObject({
      name: 'field',
      operator: 'op-1',
      operators: ['op-1'],
      training: true,
      readOnly: false,
    });
    expect(vault.ledger.size).toBe(1);
    expect(vault.ledger.appended(0)).toMatchObject({
      type: 'genesis',
      operator: 'op-1',
      fields: { software: { name: 'sanad', version: '0.0.0' }, training: true },
    });
    expect(vault.db.prepare('SELECT * FROM seen').all()).toEqual([{ seq: 0, type: 'genesis' }]);
    await vault.close();
  });

  it('makes a recovery key only where no headquarters key was given', async () => {
    const own = await createBare(path);
    expect(own.recoveryKey).toMatch(/^AGE-SECRET-KEY-1/);
    expect(own.vault.headquarters).toBe(false);
    await own.vault.close();

    const { recipient } = await generateIdentity();
    const led = await createBare(join(folder, 'led.sanad'), { recipients: [` ${recipient}\n`, recipient] });
    expect(led.recoveryKey).toBeNull();
    expect(led.vault).toMatchObject({ headquarters: true, recipients: [recipient] });
    await led.vault.close();
  });

  it('takes an empty folder, and no other', async () => {
    mkdirSync(path);
    await make();
    expect(readdirSync(folder)).toEqual(['field.sanad']);
    await expect(createBare(path)).rejects.toEqual(fault('VAULT_EXISTS'));
    const other = join(folder, 'photographs');
    mkdirSync(other);
    writeFileSync(join(other, 'a.jpg'), 'x');
    await expect(createBare(other)).rejects.toEqual(fault('VAULT_EXISTS'));
    await expect(createBare(join(other, 'a.jpg'))).rejects.toEqual(fault('VAULT_EXISTS'));
    expect(readdirSync(other)).toEqual(['a.jpg']);
  });

  it('leaves nothing where it is refused', async () => {
    await expect(createBare(path, { passphrase: 'too short' })).rejects.toEqual(fault('PASSPHRASE_WEAK'));
    await expect(createBare(path, { recipients: ['age1nonsense'] })).rejects.toEqual(fault('RECIPIENT_INVALID'));
    await expect(createBare(path, { operator: 'Dr Amal' })).rejects.toEqual(fault('OPERATOR_UNKNOWN'));
    const failing = {
      ...countingProjections,
      apply: () => {
        throw new Error('no table');
      },
    };
    await expect(createBare(path, { projections: failing })).rejects.toThrow('no table');
    expect(readdirSync(folder)).toEqual([]);
  });

  it('goes over what an interrupted attempt left', async () => {
    mkdirSync(join(folder, '.field.sanad.unfinished', 'objects'), { recursive: true });
    await make();
    expect(readdirSync(folder)).toEqual(['field.sanad']);
  });
});

describe('opening a vault', () => {
  it('opens with the passphrase, and keeps what was entered', async () => {
    const { vault } = await createBare(path);
    vault.ledger.append([draft('kept')]);
    await vault.close();
    const again = await openBare(path);
    expect(again.ledger.readFields(1)).toMatchObject({ text: 'kept' });
    await again.close();
  });

  it('refuses a wrong passphrase and an unknown operator', async () => {
    await make();
    await expect(openBare(path, { passphrase: 'another passphrase' })).rejects.toEqual(fault('PASSPHRASE_WRONG'));
    await expect(openBare(path, { operator: 'op-2' })).rejects.toEqual(fault('OPERATOR_UNKNOWN'));
    await (await openBare(path, { operator: 'op-1' })).close();
  });

  it('tells a missing folder, a file and a folder of something else', async () => {
    await expect(openBare(path)).rejects.toEqual(fault('VAULT_NOT_FOUND'));
    mkdirSync(path);
    await expect(openBare(path)).rejects.toEqual(fault('VAULT_FOREIGN'));
    writeFileSync(join(path, 'vault.json'), '{"vault":"of another program"}');
    await expect(openBare(path)).rejects.toEqual(fault('VAULT_FOREIGN'));
    await expect(openBare(join(path, 'vault.json'))).rejects.toEqual(fault('VAULT_FOREIGN'));
    expect(readdirSync(path)).toEqual(['vault.json']);
  });

  it('tells a vault from a newer version', async () => {
    await make();
    tamper((header) => {
      header.version = 2;
      header.operators = 'kept in another way';
    });
    await expect(openBare(path)).rejects.toEqual(fault('VAULT_NEWER'));
  });

  it('tells a database from a newer version', async () => {
    const { vault } = await createBare(path);
    vault.db.pragma('user_version = 99');
    await vault.close();
    await expect(openBare(path)).rejects.toEqual(fault('VAULT_NEWER'));
  });

  it('mends one damaged or missing copy of the header from the other', async () => {
    await make();
    const whole = readFileSync(join(path, 'vault.json'));
    for (const [name, damage] of [
      ['vault.json', (file: string) => writeFileSync(file, whole.subarray(0, 100))],
      ['vault.copy.json', (file: string) => writeFileSync(file, '')],
      ['vault.json', (file: string) => rmSync(file)],
      ['vault.copy.json', (file: string) => rmSync(file)],
    ] as const) {
      damage(join(path, name));
      await (await openBare(path)).close();
      for (const copy of ['vault.json', 'vault.copy.json']) {
        expect(readFileSync(join(path, copy)).equals(whole)).toBe(true);
      }
    }
  });

  it('says so when both copies are damaged, and changes nothing', async () => {
    await make();
    for (const name of ['vault.json', 'vault.copy.json']) writeFileSync(join(path, name), 'x');
    await expect(openBare(path)).rejects.toEqual(fault('VAULT_HEADER_DAMAGED'));
    for (const name of ['vault.json', 'vault.copy.json']) rmSync(join(path, name));
    await expect(openBare(path)).rejects.toEqual(fault('VAULT_HEADER_DAMAGED'));
    expect(existsSync(join(path, 'ledger.db'))).toBe(true);
  });

  it('survives any flipped bit in one copy, and names the damage in both', async () => {
    await make();
    const whole = readFileSync(join(path, 'vault.json'));
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: whole.length - 1 }),
        fc.integer({ min: 0, max: 7 }),
        fc.constantFrom('vault.json', 'vault.copy.json'),
        async (at, bit, name) => {
          const flipped = Buffer.from(whole);
          flipped[at] = (flipped[at] ?? 0) ^ (1 << bit);
          writeFileSync(join(path, name), flipped);
          await (await openBare(path)).close();
          for (const copy of ['vault.json', 'vault.copy.json']) writeFileSync(join(path, copy), flipped);
          // A flip in the white space at the end may leave the same JSON.
          const outcome = await openBare(path)
            .then((vault) => vault.close())
            .catch((error) => error.code);
          expect([undefined, 'VAULT_HEADER_DAMAGED']).toContain(outcome);
          if (at < whole.length - 1) expect(outcome).toBe('VAULT_HEADER_DAMAGED');
          for (const copy of ['vault.json', 'vault.copy.json']) writeFileSync(join(path, copy), whole);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('notices a header that was changed by someone without the key', async () => {
    await make();
    const { recipient } = await generateIdentity();
    tamper((header) => {
      header.recipients = [{ recipient, origin: 'imported', wrap: 'AAAA' }];
    });
    await expect(openBare(path)).rejects.toEqual(fault('VAULT_HEADER_ALTERED'));
  });

  it('does not open with a slot whose cost was lowered', async () => {
    await make();
    tamper((header) => {
      const [slot] = header.operators as JsonObject[];
      header.operators = [{ ...slot, kdf: { ...(slot?.kdf as JsonObject), m: 8 } }];
    });
    await expect(openBare(path)).rejects.toEqual(fault('PASSPHRASE_WRONG'));
  });

  it('tells a damaged, a missing and a foreign database', async () => {
    await make();
    const file = join(path, 'ledger.db');
    const whole = readFileSync(file);
    writeFileSync(file, Buffer.concat([Buffer.alloc(64, 7), whole.subarray(64)]));
    await expect(openBare(path)).rejects.toEqual(fault('VAULT_DATABASE_DAMAGED'));
    rmSync(file);
    await expect(openBare(path)).rejects.toEqual(fault('VAULT_DATABASE_DAMAGED'));
    openDatabase({ path: file, key: new Uint8Array(32), mode: 'create', migrations: [] }).close();
    await expect(openBare(path)).rejects.toEqual(fault('VAULT_DATABASE_DAMAGED'));
    // Nothing that failed keeps the vault in use.
    writeFileSync(file, whole);
    await (await openBare(path)).close();
  });

  it('locks once and for all', async () => {
    const { vault } = await createBare(path);
    vault.ledger.append([draft('one')]);
    await vault.close();
    await vault.close();
    expect(() => vault.ledger.append([draft('two')])).toThrow();
    const again = await openBare(path);
    expect(again.ledger.size).toBe(2);
    expect(again.ledger.latestCheckpoint()?.size).toBe(2);
    expect(readdirSync(path).filter((name) => name.endsWith('-wal'))).toEqual(['ledger.db-wal']);
    await again.close();
    expect(readdirSync(path).filter((name) => name.endsWith('-wal'))).toEqual([]);
  });
});

describe('people with a way in', () => {
  it('each open with their own passphrase and act under their own code', async () => {
    const { vault } = await createBare(path);
    await vault.addOperator('op-2', 'a second passphrase', cheapKdf);
    await expect(vault.addOperator('op-2', 'a third passphrase', cheapKdf)).rejects.toEqual(fault('OPERATOR_EXISTS'));
    await expect(vault.addOperator('op-3', 'short', cheapKdf)).rejects.toEqual(fault('PASSPHRASE_WEAK'));
    await expect(vault.addOperator('../x', 'a third passphrase', cheapKdf)).rejects.toEqual(fault('OPERATOR_UNKNOWN'));
    await vault.close();

    const second = await openBare(path, { passphrase: 'a second passphrase' });
    expect(second).toMatchObject({ operator: 'op-2', operators: ['op-1', 'op-2'] });
    await second.close();
    await expect(openBare(path, { operator: 'op-1', passphrase: 'a second passphrase' })).rejects.toEqual(
      fault('PASSPHRASE_WRONG'),
    );
  });

  it('can change their passphrase; the old one opens nothing any more', async () => {
    const { vault } = await createBare(path);
    await vault.changePassphrase('a better passphrase', cheapKdf);
    await vault.close();
    await expect(openBare(path)).rejects.toEqual(fault('PASSPHRASE_WRONG'));
    await (await openBare(path, { passphrase: 'a better passphrase' })).close();
  });

  it('lose nothing when the power goes while the header is written', async () => {
    const { vault } = await createBare(path);
    await vault.addOperator('op-2', 'a second passphrase', cheapKdf);
    await vault.close();
    // The first copy is new, the second still old, and a temporary file is left.
    const before = join(folder, 'before');
    cpSync(path, before, { recursive: true });
    const again = await openBare(path);
    await again.addOperator('op-3', 'a third passphrase', cheapKdf);
    await again.close();
    cpSync(join(before, 'vault.copy.json'), join(path, 'vault.copy.json'));
    writeFileSync(join(path, 'vault.copy.json.new'), '{"half":');
    for (const words of [passphrase, 'a second passphrase', 'a third passphrase']) {
      await (await openBare(path, { passphrase: words })).close();
    }
    expect(readFileSync(join(path, 'vault.copy.json')).equals(readFileSync(join(path, 'vault.json')))).toBe(true);
  });
});

describe('when every passphrase is lost', () => {
  const recover = (identity: string, operator = 'op-1') =>
    recoverVault({
      path,
      identity,
      operator,
      passphrase: 'a passphrase found again',
      projections: countingProjections,
      kdf: cheapKdf,
    });

  it('the recovery key that was shown once opens the vault and sets a new passphrase', async () => {
    const { recoveryKey } = await make();
    const vault = await recover(recoveryKey ?? '');
    vault.ledger.append([draft('after recovery')]);
    await vault.close();
    await expect(openBare(path)).rejects.toEqual(fault('PASSPHRASE_WRONG'));
    const again = await openBare(path, { passphrase: 'a passphrase found again' });
    expect(again.ledger.size).toBe(2);
    await again.close();
  });

  it('headquarters gives a new person a way in; the others keep theirs', async () => {
    const keys = [await generateIdentity(), await generateIdentity()];
    await make({ recipients: keys.map(({ recipient }) => recipient) });
    const vault = await recover(keys[1]?.identity ?? '', 'op-9');
    expect(vault.operators).toEqual(['op-1', 'op-9']);
    await vault.close();
    await (await openBare(path)).close();
  });

  it('another identity, or none, opens nothing', async () => {
    await make();
    await expect(recover((await generateIdentity()).identity)).rejects.toEqual(fault('RECOVERY_IDENTITY_WRONG'));
    await expect(recover('a passphrase found again')).rejects.toEqual(fault('RECOVERY_IDENTITY_WRONG'));
    await (await openBare(path)).close();
  });
});
