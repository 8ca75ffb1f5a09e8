import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { Fault } from '../../shared/faults.ts';

/** Asks on the terminal without showing what is typed. Throws PASSPHRASE_MISSING where nobody can answer. */
async function askHidden(question: string): Promise<string> {
  if (!process.stdin.isTTY || !process.stderr.isTTY) throw new Fault('PASSPHRASE_MISSING');
  const mute = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: process.stdin, output: mute, terminal: true });
  try {
    process.stderr.write(question);
    return await new Promise<string>((resolve, reject) => {
      lines.once('close', () => reject(new Fault('PASSPHRASE_MISSING')));
      lines.once('SIGINT', () => lines.close());
      lines.question('', resolve);
    });
  } finally {
    process.stderr.write('\n');
    lines.removeAllListeners('close');
    lines.close();
  }
}

/** A passphrase kept in a file: its first line, without the line break. */
async function passphraseFrom(path: string): Promise<string> {
  try {
    const [line = ''] = (await readFile(path, 'utf8')).split(/\r?\n/, 1);
    return line;
  } catch (cause) {
    throw new Fault('PASSPHRASE_MISSING', {}, { cause });
  }
}

export const passphraseFileFromEnvironment = (): string | undefined => process.env.SANAD_PASSPHRASE_FILE || undefined;

/** The vault's passphrase: from the file named, from the one `SANAD_PASSPHRASE_FILE` names, or asked for. */
export async function vaultPassphrase(file: string | undefined, question = 'Passphrase: '): Promise<string> {
  const path = file ?? passphraseFileFromEnvironment();
  return path === undefined ? askHidden(question) : passphraseFrom(path);
}

/** A new passphrase: asked for twice on a terminal, so that a slip of the finger locks nobody out. */
export async function newPassphrase(file: string | undefined, question: string): Promise<string> {
  const path = file ?? passphraseFileFromEnvironment();
  if (path !== undefined) return passphraseFrom(path);
  const first = await askHidden(`${question}: `);
  const second = await askHidden(`${question}, once more: `);
  if (first !== second) throw new Fault('PASSPHRASE_WRONG');
  return first;
}

/** The passphrase of a bundle about to leave. Never the environment's: that one opens the vault. */
export async function bundlePassphrase(file: string | undefined): Promise<string> {
  if (file !== undefined) return passphraseFrom(file);
  const first = await askHidden('Passphrase for the bundle: ');
  const second = await askHidden('Passphrase for the bundle, once more: ');
  if (first !== second) throw new Fault('PASSPHRASE_WRONG');
  return first;
}

/** The passphrase of a second person. Never the environment's: that one is of whoever opened the vault. */
export async function secondPassphrase(file: string | undefined, question: string): Promise<string> {
  return file === undefined ? askHidden(question) : passphraseFrom(file);
}

/** An age identity from a file as `age-keygen` writes it: comments and one `AGE-SECRET-KEY-1…` line. */
export async function identityFrom(path: string): Promise<string> {
  try {
    const line = (await readFile(path, 'utf8')).split(/\r?\n/).find((text) => text.startsWith('AGE-SECRET-KEY-'));
    if (line === undefined) throw new Fault('RECOVERY_IDENTITY_WRONG');
    return line.trim();
  } catch (cause) {
    if (cause instanceof Fault) throw cause;
    throw new Fault('SOURCE_NOT_FOUND', {}, { cause });
  }
}
