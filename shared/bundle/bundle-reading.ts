import { concatBytes } from '../ledger/bytes.ts';
import { FileHashes } from './file-hashes.ts';
import { type ContainerFile, Unreadable } from './listing.ts';
import type { PlacedFiles } from './placing.ts';
import type { Platform } from './platform.ts';
import { type JobSettings, stopWhenLocked } from './progress.ts';

/** Manifests of a million files, and absent.txt of as many. */
export const smallFileLimit = 256 * 1024 * 1024;

/** While one file is hashed, another is on its way from the disk. */
const sideBySide = 2;
/** Where threads hash: two of them, and while one is at a file it has the next. */
const forThreads = 4;
/** What threads can take over is in files that are longer than this, and for less in all of them it isn't worth to start any. */
const longFile = 64 * 1024;
const worthThreads = 128 * 1024 * 1024;

/** Is given the bytes of a file piece by piece. The next comes when what it returns is done. */
type Receive = (piece: Uint8Array) => Promise<void> | void;

/** Reads the files of an opened bundle, each once: for its hash, and for whoever wants its bytes on the way. */
export class BundleReading {
  /** SHA-256 of every file that could be read, and why the others could not. */
  readonly hashes: FileHashes;
  readonly unreadable = new Map<string, string>();
  readonly #platform: Platform;
  readonly #container: PlacedFiles;
  readonly #settings: JobSettings;
  /** Files that were asked for: what one reader is at, another needn't begin. */
  readonly #begun: Uint8Array;
  #bytesDone = 0;
  #total: number | null = null;

  constructor(platform: Platform, container: PlacedFiles, settings: JobSettings) {
    this.#platform = platform;
    this.#container = container;
    this.#settings = settings;
    this.hashes = new FileHashes(container.files);
    this.#begun = new Uint8Array(container.files.size);
  }

  /** Reads a file once: for its hash and for whoever wants its bytes on the way. A missing file is read as an empty one. */
  async read(path: string, receive: Receive): Promise<void> {
    const file = this.#container.files.get(path);
    if (file !== undefined) await this.#read(file, receive);
  }

  async #read(file: ContainerFile, receive: Receive): Promise<void> {
    await this.#hash(file, async () => {
      const hash = this.#platform.primitives.createSha256();
      for await (const piece of file.stream()) {
        stopWhenLocked(this.#settings.signal);
        hash.update(piece);
        const taken = receive(piece);
        if (taken !== undefined) await taken;
        this.#passed(piece.length);
      }
      return hash.digest();
    });
  }

  /** A small file at one go. Nothing to wait for where its bytes came with those of the file before: there may be a million. */
  #hashWhole(file: ContainerFile): boolean | Promise<boolean> {
    const hash = (bytes: Uint8Array): boolean => {
      this.hashes.set(file.index, this.#platform.primitives.sha256(bytes));
      this.#passed(bytes.length);
      return true;
    };
    const fail = (error: unknown): boolean => {
      this.#noteUnreadable(file, error);
      return true;
    };
    this.#begun[file.index] = 1;
    try {
      const bytes = file.whole();
      if (bytes === null) return false;
      return bytes instanceof Promise ? bytes.then(hash).catch(fail) : hash(bytes);
    } catch (error) {
      return fail(error);
    }
  }

  #noteUnreadable(file: ContainerFile, error: unknown): void {
    if (!(error instanceof Unreadable)) throw error;
    this.unreadable.set(file.path, error.detail);
  }

  /** False where `take` gives no hash. What can't be read is noted. */
  async #hash(file: ContainerFile, take: () => Promise<Uint8Array | null>): Promise<boolean> {
    this.#begun[file.index] = 1;
    try {
      const hash = await take();
      if (hash === null) return false;
      this.hashes.set(file.index, hash);
    } catch (error) {
      this.#noteUnreadable(file, error);
    }
    return true;
  }

  #passed(bytes: number): void {
    this.#bytesDone += bytes;
    this.progress('checking');
  }

  /** Takes the hash of every file that was not read before; of those alone whose indices are wanted. */
  async hashAll(isWanted: (index: number) => boolean = () => true): Promise<void> {
    const { files } = this.#container;
    let next = 0;
    const isMuch = this.#bytesLeftInLongFiles() >= worthThreads;
    const beside = (bytes: number): void => {
      stopWhenLocked(this.#settings.signal);
      this.#passed(bytes);
    };
    const some = async (): Promise<void> => {
      while (next < files.size) {
        const index = next++;
        stopWhenLocked(this.#settings.signal);
        if (this.#begun[index] === 1 || !isWanted(index)) continue;
        const file = files.at(index);
        if (await this.#hashWhole(file)) continue;
        const isDone = isMuch && (await this.#hash(file, () => file.digest(beside)));
        if (!isDone) await this.#read(file, () => {});
      }
    };
    await Promise.all(Array.from({ length: isMuch ? forThreads : sideBySide }, some));
  }

  /** A small file's bytes, cut off at `limit`; what could be read of one that breaks off. */
  async small(path: string, limit: number): Promise<Uint8Array> {
    const pieces: Uint8Array[] = [];
    let length = 0;
    await this.read(path, (piece) => {
      if (length < limit) pieces.push(new Uint8Array(piece));
      length += piece.length;
    });
    return concatBytes(...pieces).subarray(0, limit);
  }

  progress(phase: 'checking' | 'done'): void {
    const { files } = this.#container;
    const bytesTotal = this.#bytesTotal();
    this.#settings.onProgress?.({
      phase,
      done: this.hashes.size + this.unreadable.size,
      total: files.size,
      bytesDone: Math.min(this.#bytesDone, bytesTotal),
      bytesTotal,
    });
  }

  /** Of those that nobody has asked for yet. */
  #bytesLeftInLongFiles(): number {
    const { files } = this.#container;
    let left = 0;
    for (let index = 0; index < files.size; index++) {
      const size = files.sizeAt(index);
      if (size > longFile && this.#begun[index] === 0) left += size;
    }
    return left;
  }

  #bytesTotal(): number {
    this.#total ??= this.#container.files.totalSize();
    return this.#total;
  }
}
