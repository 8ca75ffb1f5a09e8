import { composeManifest, composeTagFile, declarationText } from '../../../shared/bundle/bagit.ts';
import { stopWhenLocked } from '../../../shared/bundle/progress.ts';
import type { Protection, WithholdingChoice } from '../../../shared/contract.ts';
import { Fault } from '../../../shared/faults.ts';
import { BUNDLE_VERSION, paths, recordBytes, recordPath } from '../../../shared/ledger/bundle-layout.ts';
import { encodeUtf8 } from '../../../shared/ledger/bytes.ts';
import { disclosureLine } from '../../../shared/ledger/disclosed.ts';
import type { Hex64 } from '../../../shared/ledger/hex.ts';
import { fieldsOfUse, type StatedUse } from '../gate/stating.ts';
import { checkRecipient } from '../vault/age.ts';
import type { CreateOptions, OpenVault } from '../vault/vault.ts';
import { type BundleFile, fileOf } from './bundle-file.ts';
import { type Contents, disclosureLines, filesHash, gather, type ObjectCache } from './contents.ts';
import { handOverToPath, handOverToStream, neutralName, protect, weighed } from './handing-over.ts';
import type { JobSettings } from './progress.ts';
import { readmeText } from './readme.ts';
import { shippedVerifiers } from './shipped-verifiers.ts';
import type { Standing } from './standing.ts';
import { nextTurn } from './turns.ts';
import { writeZip } from './zip-writer.ts';

/** The program, as it names itself in the ledger. */
export type Software = CreateOptions['software'];

export type ExportRequest = StatedUse & {
  /** To whom it is given, in words. */
  readonly recipient: string;
  readonly protection: Protection;
  /** What is kept back by hand, beyond what the gate decides. */
  readonly withhold?: readonly WithholdingChoice[] | undefined;
};

export type ExportSettings = JobSettings & {
  readonly software: Software;
  /** scrypt's log2 N, for tests. */
  readonly workFactor?: number;
};

/** A bundle whose export stands in the ledger. */
export type PreparedBundle = {
  /** The export's own entry, the bundle's last. */
  readonly entry: number;
  /** Originals handed over. */
  readonly items: number;
  /** Bytes of the zip, before it is encrypted. */
  readonly bytes: number;
  /** Named in the bundle, but missing or damaged in this vault. */
  readonly absent: readonly Hex64[];
  /** A name for the file that says nothing. */
  readonly name: string;
  /** The bytes to hand over, encrypted where that was asked for. Can be taken once. */
  stream(): AsyncGenerator<Uint8Array>;
};

export type ExportedFile = Omit<PreparedBundle, 'stream'> & {
  readonly path: string;
  /** Of the file as written. */
  readonly sha256: Hex64;
};

export type ExportedStream = PreparedBundle & {
  /** Of the bytes taken; resolves when all have been. */
  readonly sha256: Promise<Hex64>;
};

const lineEnd = encodeUtf8('\n');

/**
 * Writes a bundle to a file that does not exist yet, or into an existing folder under a name that says nothing. The file appears under
 * its name only when it is whole and durable. Throws EXPORT_TARGET_EXISTS, EXPORT_TARGET_UNWRITABLE, EXPORT_NOTHING, RECIPIENT_INVALID,
 * USE_RULE, USE_UNANSWERED (naming the questions), VAULT_READ_ONLY, VAULT_LOCKED, IMPORT_RUNNING, WITHHOLDING_UNKNOWN.
 */
export async function exportToPath(
  vault: OpenVault,
  request: ExportRequest,
  path: string,
  settings: ExportSettings,
): Promise<ExportedFile> {
  const made = await handOverToPath(vault, path, neutralName(request.protection, 'zip'), () =>
    prepare(vault, request, settings),
  );
  const [done, bytesDone] = [made.items, made.bytes];
  settings.onProgress?.({ phase: 'done', done, total: done, bytesDone, bytesTotal: bytesDone });
  return made;
}

/** The same for a face that takes the bytes away itself. The export stands in the ledger when this resolves. */
export async function exportToStream(
  vault: OpenVault,
  request: ExportRequest,
  settings: ExportSettings,
): Promise<ExportedStream> {
  return handOverToStream(vault, await prepare(vault, request, settings));
}

async function prepare(vault: OpenVault, request: ExportRequest, settings: ExportSettings): Promise<PreparedBundle> {
  const { signal, onProgress } = settings;
  if (request.protection.kind === 'recipients') for (const to of request.protection.to) checkRecipient(to);
  if (vault.readOnly) throw new Fault('VAULT_READ_ONLY');
  const { contents, standing } = await settle(vault, request, settings);
  const closing = appendExport(vault, request, settings.software, contents);
  const files = await complete(vault, standing, contents, closing, settings.software, signal);
  const bytes = files.reduce((sum, { size }) => sum + size, 0);

  async function* stream(): AsyncGenerator<Uint8Array> {
    let done = 0;
    async function* watched(): AsyncGenerator<Uint8Array> {
      for await (const piece of inBlocks(writeZip(files))) {
        stopWhenLocked(signal);
        yield piece;
        done += piece.length;
        onProgress?.({ phase: 'writing', done: 0, total: contents.originals, bytesDone: done, bytesTotal: bytes });
      }
    }
    yield* protect(watched(), request.protection, settings.workFactor);
  }
  return {
    entry: closing,
    items: contents.originals,
    bytes,
    absent: contents.absent,
    name: neutralName(request.protection, 'zip'),
    stream,
  };
}

function settle(
  vault: OpenVault,
  request: ExportRequest,
  { signal, onProgress }: ExportSettings,
): Promise<{ contents: Contents; standing: Standing }> {
  const objects: ObjectCache = new Map();
  const { recipient: _recipient, protection: _protection, ...stated } = request;
  return weighed(vault, stated, signal, {
    questions: (standing) => standing.questions,
    async gather(standing) {
      const contents = await gather(
        vault,
        standing,
        objects,
        (done, total, bytesDone, bytesTotal) => onProgress?.({ phase: 'checking', done, total, bytesDone, bytesTotal }),
        signal,
      );
      stopWhenLocked(signal);
      if (standing.isEmpty) throw new Fault('EXPORT_NOTHING');
      return contents;
    },
  });
}

/** From here on the ledger says that this was given to somebody. Nothing is awaited between looking at its size and appending. */
function appendExport(vault: OpenVault, request: ExportRequest, software: Software, contents: Contents): number {
  const closing = vault.ledger.size;
  vault.ledger.append([
    {
      type: 'export',
      operator: vault.operator,
      fields: {
        audience: request.audience,
        ...fieldsOfUse(request),
        recipient: request.recipient,
        protection: request.protection.kind,
        counts: {
          absent: contents.absent.length,
          disclosed: contents.disclosed,
          entries: closing,
          originals: contents.originals,
        },
        software: { name: software.name, version: software.version },
        given: {
          disclosures: contents.disclosures.sha256(),
          entries: contents.entries.sha256(),
          files: filesHash(contents, closing),
        },
      },
    },
  ]);
  vault.ledger.checkpoint();
  return closing;
}

/** All files in the order in which they stand in the zip. */
async function complete(
  vault: OpenVault,
  standing: Standing,
  contents: Contents,
  closing: number,
  software: Software,
  signal?: AbortSignal,
): Promise<BundleFile[]> {
  const { ledger } = vault;
  const own = ledger.disclosuresOf(closing);
  const ownLines = encodeUtf8(own.map(({ text }) => disclosureLine(closing, text)).join(''));
  const ownEntry = ledger.entry(closing);
  const note = ledger.checkpoints().find(({ size }) => size === closing + 1)?.note;
  if (ownEntry === null || note === undefined) throw new Fault('VAULT_DATABASE_DAMAGED');

  async function* entries(): AsyncGenerator<Uint8Array> {
    for (const { bytes, seq } of ledger.entries(0, closing + 1)) {
      yield bytes;
      yield lineEnd;
      await nextTurn(seq, signal);
    }
  }
  async function* disclosures(): AsyncGenerator<Uint8Array> {
    for (let seq = 0; seq < closing; seq++) {
      const lines = disclosureLines(standing.judge(seq));
      if (lines !== '') yield encodeUtf8(lines);
      await nextTurn(seq, signal);
    }
    yield ownLines;
  }
  const fields = new Map(Object.entries(ledger.readFields(closing)));
  const payload = [
    contents.entries.update(ownEntry.bytes).update(lineEnd).file(paths.entries, entries),
    contents.disclosures.update(ownLines).file(paths.disclosures, disclosures),
    fileOf(paths.checkpoint, encodeUtf8(note)),
    ...contents.files,
    fileOf(recordPath(closing), recordBytes(fields)),
  ];
  return [...tagFiles(payload, software), ...payload];
}

function tagFiles(payload: readonly BundleFile[], { version }: Software): BundleFile[] {
  const text = (name: string, content: string): BundleFile => fileOf(name, encodeUtf8(content));
  const octets = payload.reduce((sum, { size }) => sum + size, 0);
  const listed = (files: readonly BundleFile[]): string =>
    composeManifest(files.map(({ name, sha256 }) => [name, sha256] as const));
  const tags = [
    text(paths.bagit, declarationText),
    text(
      paths.bagInfo,
      composeTagFile([
        ['Bag-Software-Agent', `Sanad ${version}`],
        ['Payload-Oxum', `${octets}.${payload.length}`],
        ['Sanad-Bundle', BUNDLE_VERSION],
      ]),
    ),
    text(paths.manifest, listed(payload)),
    text(paths.readme, readmeText),
    ...shippedVerifiers(),
  ];
  return [...tags, text(paths.tagManifest, listed(tags))];
}

/** Headers and small records are a few bytes each: they are handed on together. */
async function* inBlocks(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const blockLength = 256 * 1024;
  let kept: Uint8Array[] = [];
  let length = 0;
  for await (const piece of pieces) {
    kept.push(piece);
    length += piece.length;
    if (length < blockLength) continue;
    yield Buffer.concat(kept, length);
    kept = [];
    length = 0;
  }
  if (length > 0) yield Buffer.concat(kept, length);
}
