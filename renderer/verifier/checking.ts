import { judgeCarried } from '../../shared/anchors/carried.ts';
import { nobleStampPrimitives } from '../../shared/anchors/signatures-noble.ts';
import { BundleVerification } from '../../shared/bundle/bundle-verification.ts';
import type { ContainerFile } from '../../shared/bundle/listing.ts';
import { headlineOf, isBundle } from '../../shared/bundle/opening.ts';
import { type PlacedFiles, place } from '../../shared/bundle/placing.ts';
import { couldNotRun } from '../../shared/bundle/report.ts';
import { listZip } from '../../shared/bundle/zip-container.ts';
import { classifyPath, recordPath } from '../../shared/ledger/bundle-layout.ts';
import { concatBytes, decodeLatin1 } from '../../shared/ledger/bytes.ts';
import { isJsonObject, type Json, parseCanonical } from '../../shared/ledger/canonical.ts';
import { hashToHex } from '../../shared/ledger/hex.ts';
import { platform } from './browser-platform.ts';
import { accessTo, type Slice } from './file-access.ts';
import { type Given, readGiven } from './given.ts';
import type { Answer, Question, Refusal, ShownEntry } from './messages.ts';

/** What the page shows of it needs memory several times over. */
const recordLimit = 4 * 1024 * 1024;
const pictureLimit = 64 * 1024 * 1024;

const ageIntroductions = ['age-encryption.org/v1\n', '-----BEGIN AGE ENCRYPTED FILE-----'];

/** The worker's end: checks one bundle, then answers what the page asks about it, out of bytes that are hashed again. */
export class Checking {
  readonly #say: (answer: Answer) => void;
  readonly #slice: Slice;
  #placed: PlacedFiles | null = null;
  #verification: BundleVerification | null = null;
  #objects: ReadonlyMap<string, string> = new Map();
  #saidAt = 0;

  constructor(say: (answer: Answer) => void, slice: Slice) {
    this.#say = say;
    this.#slice = slice;
  }

  async receive(question: Question): Promise<void> {
    switch (question.ask) {
      case 'check':
        return this.#check(question.size, question.given);
      case 'entries':
        return this.#say({ say: 'entries', id: question.id, entries: await this.#entries(question) });
      case 'picture':
        return this.#say({ say: 'picture', id: question.id, bytes: await this.#object(question.sha256) });
    }
  }

  async #check(size: number, given: Given): Promise<void> {
    const refuse = (refusal: Refusal): void =>
      this.#say({ say: 'report', report: couldNotRun('bundle', 'not a bundle'), refusal });
    try {
      if (await isAge(this.#slice)) return refuse('encrypted');
    } catch {
      return refuse('unreadable');
    }
    const say = (report: ReturnType<typeof couldNotRun>): void => this.#say({ say: 'report', report, refusal: null });
    try {
      this.#placed = place(await listZip(accessTo(size, this.#slice), platform));
    } catch (error) {
      return say(couldNotRun('bundle', headlineOf(error)));
    }
    if (!isBundle(this.#placed)) return say(couldNotRun('bundle', 'not a bundle'));
    this.#objects = objectsOf(this.#placed);
    const { notes, reviewer, forAnchors } = readGiven(given);
    this.#verification = new BundleVerification(
      platform,
      { ...this.#placed, encrypted: false },
      { onProgress: ({ bytesDone, bytesTotal }) => this.#progress(bytesDone, bytesTotal) },
      // The page brings no roots of its own: where the reviewer names none, an authority stays unknown.
      judgeCarried(nobleStampPrimitives, forAnchors, () => []),
      reviewer,
    );
    say(await this.#verification.run(notes));
  }

  #progress(done: number, total: number): void {
    const now = performance.now();
    if (now - this.#saidAt < 80) return;
    this.#saidAt = now;
    this.#say({ say: 'progress', done, total });
  }

  async #entries({ from, to }: { from: number; to: number }): Promise<ShownEntry[]> {
    const entries: ShownEntry[] = [];
    for (let seq = from; seq < to; seq++) {
      const found = this.#verification?.about(seq) ?? null;
      if (found !== null) entries.push({ seq, found, fields: await this.#fields(seq, found.record) });
    }
    return entries;
  }

  /** What the entry says, from its readable copy, if that is byte for byte what its disclosures say. */
  async #fields(seq: number, expected: string | null): Promise<readonly (readonly [string, Json])[] | null> {
    const bytes = await this.#bytes(recordPath(seq), expected, recordLimit);
    if (bytes === null) return null;
    const value = parseCanonical(bytes);
    return isJsonObject(value) ? Object.keys(value).map((name) => [name, value[name] as Json] as const) : null;
  }

  async #object(sha256: string): Promise<Uint8Array<ArrayBuffer> | null> {
    return this.#bytes(this.#objects.get(sha256) ?? '', sha256, pictureLimit);
  }

  /** The bytes of a file whose hash is known; null where they are not those. */
  async #bytes(path: string, expected: string | null, limit: number): Promise<Uint8Array<ArrayBuffer> | null> {
    const file = this.#placed?.files.get(path);
    if (file === undefined || expected === null || file.size > limit) return null;
    try {
      const bytes = await whole(file);
      return hashToHex(platform.primitives.sha256(bytes)) === expected ? bytes : null;
    } catch {
      return null;
    }
  }
}

async function whole(file: ContainerFile): Promise<Uint8Array<ArrayBuffer>> {
  const pieces: Uint8Array[] = [];
  for await (const piece of file.stream()) pieces.push(new Uint8Array(piece));
  return new Uint8Array(concatBytes(...pieces));
}

function objectsOf({ files }: PlacedFiles): Map<string, string> {
  const objects = new Map<string, string>();
  for (const path of files.keys()) {
    const kind = classifyPath(path);
    if (kind?.kind === 'object') objects.set(kind.sha256, path);
  }
  return objects;
}

async function isAge(slice: Slice): Promise<boolean> {
  const head = decodeLatin1(await slice(0, 64));
  return ageIntroductions.some((introduction) => head.startsWith(introduction));
}
