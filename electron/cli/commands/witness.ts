import { readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { Fault } from '../../../shared/faults.ts';
import type { Refusal } from '../../../shared/ledger/witness-answer.ts';
import { Witness } from '../../core/witness/witness.ts';
import { newPassphrase, vaultPassphrase } from '../asking.ts';
import { type CommonOptions, withCommonOptions, withVault } from '../command.ts';
import { outputFor } from '../output.ts';

type Common = Omit<CommonOptions, 'operator'>;

const withWitnessOptions = (command: Command): Command =>
  command
    .argument('<folder>')
    .option('--json', 'print the result as one line of JSON')
    .option('--passphrase-file <file>', 'file whose first line is the witness’s passphrase (or SANAD_PASSPHRASE_FILE)');

/** What a refusal means, for whoever stands at the witness's computer. */
const meaning: Record<Refusal, string> = {
  unsigned: 'it does not carry the signatures of this ledger’s keys. Anybody could have made it. Nothing was kept.',
  stale: 'its proof begins at another size than the one held here. Ask for a request from the size above.',
  rollback: 'a larger tree of this ledger was seen here before. The note is kept.',
  inconsistent:
    'it is signed, but its proof does not lead there from what is held: another history, or a damaged file. The note is kept as evidence. Ask for the request once more.',
  fork: 'it is signed, and another tree of the same size was seen here before: there are two histories. The note is kept as evidence.',
};

/** Speaks against the ledger, as against a request that only has to be made anew. */
const against: readonly Refusal[] = ['rollback', 'inconsistent', 'fork'];

const inWords = (seconds: number): string => new Date(seconds * 1_000).toISOString().replace('.000Z', 'Z');

async function withWitness(folder: string, options: Common, use: (witness: Witness) => Promise<void>): Promise<void> {
  const passphrase = await vaultPassphrase(options.passphraseFile, 'Passphrase of the witness: ');
  const witness = await Witness.open({ folder: resolve(folder), passphrase });
  try {
    await use(witness);
  } finally {
    witness.close();
  }
}

async function bytesOf(file: string): Promise<Uint8Array> {
  try {
    return new Uint8Array(await readFile(file));
  } catch (cause) {
    throw new Fault('SOURCE_NOT_FOUND', {}, { cause });
  }
}

/** Never over something that is there. */
export async function writeNew(file: string, text: string): Promise<void> {
  try {
    await writeFile(file, text, { flag: 'wx' });
  } catch (cause) {
    const exists = (cause as NodeJS.ErrnoException).code === 'EEXIST';
    throw new Fault(exists ? 'EXPORT_TARGET_EXISTS' : 'EXPORT_TARGET_UNWRITABLE', {}, { cause });
  }
}

async function init(folder: string, options: Common & { name: string }): Promise<void> {
  const passphrase = await newPassphrase(options.passphraseFile, 'Passphrase of the witness');
  const witness = await Witness.create({ folder: resolve(folder), name: options.name, passphrase });
  const result = { name: witness.name, key: witness.verifierKey };
  witness.close();
  outputFor(options.json === true).result(result, [
    `Witness ${result.name} made.`,
    `Key   ${result.key}`,
    'Give the key to reviewers, and to the vaults that you will countersign for, by a way that nobody can change.',
    'Back up the folder only as a whole, and never go back to an older copy: a witness that forgets is none.',
  ]);
}

async function show(folder: string, options: Common): Promise<void> {
  await withWitness(folder, options, async (witness) => {
    const ledgers = witness.memory.ledgers();
    const conflicts = ledgers.reduce((sum, ledger) => sum + ledger.conflicts, 0);
    const result = { name: witness.name, key: witness.verifierKey, ledgers: ledgers.length, conflicts };
    outputFor(options.json === true).result(result, [
      `Witness ${result.name}`,
      `Key   ${result.key}`,
      `${result.ledgers} ledgers, ${result.conflicts} notes that do not fit.`,
    ]);
  });
}

async function cosign(folder: string, request: string, options: Common & { out: string }): Promise<void> {
  const bytes = await bytesOf(request);
  await withWitness(folder, options, async (witness) => {
    const answer = witness.cosign(bytes);
    const output = outputFor(options.json === true);
    if (answer.outcome === 'cosigned') {
      await writeNew(options.out, answer.note);
      output.result({ ...answer, out: resolve(options.out) }, [
        `Countersigned ledger ${answer.ledger.slice(0, 16)}… up to ${answer.size} entries.`,
        answer.from === 0
          ? 'First contact: that this is the ledger it says it is, was taken on trust. From now on it can only grow.'
          : `It goes on from the ${answer.from} entries that were held.`,
        `Carry ${options.out} back.`,
      ]);
      return;
    }
    await writeNew(options.out, answer.refusal);
    output.result({ ...answer, out: resolve(options.out) }, [
      `Refused ledger ${answer.ledger.slice(0, 16)}… at ${answer.size} entries: held are ${answer.held}.`,
      `Because ${meaning[answer.outcome]}`,
      `${options.out} says so to the ledger’s keeper.`,
    ]);
    process.exitCode = against.includes(answer.outcome) ? 1 : 2;
  });
}

async function list(folder: string, ledger: string | undefined, options: Common): Promise<void> {
  await withWitness(folder, options, async (witness) => {
    const output = outputFor(options.json === true);
    if (ledger === undefined) {
      const ledgers = witness.memory.ledgers();
      const lines = ledgers.map(({ ledger: id, size, at, firstAt, conflicts, rollbacks }) => {
        const trouble = [
          ...(conflicts > 0 ? [`${conflicts} NOTES OF ANOTHER HISTORY`] : []),
          ...(rollbacks > 0 ? [`${rollbacks} refused as older`] : []),
        ];
        return [`${id}  ${size} entries, last ${at}, since ${firstAt}`, ...trouble].join('; ');
      });
      output.result(ledgers, lines.length === 0 ? ['No ledger yet.'] : lines);
      return;
    }
    const known = witness.memory.ledgers().find(({ ledger: id }) => id.startsWith(ledger));
    const notes = witness.memory.notes(known?.ledger ?? ledger);
    output.result(
      notes,
      notes.flatMap(({ at, outcome, size, note }) => [`${at}  ${outcome}, ${size} entries`, ...note.split('\n'), '']),
    );
  });
}

const standingInWords = {
  none: 'It holds nothing of this ledger.',
  agrees: 'What it holds is a state of this very ledger: make a request from there.',
  larger:
    'It holds a LARGER state than this vault: this vault was put back from an older copy, or there is another one.',
  differs: 'What it holds is ANOTHER history than this vault’s. Keep both and find out why.',
};

async function cosigned(vault: string, file: string, options: CommonOptions & { witness?: string }): Promise<void> {
  const answer = Buffer.from(await bytesOf(file)).toString('utf8');
  await withVault(vault, options, async (engine, output) => {
    const accepted = await engine.call('witness.accept', { answer, witness: options.witness ?? null });
    if (accepted.outcome === 'kept') {
      output.result(accepted, [
        ...accepted.witnesses.map(
          ({ name, time }) => `${name} countersigned ${accepted.size} entries on ${inWords(time)}, by its own clock.`,
        ),
        `Beyond what witnesses vouch for: ${accepted.unvouched} entries.`,
      ]);
      return;
    }
    output.result(accepted, [
      `The witness refused (${accepted.refusal}). It holds ${accepted.held} entries.`,
      standingInWords[accepted.standing],
    ]);
    process.exitCode = accepted.standing === 'larger' || accepted.standing === 'differs' ? 1 : 2;
  });
}

export function addWitnessCommands(program: Command): void {
  const witness = program.command('witness').description('vouch, on another computer, for ledgers that only grow');
  withWitnessOptions(witness.command('init').description('make a witness with a key of its own'))
    .requiredOption('--name <name>', 'how its signatures are called, without blanks, for example witness.example/1')
    .action(init);
  withWitnessOptions(witness.command('show').description('print its name and key')).action(show);
  withWitnessOptions(witness.command('cosign').description('countersign a request, or refuse it and say why'))
    .argument('<request>')
    .requiredOption('--out <file>', 'the answer, to be carried back')
    .action(cosign);
  withWitnessOptions(witness.command('list').description('the ledgers it has seen, or every note of one'))
    .argument('[ledger]', 'the beginning of a ledger’s id')
    .action(list);
  withCommonOptions(program.command('cosigned').description('bring a witness’s answer into the vault'))
    .argument('<vault>')
    .argument('<file>')
    .option('--witness <key>', 'the key of a witness that is new to this vault')
    .action(cosigned);
}
