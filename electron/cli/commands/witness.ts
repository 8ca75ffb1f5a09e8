import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { CallOutput } from '../../../shared/contract.ts';
import { Fault } from '../../../shared/faults.ts';
import type { Refusal } from '../../../shared/ledger/witness-answer.ts';
import { Witness } from '../../core/witness/witness.ts';
import { withWitness } from '../acting-witness.ts';
import { newPassphrase, vaultPassphrase } from '../asking.ts';
import { carriedText, codeLines, writeCodes } from '../carried-files.ts';
import { type CommonOptions, collected, count, withCommonOptions, withVault } from '../command.ts';
import { writeNew } from '../new-file.ts';
import { counted, outputFor } from '../output.ts';
import { qrTarget } from '../qr-file.ts';
import { isVaultFolder } from '../vault-folder.ts';

const withWitnessOptions = (command: Command): Command =>
  command
    .argument('<folder>', 'the witness’s folder, or a vault')
    .option('--json', 'print the result as one line of JSON')
    .option('--passphrase-file <file>', 'file whose first line is its passphrase (or SANAD_PASSPHRASE_FILE)')
    .option('--operator <code>', 'for a vault: who acts, where it knows several');

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

async function init(folder: string, options: CommonOptions & { name: string }): Promise<void> {
  if (isVaultFolder(resolve(folder))) return initVault(folder, options);
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

async function moved(folder: string, options: CommonOptions): Promise<void> {
  if (isVaultFolder(resolve(folder))) throw new Fault('WITNESS_NOT_FOUND');
  const passphrase = await vaultPassphrase(options.passphraseFile, 'Passphrase of the witness: ');
  const witness = await Witness.open({ folder: resolve(folder), passphrase, moved: true });
  const { name } = witness;
  witness.close();
  outputFor(options.json === true).result({ name, moved: true }, [
    `Witness ${name} goes on here. Destroy every other copy of its folder: one that forgets is none.`,
  ]);
}

async function initVault(folder: string, options: CommonOptions & { name: string }): Promise<void> {
  await withVault(folder, options, async (engine, output) => {
    const { self } = await engine.call('countersign.begin', { name: options.name });
    if (self === null) throw new Fault('WITNESS_KEY_MISSING');
    output.result({ name: self.name, key: self.key }, [
      `This vault countersigns as ${self.name}. What it countersigns stands in its own ledger.`,
      `Key   ${self.key}`,
      'Give the key to reviewers, and to the vaults that you will countersign for, by a way that nobody can change.',
      'Never go back to an older copy of this vault: a witness that forgets is none.',
    ]);
  });
}

async function show(folder: string, options: CommonOptions & { qr?: string }): Promise<void> {
  await withWitness(folder, options, async (witness) => {
    const json = options.json === true;
    const ledgers = await witness.ledgers();
    const conflicts = ledgers.reduce((sum, ledger) => sum + ledger.conflicts, 0);
    const result = { name: witness.name, key: witness.key, ledgers: ledgers.length, conflicts };
    const codes =
      options.qr === undefined ? [] : await writeCodes(options.qr, `${witness.key}\n`, { name: witness.name, json });
    outputFor(json).result(result, [
      `Witness ${result.name}`,
      `Key   ${result.key}`,
      ...codeLines(codes),
      `${counted(result.ledgers, 'ledger')}, ${counted(result.conflicts, 'note that does not fit', 'notes that do not fit')}.`,
    ]);
  });
}

type CosignOptions = CommonOptions & { out: string; label?: string; qr?: string };

async function cosign(folder: string, files: readonly string[], options: CosignOptions): Promise<void> {
  await withWitness(folder, options, async (witness) => {
    const json = options.json === true;
    const answer = await witness.cosign(files, options.label ?? null);
    const text = answer.outcome === 'cosigned' ? answer.note : answer.refusal;
    await writeNew(options.out, text);
    const codes = options.qr === undefined ? [] : await writeCodes(options.qr, text, { name: 'answer', json });
    const result = { ...answer, out: resolve(options.out), ...(options.qr === undefined ? {} : { qr: codes }) };
    if (answer.outcome === 'cosigned') {
      outputFor(json).result(result, [
        `Countersigned ledger ${answer.ledger.slice(0, 16)}… up to ${counted(answer.size, 'entry', 'entries')}.`,
        answer.from === 0
          ? 'First contact: that this is the ledger it says it is, was taken on trust. From now on it can only grow.'
          : `It goes on from the ${answer.from} entries that were held.`,
        `Carry ${options.out} back.`,
        ...codeLines(codes),
      ]);
      return;
    }
    outputFor(json).result(result, [
      `Refused ledger ${answer.ledger.slice(0, 16)}… at ${counted(answer.size, 'entry', 'entries')}: held are ${answer.held}.`,
      `Because ${meaning[answer.outcome]}`,
      `${options.out} says so to the ledger’s keeper.`,
      ...codeLines(codes),
    ]);
    process.exitCode = against.includes(answer.outcome) ? 1 : 2;
  });
}

type ListOptions = CommonOptions & { out?: string };

async function list(folder: string, ledger: string | undefined, options: ListOptions): Promise<void> {
  await withWitness(folder, options, async (witness) => {
    const output = outputFor(options.json === true);
    const ledgers = await witness.ledgers();
    if (ledger === undefined) {
      const lines = ledgers.map(({ ledger: id, label, size, at, firstAt, conflicts, rollbacks }) => {
        const trouble = [
          ...(conflicts > 0 ? [`${conflicts} NOTES OF ANOTHER HISTORY`] : []),
          ...(rollbacks > 0 ? [`${rollbacks} refused as older`] : []),
        ];
        const name = label === null ? '' : `  ${label}`;
        return [`${id}${name}  ${size} entries, last ${at}, since ${firstAt}`, ...trouble].join('; ');
      });
      output.result(ledgers, lines.length === 0 ? ['No ledger yet.'] : lines);
      return;
    }
    const known = ledgers.find(({ ledger: id }) => id.startsWith(ledger));
    const { notes, text } = await witness.notes(known?.ledger ?? ledger);
    if (options.out !== undefined && text !== null) await writeNew(options.out, text);
    output.result(
      notes,
      notes.flatMap(({ at, outcome, size, note }) => [`${at}  ${outcome}, ${size} entries`, ...note.split('\n'), '']),
    );
  });
}

type PolicyOptions = CommonOptions & { witness?: string[]; quorum?: number; policy?: string; none?: boolean };

/** Shows whom a vault trusts to countersign it, or decides on that. */
async function trust(vault: string, options: PolicyOptions): Promise<void> {
  const { witness, quorum, policy, none } = options;
  await withVault(vault, options, async (engine, output) => {
    const standing = await (async (): Promise<CallOutput<'witness.policy'>> => {
      if (none === true) return engine.call('witness.setPolicy', { witnesses: [], quorum: 1 });
      if (policy !== undefined) return engine.call('witness.setPolicy', { text: await carriedText(engine, [policy]) });
      if (witness !== undefined) return engine.call('witness.setPolicy', { witnesses: witness, quorum: quorum ?? 1 });
      return engine.call('witness.policy', {});
    })();
    output.result(standing, [
      ...(standing.text === null
        ? ['No policy: any witness that answers counts.']
        : standing.text.split('\n').slice(0, -1)),
      '',
      ...standing.witnesses.map(({ name, size, time, trusted }) => {
        const counts = standing.text === null || trusted ? '' : ' (not in the policy)';
        const when = time === null ? '' : ` on ${inWords(time)}, by its own clock`;
        return size === 0 ? `${name}: nothing yet${counts}` : `${name}: ${size} entries${when}${counts}`;
      }),
      `Vouched for: ${standing.vouched} of ${standing.entries} entries.`,
    ]);
  });
}

const standingInWords = {
  none: 'It holds nothing of this ledger.',
  agrees: 'What it holds is a state of this very ledger: make a request from there.',
  larger:
    'It holds a LARGER state than this vault: this vault was put back from an older copy, or there is another one.',
  differs: 'What it holds is ANOTHER history than this vault’s. Keep both and find out why.',
};

type AnswerOptions = CommonOptions & { witness?: string };

async function cosigned(vault: string, files: readonly string[], options: AnswerOptions): Promise<void> {
  await withVault(vault, options, async (engine, output) => {
    const answer = await carriedText(engine, files);
    const accepted = await engine.call('witness.accept', { answer, witness: options.witness ?? null });
    if (accepted.outcome === 'kept') {
      output.result(accepted, [
        ...accepted.witnesses.map(
          ({ name, time }) =>
            `${name} countersigned ${counted(accepted.size, 'entry', 'entries')} on ${inWords(time)}, by its own clock.`,
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
  const witness = program
    .command('witness')
    .description('vouch, on another computer or with another vault, for ledgers that only grow');
  withWitnessOptions(
    witness.command('init').description('make a key to countersign with, in a folder of its own or in a vault'),
  )
    .requiredOption('--name <name>', 'how its signatures are called, without blanks, for example witness.example/1')
    .action(init);
  withWitnessOptions(witness.command('show').description('print its name and key'))
    .option(
      '--qr <file>',
      'draw the key as a QR code: a name that ends in .svg or .png, or - for the terminal',
      qrTarget,
    )
    .action(show);
  withWitnessOptions(witness.command('cosign').description('countersign a request, or refuse it and say why'))
    .argument('<request...>', 'its file, or the pictures of its QR codes')
    .requiredOption('--out <file>', 'the answer, to be carried back')
    .option('--label <name>', 'for a vault: what you call the ledger')
    .option('--qr <file>', 'also draw the answer as QR codes: .svg, .png, or - for the terminal', qrTarget)
    .action(cosign);
  withWitnessOptions(
    witness
      .command('moved')
      .description('say that a witness’s own folder was moved as a whole, to another disk, and that no copy is in use'),
  ).action(moved);
  withWitnessOptions(witness.command('list').description('the ledgers it has seen, or every note of one'))
    .argument('[ledger]', 'the beginning of a ledger’s id')
    .option('--out <file>', 'for a vault: write all that is kept of this ledger there')
    .action(list);
  withCommonOptions(program.command('cosigned').description('bring a witness’s answer into the vault'))
    .argument('<vault>')
    .argument('<answer...>', 'its file, or the pictures of its QR codes')
    .option('--witness <key>', 'the key of a witness that is new to this vault')
    .action(cosigned);
  withCommonOptions(
    program.command('trust').description('whose countersignatures count for a vault, and how many it takes'),
  )
    .argument('<vault>')
    .option('--witness <key>', 'the key of a witness; may be repeated', collected)
    .option('--quorum <number>', 'how many of these it takes', count)
    .option('--policy <file>', 'the same as the lines of a policy')
    .option('--none', 'no policy: any witness that answers counts')
    .action(trust);
}
