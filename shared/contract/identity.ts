import { z } from 'zod';
import { identity } from '../model/records.ts';
import { passphrase } from './scalars.ts';

/** How the identity of a witness or a person is kept: not recorded, for headquarters alone, or behind a passphrase of its own. */
export const identityKept = z.enum(['none', 'headquarters', 'passphrase']);

/** Who somebody is, as it is handed over when they are recorded: sealed before it is written. */
export const identityGiven = {
  identity: identity.nullable(),
  /** Only where no headquarters key is set: the identity's own passphrase. */
  identityPassphrase: passphrase.nullable(),
};
