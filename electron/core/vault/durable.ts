/**
 * Replacing a small file so that after any interruption it is either the old one or the new one, whole: the sequence of calls is
 * the explanation. Synchronous, because nothing else may happen between.
 */
import { closeSync, fsyncSync, openSync, renameSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

/** The calls that make a file durable; tests let each of them fail, before and after it took effect. */
export interface DurableCalls {
  create(path: string): number;
  write(file: number, bytes: Uint8Array): void;
  sync(file: number): void;
  close(file: number): void;
  rename(from: string, to: string): void;
  syncFolder(path: string): void;
}

export const systemCalls: DurableCalls = {
  create: (path) => openSync(path, 'w', 0o600),
  write(file, bytes) {
    for (let written = 0; written < bytes.length; ) written += writeSync(file, bytes, written);
  },
  sync: (file) => fsyncSync(file),
  close: (file) => closeSync(file),
  rename: (from, to) => renameSync(from, to),
  syncFolder(path) {
    // Windows opens no folders; NTFS journals a rename by itself.
    if (process.platform === 'win32') return;
    const folder = openSync(path, 'r');
    try {
      fsyncSync(folder);
    } finally {
      closeSync(folder);
    }
  },
};

/** `content`: the bytes, or what gives them for the open file that they will be in. */
export function replaceFile(
  path: string,
  content: Uint8Array | ((file: number) => Uint8Array),
  calls: DurableCalls = systemCalls,
): void {
  const temporary = `${path}.new`;
  const file = calls.create(temporary);
  try {
    calls.write(file, typeof content === 'function' ? content(file) : content);
    calls.sync(file);
  } finally {
    calls.close(file);
  }
  calls.rename(temporary, path);
  calls.syncFolder(dirname(path));
}
