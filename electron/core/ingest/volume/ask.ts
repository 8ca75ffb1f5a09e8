import { execFile } from 'node:child_process';

/** A program of the operating system, by its whole path, and what it printed. Throws where it does not run or fails. */
export type Ask = (program: string, args: readonly string[]) => Promise<string>;

/** A medium that hangs must not hold up the import; what is not known in time stays unknown. */
const patienceMs = 15_000;

export const askSystem: Ask = (program, args) =>
  new Promise((resolve, reject) => {
    const options = { timeout: patienceMs, windowsHide: true, maxBuffer: 1 << 20, encoding: 'utf8' } as const;
    execFile(program, [...args], options, (error, stdout) => (error === null ? resolve(stdout) : reject(error)));
  });
