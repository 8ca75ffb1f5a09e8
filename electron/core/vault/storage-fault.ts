import { Fault, type FaultCode } from '../../../shared/faults.ts';

/** SQLite's result codes (https://www.sqlite.org/rescode.html) and errno names, as people are told about them. */
const bySystemCode: Readonly<Record<string, FaultCode>> = {
  ENOSPC: 'VAULT_DISK_FULL',
  EDQUOT: 'VAULT_DISK_FULL',
  EROFS: 'VAULT_READ_ONLY',
  SQLITE_FULL: 'VAULT_DISK_FULL',
  SQLITE_READONLY: 'VAULT_READ_ONLY',
  SQLITE_NOTADB: 'VAULT_DATABASE_DAMAGED',
  SQLITE_CORRUPT: 'VAULT_DATABASE_DAMAGED',
};

/** What a failed call on the vault's files or database means; anything not known is returned as it came. */
export function storageFault(error: unknown): unknown {
  if (error instanceof Fault || !(error instanceof Error) || !('code' in error)) return error;
  const system = String(error.code);
  // Extended codes go on from the primary one: SQLITE_CORRUPT_INDEX, SQLITE_READONLY_DIRECTORY.
  const primary = system.split('_').slice(0, 2).join('_');
  const code = bySystemCode[system] ?? bySystemCode[primary];
  return code === undefined ? error : new Fault(code, {}, { cause: error });
}
