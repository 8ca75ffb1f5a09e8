/** Whoever countersigns here, a witness in a folder of its own or a vault: the commands say the same to both. */
import { resolve } from 'node:path';
import type { CallOutput } from '../../shared/contract.ts';
import { Fault } from '../../shared/faults.ts';
import { encodeUtf8 } from '../../shared/ledger/bytes.ts';
import { asCarried } from '../../shared/ledger/carried-text.ts';
import type { CosignAnswer } from '../core/witness/judging.ts';
import { Witness } from '../core/witness/witness.ts';
import { vaultPassphrase } from './asking.ts';
import { carriedText } from './carried-files.ts';
import { type CommonOptions, withEngine, withVault } from './command.ts';
import { isVaultFolder } from './vault-folder.ts';

type Ledgers = CallOutput<'countersign.list'>;
type Notes = CallOutput<'countersign.evidence'>['notes'];

export interface ActingWitness {
  readonly name: string;
  readonly key: string;
  /** Of the files of one request; `label`: what it is called here, for a vault alone. */
  cosign(files: readonly string[], label: string | null): Promise<CosignAnswer>;
  ledgers(): Promise<Ledgers>;
  /** Every note kept of a ledger, and all of it as a text to hand on where that is kept. */
  notes(ledger: string): Promise<{ notes: Notes; text: string | null }>;
}

/** Throws WITNESS_NOT_FOUND, WITNESS_KEY_MISSING (a vault that has none), and as opening a vault does. */
export async function withWitness(
  folder: string,
  options: CommonOptions,
  use: (witness: ActingWitness) => Promise<void>,
): Promise<void> {
  if (isVaultFolder(resolve(folder))) return withVaultAsWitness(folder, options, use);
  const passphrase = await vaultPassphrase(options.passphraseFile, 'Passphrase of the witness: ');
  await withEngine(async (engine) => {
    const witness = await Witness.open({ folder: resolve(folder), passphrase });
    try {
      await use({
        name: witness.name,
        key: witness.verifierKey,
        cosign: async (files) => witness.cosign(encodeUtf8(asCarried(await carriedText(engine, files)))),
        ledgers: async () => witness.memory.ledgers().map(({ note: _note, ...ledger }) => ({ ...ledger, label: null })),
        notes: async (ledger) => ({ notes: witness.memory.notes(ledger), text: null }),
      });
    } finally {
      witness.close();
    }
  });
}

function withVaultAsWitness(folder: string, options: CommonOptions, use: (witness: ActingWitness) => Promise<void>) {
  return withVault(folder, options, async (engine) => {
    const { self } = await engine.call('countersign.self', {});
    if (self === null) throw new Fault('WITNESS_KEY_MISSING');
    await use({
      name: self.name,
      key: self.key,
      cosign: async (files, label) => {
        const request = await carriedText(engine, files);
        const { outcome, ledger, size, held, answer } = await engine.call('countersign.answer', { request, label });
        return outcome === 'cosigned'
          ? { outcome, ledger: ledger as CosignAnswer['ledger'], size, from: held, note: answer }
          : { outcome, ledger: ledger as CosignAnswer['ledger'], size, held, refusal: answer };
      },
      ledgers: () => engine.call('countersign.list', {}),
      notes: (ledger) => engine.call('countersign.evidence', { ledger }),
    });
  });
}
