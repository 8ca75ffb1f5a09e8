import { Command, CommanderError } from 'commander';
import { addAcquisitionCommand } from './commands/acquisition.ts';
import { addAnchorCommands } from './commands/anchor.ts';
import { addCameraTimeCommands } from './commands/camera-time.ts';
import { addChangeKeyCommand } from './commands/change-key.ts';
import { addClaimCommand } from './commands/claim.ts';
import { addContinueCommand } from './commands/continue.ts';
import { addCustodyCommand } from './commands/custody.ts';
import { addDemoCommand } from './commands/demo.ts';
import { addEntriesCommand } from './commands/entries.ts';
import { addEraseCommand } from './commands/erase.ts';
import { addExportCommand } from './commands/export.ts';
import { addGateCommand } from './commands/gate.ts';
import { addHoldCommand } from './commands/hold.ts';
import { addImportCommand } from './commands/import.ts';
import { addIncidentCommand } from './commands/incident.ts';
import { addInitCommand } from './commands/init.ts';
import { addLedgerCommands } from './commands/ledger.ts';
import { addListCommands } from './commands/list.ts';
import { addOperatorCommand } from './commands/operator.ts';
import { addOrderCommand } from './commands/order.ts';
import { addConsentCommand, addPersonCommand } from './commands/person.ts';
import { addProposeCommand } from './commands/propose.ts';
import { addReceiptCommand } from './commands/receipt.ts';
import { addRecordCommands } from './commands/record.ts';
import { addRecordingCommands } from './commands/recording.ts';
import { addRecoverCommand } from './commands/recover.ts';
import { addSearchCommand } from './commands/search.ts';
import { addTagCommand } from './commands/tag.ts';
import { addTestimonyCommand } from './commands/testimony.ts';
import { addVerifyCommand } from './commands/verify.ts';
import { addWitnessCommands } from './commands/witness.ts';
import { version } from './version.ts';
import { sentenceOf } from './words.ts';

/** 0 done or intact, 1 the evidence has a fault (INVALID, DIVERGED), 2 could not run. */
const couldNotRun = 2;

const program = new Command('sanad')
  .description('Keeps photographs and testimony about attacks on medical care in a ledger that others can check.')
  .version(version)
  .showHelpAfterError('(sanad --help lists the commands)')
  .exitOverride();

/** The option of the command given that a part of a field's path stands for. */
let optionFor = (_part: string): string | null => null;
program.hook('preAction', (_program, given) => {
  optionFor = (part) => given.options.find((option) => option.attributeName() === part)?.long ?? null;
});

/** The commands in the order of the work, as `sanad --help` lists them. */
const commands: readonly (readonly [heading: string, ...add: ((program: Command) => void)[]])[] = [
  ['A vault:', addInitCommand, addDemoCommand, addOperatorCommand, addRecoverCommand, addContinueCommand],
  ['Taking in:', addImportCommand, addAcquisitionCommand, addCameraTimeCommands],
  ['Finding:', addListCommands, addSearchCommand, addTagCommand, addProposeCommand],
  ['Documenting:', addIncidentCommand, addClaimCommand, addRecordCommands],
  ['People and what they told:', addTestimonyCommand, addRecordingCommands, addPersonCommand, addConsentCommand],
  ['Who may see what:', addGateCommand, addOrderCommand, addHoldCommand, addEraseCommand, addCustodyCommand],
  ['Handing over and checking:', addExportCommand, addReceiptCommand, addVerifyCommand],
  [
    'The ledger, and who vouches for it:',
    addEntriesCommand,
    addLedgerCommands,
    addWitnessCommands,
    addAnchorCommands,
    addChangeKeyCommand,
  ],
];
for (const [heading, ...adders] of commands) {
  program.commandsGroup(heading);
  for (const add of adders) add(program);
}

// `sanad verify … | head` closes the pipe early: whoever reads has seen enough, and that is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? 0 : couldNotRun;
  } else {
    const { code, message, broken } = sentenceOf(error, optionFor);
    if (process.argv.includes('--json'))
      process.stdout.write(`${JSON.stringify({ fault: { code, ...broken, message } })}\n`);
    else process.stderr.write(`sanad: ${message}\n`);
    if (code === 'INTERNAL' && process.env.SANAD_DEBUG === '1') console.error(error);
    process.exitCode = couldNotRun;
  }
}
