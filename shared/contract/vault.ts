import { z } from 'zod';
import { operatorCode } from '../model/records.ts';
import { type Calls, call } from './call.ts';
import { named } from './in-steps.ts';
import { hex64, instant, nothing, passphrase, path } from './scalars.ts';

export const vaultState = z.strictObject({
  path: z.string(),
  name: z.string(),
  ledger: hex64,
  operator: operatorCode,
  operators: z.array(operatorCode),
  /** Headquarters' (or the vault's own recovery) public age keys. */
  recipients: z.array(z.string()),
  /** True where at least one recipient was imported: identities are then sealed to headquarters alone. */
  headquarters: z.boolean(),
  readOnly: z.boolean(),
  /** Why it opened read-only, `null` when it did not. */
  readOnlyReason: z
    .enum([
      'behind its last checkpoint',
      'differs from its last checkpoint',
      'last checkpoint is missing',
      'not where it was last written',
      'went on in another ledger',
      'medium is read-only',
    ])
    .nullable(),
  /** Whether a copy of the folder would be noticed: not on every file system. */
  noticesCopies: z.boolean(),
  training: z.boolean(),
  entries: z.number().int(),
  items: z.number().int(),
  incidents: z.number().int(),
  testimonies: z.number().int(),
  checkpoint: z.strictObject({ size: z.number().int(), at: instant }).nullable(),
  /** The ledger that this one says it goes on from, and after how many of its entries. */
  continues: z.strictObject({ ledger: hex64, size: z.number().int() }).nullable(),
  /** How many entries nothing outside this vault vouches for. */
  unvouched: z.number().int(),
});
export type VaultState = z.infer<typeof vaultState>;

export const vaultCalls = {
  'app.about': call(
    nothing,
    z.strictObject({
      version: z.string(),
      face: z.enum(['desktop', 'browser', 'terminal']),
      /** Where a new vault goes unless a person says otherwise. */
      folder: z.string(),
      separator: z.string(),
    }),
  ),

  'vault.create': call(
    z.strictObject({
      path,
      operator: operatorCode,
      passphrase,
      /** Headquarters' public age keys (`age1…`). Where there is none a recovery key is made and returned once. */
      recipients: z.array(z.string().max(200)).max(20),
      training: z.boolean().default(false),
    }),
    z.strictObject({ state: vaultState, recoveryKey: z.string().nullable() }),
  ),
  /** After an update the tables of a large vault take their time: told as progress of `job`, and ended with `import.cancel`. */
  'vault.open': call(
    z.strictObject({
      path,
      earlier: z.number().int().min(1).max(999).optional(),
      operator: operatorCode.optional(),
      passphrase,
      ...named,
    }),
    vaultState,
  ),
  /**
   * Goes on in a new ledger where the vault opens read-only because a copy was put back. The new ledger says that it continues the old
   * one, which is kept beside and can be read with `earlier` of `vault.open`. Where the folder is not where it was last written, a
   * person says what it is: `copied` goes on in a new ledger, `moved` in the same one.
   */
  'vault.continue': call(
    z.strictObject({
      path,
      operator: operatorCode.optional(),
      passphrase,
      answer: z.enum(['moved', 'copied']).optional(),
      ...named,
    }),
    vaultState,
  ),
  'vault.recover': call(
    z.strictObject({ path, identity: z.string().max(200), operator: operatorCode, passphrase, ...named }),
    vaultState,
  ),
  'vault.lock': call(nothing, nothing),
  /** `null` when no vault is open. */
  'vault.state': call(nothing, vaultState.nullable()),
  'vault.addOperator': call(z.strictObject({ operator: operatorCode, passphrase }), vaultState),
} as const satisfies Calls;
