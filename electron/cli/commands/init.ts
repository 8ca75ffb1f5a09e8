import { open, rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { Fault } from '../../../shared/faults.ts';
import { en } from '../../../shared/locales/en.ts';
import { newPassphrase } from '../asking.ts';
import { type CommonOptions, collected, withCommonOptions, withEngine } from '../command.ts';
import { outputFor } from '../output.ts';

type Options = CommonOptions & { recipient?: string[]; recoveryTo?: string };

/** Writes the recovery key where nothing stood before, readable by its owner alone, before the vault depends on it. */
async function reserve(path: string) {
  try {
    return await open(path, 'wx', 0o600);
  } catch (cause) {
    throw new Fault('EXPORT_TARGET_EXISTS', { name: path }, { cause });
  }
}

async function init(path: string, options: Options): Promise<void> {
  const output = outputFor(options.json === true);
  const passphrase = await newPassphrase(options.passphraseFile, 'Passphrase for the new vault');
  const recoveryFile = options.recoveryTo === undefined ? null : await reserve(options.recoveryTo);
  let written = false;
  try {
    await withEngine(async (engine) => {
      const { state, recoveryKey } = await engine.call('vault.create', {
        path: resolve(path),
        operator: options.operator ?? 'op-1',
        passphrase,
        recipients: options.recipient ?? [],
        training: false,
      });
      if (recoveryKey !== null && recoveryFile !== null) {
        await recoveryFile.writeFile(
          `# Recovery key of ${state.name}. Whoever has it and the vault can read everything.\n${recoveryKey}\n`,
        );
        await recoveryFile.sync();
        written = true;
      }
      output.result({ ...state, ...(recoveryFile === null && recoveryKey !== null ? { recoveryKey } : {}) }, [
        `Vault ${state.name} is ready in ${state.path}.`,
        `Ledger ${state.ledger}, operator ${state.operator}.`,
        ...(state.noticesCopies ? [] : [`${en.continuing.unnoticed}. ${en.continuing.unnoticedText}`]),
        ...(recoveryKey === null
          ? [`It can be recovered with the key of ${state.recipients.join(', ')}.`]
          : recoveryFile !== null
            ? [`The recovery key is in ${options.recoveryTo}. Keep it far from this computer.`]
            : [
                'No headquarters key was given, so this recovery key was made. It is shown this once. Write it down and keep',
                'it far from this computer: whoever has it and the vault can read everything, and without it a forgotten',
                'passphrase loses everything.',
                '',
                `  ${recoveryKey}`,
              ]),
      ]);
    });
  } finally {
    await recoveryFile?.close();
    if (recoveryFile !== null && !written && options.recoveryTo !== undefined) await rm(options.recoveryTo);
  }
}

export function addInitCommand(program: Command): void {
  withCommonOptions(program.command('init').description('make a new vault'))
    .argument('<vault>', 'folder to make, for example field.sanad')
    .option('--recipient <age1…>', 'headquarters’ public age key, for recovery; may be repeated', collected)
    .option('--recovery-to <file>', 'where there is no headquarters key: write the recovery key there')
    .action(init);
}
