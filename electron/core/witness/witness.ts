/**
 * A witness: it countersigns a ledger's checkpoints on another computer than the ledger's, and remembers the largest tree that it
 * ever saw of each (C2SP tlog-witness, by file in place of HTTP). What it signs says one thing: I saw this tree, it begins with
 * every tree that I countersigned before, and I refuse all others.
 */

import { hkdfSync, randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { brokenField } from '../../../shared/broken-rule.ts';
import { Fault } from '../../../shared/faults.ts';
import { decodeBase64, encodeBase64 } from '../../../shared/ledger/base64.ts';
import { witnessKey } from '../../../shared/ledger/cosignature.ts';
import { formatVerifierKey } from '../../../shared/ledger/note.ts';
import { readWitnessRequest } from '../../../shared/ledger/witness-request.ts';
import { generateSigningKey, primitives, type SigningKey } from '../ledger/primitives.ts';
import { AgeFailure, encryptAge, openAge } from '../vault/age.ts';
import { closeDatabase, type Database, openDatabase } from '../vault/database.ts';
import { replaceFile } from '../vault/durable.ts';
import { requireStrongPassphrase } from '../vault/passphrase.ts';
import { inMemory } from '../vault/random-access.ts';
import { storageFault } from '../vault/storage-fault.ts';
import { answerRequest, type CosignAnswer, witnessName } from './judging.ts';
import { WitnessMemory } from './memory.ts';
import { standaloneTables, witnessMigrations } from './schema.ts';
import { type TurnFile, turnFile } from './turn.ts';

const KEY_FILE = 'witness.age';
const DATABASE_FILE = 'witness.db';
const TURN_FILE = 'witness.turn';

const keyFile = z.strictObject({ format: z.literal('sanad/witness/v1'), database: z.string() });

export type WitnessOptions = {
  readonly folder: string;
  readonly passphrase: string;
  readonly now?: () => Date;
  /** Runs when an answer is durable and before it is given: for tests that end the process there. */
  readonly onPersisted?: () => void;
};

export class Witness {
  readonly name: string;
  readonly memory: WitnessMemory;
  readonly #db: Database;
  readonly #key: SigningKey;
  readonly #now: () => Date;
  readonly #onPersisted: () => void;
  readonly #turns: TurnFile;
  readonly #turnKey: Uint8Array;

  private constructor(db: Database, turnKey: Uint8Array, { folder, now, onPersisted }: WitnessOptions) {
    const row = db.prepare('SELECT name, public_key, seed FROM witness').get() as
      | { name: string; public_key: Buffer; seed: Buffer }
      | undefined;
    if (row === undefined) throw new Fault('VAULT_DATABASE_DAMAGED');
    this.name = row.name;
    this.memory = new WitnessMemory(db, standaloneTables);
    this.#db = db;
    this.#key = { publicKey: new Uint8Array(row.public_key), seed: new Uint8Array(row.seed) };
    this.#now = now ?? (() => new Date());
    this.#onPersisted = onPersisted ?? (() => {});
    this.#turns = turnFile(join(folder, TURN_FILE), turnKey);
    this.#turnKey = turnKey;
  }

  /**
   * Makes a witness with a key of its own in an empty or new folder. `workFactor`: scrypt's log2 N, for tests. Throws
   * WITNESS_EXISTS, PASSPHRASE_WEAK, FIELD_INVALID (a name that no note can carry).
   */
  static async create(options: WitnessOptions & { name: string; workFactor?: number }): Promise<Witness> {
    const { folder, passphrase, name, workFactor } = options;
    if (!witnessName.test(name)) throw brokenField('name', 'form', witnessName.source, name);
    requireStrongPassphrase(passphrase);
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (readdirSync(folder).length > 0) throw new Fault('WITNESS_EXISTS');
    const databaseKey = randomBytes(32);
    const secret = JSON.stringify({ format: 'sanad/witness/v1', database: encodeBase64(databaseKey) });
    const pieces: Uint8Array[] = [];
    const to = { passphrase, ...(workFactor === undefined ? {} : { workFactor }) };
    for await (const piece of encryptAge(to, [Buffer.from(secret)])) pieces.push(piece);
    const db = openDatabase({
      path: join(folder, DATABASE_FILE),
      key: databaseKey,
      mode: 'create',
      migrations: witnessMigrations,
    });
    const key = generateSigningKey();
    db.prepare('INSERT INTO witness (one, name, public_key, seed) VALUES (1, ?, ?, ?)').run(
      name,
      key.publicKey,
      key.seed,
    );
    key.seed.fill(0);
    // Last: a folder without it is no witness yet.
    replaceFile(join(folder, KEY_FILE), Buffer.concat(pieces));
    return new Witness(db, turnKey(databaseKey), options);
  }

  /**
   * `moved`: somebody says that the folder was moved as a whole, and that no other copy of it is in use. Throws WITNESS_NOT_FOUND,
   * PASSPHRASE_WRONG, VAULT_DATABASE_DAMAGED.
   */
  static async open(options: WitnessOptions & { moved?: boolean }): Promise<Witness> {
    const key = await databaseKey(options);
    const db = openDatabase({
      path: join(options.folder, DATABASE_FILE),
      key,
      mode: 'write',
      migrations: witnessMigrations,
    });
    // Another process of the same witness may be writing: wait for it.
    db.pragma('busy_timeout = 10000');
    const witness = new Witness(db, turnKey(key), options);
    if (options.moved === true) witness.#keepTurn();
    return witness;
  }

  /** One process after the other: both write the same file. */
  #keepTurn(): void {
    this.#db.transaction(() => this.#turns.write(this.#turn())).immediate();
  }

  #turn(): number {
    return this.#db.prepare('SELECT number FROM turn').pluck().get() as number;
  }

  /** What reviewers and vaults are given to recognise its line. */
  get verifierKey(): string {
    return formatVerifierKey(witnessKey(primitives, this.name, this.#key.publicKey));
  }

  /**
   * Countersigns a request or refuses it. Everything is durable before the answer exists, so an answer that is lost on the way
   * (a crash, a pulled stick) is given again for the same request. Throws WITNESS_REQUEST_INVALID, WITNESS_PUT_BACK, VAULT_DISK_FULL.
   */
  cosign(bytes: Uint8Array): CosignAnswer {
    const request = readWitnessRequest(primitives, bytes);
    let answer: CosignAnswer;
    try {
      const witness = { name: this.name, key: this.#key };
      answer = this.#db
        .transaction(() => {
          const turn = this.#turn();
          this.#turns.require(turn);
          this.#db.prepare('UPDATE turn SET number = ?').run(turn + 1);
          return answerRequest(this.memory, witness, request, bytes, this.#now());
        })
        .immediate();
      this.#keepTurn();
    } catch (error) {
      throw storageFault(error);
    }
    this.#onPersisted();
    return answer;
  }

  close(): void {
    this.#key.seed.fill(0);
    this.#turnKey.fill(0);
    if (this.#db.open) closeDatabase(this.#db);
  }
}

/** The file beside the database has a key of its own, from the one that opens both (RFC 5869). The other is not needed any more. */
function turnKey(databaseKey: Uint8Array): Uint8Array {
  const key = new Uint8Array(hkdfSync('sha256', databaseKey, new Uint8Array(0), 'sanad/witness/turn', 32));
  databaseKey.fill(0);
  return key;
}

async function databaseKey({ folder, passphrase }: WitnessOptions): Promise<Uint8Array> {
  let sealed: Buffer;
  try {
    sealed = await readFile(join(folder, KEY_FILE));
  } catch (cause) {
    throw new Fault('WITNESS_NOT_FOUND', {}, { cause });
  }
  try {
    const reader = await openAge(inMemory(sealed), { passphrase });
    const text = Buffer.from(await reader.read(0, reader.size)).toString('utf8');
    const key = decodeBase64(keyFile.parse(JSON.parse(text)).database);
    if (key?.length !== 32) throw new Fault('VAULT_DATABASE_DAMAGED');
    return key;
  } catch (error) {
    if (error instanceof AgeFailure) {
      throw new Fault(error.kind === 'no match' ? 'PASSPHRASE_WRONG' : 'VAULT_DATABASE_DAMAGED', {}, { cause: error });
    }
    throw error;
  }
}
