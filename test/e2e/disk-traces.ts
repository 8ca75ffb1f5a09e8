import { type Dirent, readdirSync, readFileSync, readlinkSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Larger files than this are no traces of a page. */
const longest = 268_435_456;

function holds(path: string, needle: Buffer): boolean {
  try {
    const { size } = statSync(path);
    return size >= needle.length && size <= longest && readFileSync(path).includes(needle);
  } catch {
    // Gone meanwhile, or nobody's to read.
    return false;
  }
}

function files(folder: string): string[] {
  let entries: Dirent[];
  try {
    entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  } catch {
    return [];
  }
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

/** What browsers keep in the folder for temporary files: profiles, and what they download or spill. */
const browsersOwn = /chrom|playwright|electron/i;

/**
 * Files on disk that hold these bytes: in `folders`, in browsers' own folders among the temporary ones, and, where the system tells
 * (Linux), files that a browser has open although they have no name any more. Memory that looks like a file doesn't count.
 */
export function filesHolding(needle: Buffer, folders: readonly string[]): string[] {
  const temporary = readdirSync(tmpdir(), { withFileTypes: true }).filter(({ name }) => browsersOwn.test(name));
  const named = [
    ...folders.flatMap(files),
    ...temporary.flatMap((entry) => {
      const path = join(tmpdir(), entry.name);
      return entry.isFile() ? [path] : files(path);
    }),
  ];
  return [...new Set([...named.filter((path) => holds(path, needle)), ...nameless(needle)])];
}

/** Every open file of every process that may be looked at: where it leads, and the path by which it can still be read. */
function* openFiles(): Generator<{ readonly pid: string; readonly target: string; readonly path: string }> {
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      for (const descriptor of readdirSync(`/proc/${pid}/fd`)) {
        const path = `/proc/${pid}/fd/${descriptor}`;
        yield { pid, target: readlinkSync(path), path };
      }
    } catch {
      // The process ended.
    }
  }
}

/** Files below a folder that some process has open. Linux alone. */
export const heldOpen = (folder: string): string[] =>
  [...openFiles()].map(({ target }) => target).filter((target) => target.startsWith(folder));

const isBrowser = (pid: string): boolean => {
  try {
    return /chrom|electron/i.test(readFileSync(`/proc/${pid}/cmdline`, 'latin1'));
  } catch {
    return false;
  }
};

function nameless(needle: Buffer): string[] {
  if (process.platform !== 'linux') return [];
  return [...openFiles()]
    .filter(({ target }) => target.endsWith('(deleted)') && !/^\/(dev\/shm|memfd:)/.test(target))
    .filter(({ pid, path }) => isBrowser(pid) && holds(path, needle))
    .map(({ pid, target }) => `${target} of process ${pid}`);
}
