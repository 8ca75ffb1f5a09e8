import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import c2paPackage from '@contentauth/c2pa-wasm/package.json' with { type: 'json' };
import type { Credentials } from '../../../../shared/model/credentials.ts';
import type { Metadata } from '../../../../shared/model/metadata.ts';
import type { PictureType } from '../type.ts';
import { credentialsStore } from './credentials-box.ts';
import type { CredentialsFound } from './credentials-report.ts';

/**
 * Content Credentials (C2PA): what a camera or program signed about a file. Read and held against the file's bytes by the C2PA
 * project's own library, with no network: neither manifests nor the standing of a certificate are fetched, and no list of trusted
 * signers is asked. That the bytes are those that were signed is all that comes of it, and not who signed.
 */
export const c2paVersion = `c2pa-wasm ${c2paPackage.version}`;

const offline = JSON.stringify({
  verify: { remote_manifest_fetch: false, ocsp_fetch: false, verify_trust: false, verify_timestamp_trust: false },
});

type Judging = Pick<typeof import('@contentauth/c2pa-wasm'), 'WasmReader'> &
  Pick<typeof import('./credentials-report.ts'), 'readReport'>;

let prepared: Promise<Judging> | null = null;

/** Loaded when the first file with credentials comes: most have none. The module's own way is to fetch its WebAssembly; it is given the bytes. */
function prepare(): Promise<Judging> {
  prepared ??= (async () => {
    const [library, { readReport }] = await Promise.all([
      import('@contentauth/c2pa-wasm'),
      import('./credentials-report.ts'),
    ]);
    const file = createRequire(import.meta.url).resolve('@contentauth/c2pa-wasm/c2pa.wasm');
    library.initSync({ module: new Uint8Array(await readFile(file)) });
    return { WasmReader: library.WasmReader, readReport };
  })();
  return prepared;
}

/**
 * @param store the manifest store, bit for bit as the file has it
 * @param bytes the whole file; `null` where it is too long to be held in memory: then no more is said than that they are there
 * @param type what the library knows the format by
 *
 * Where the library can't read them, they are reported as there and not held against anything.
 */
export async function judgeCredentials(
  store: Uint8Array,
  bytes: Uint8Array | null,
  type: string,
): Promise<CredentialsFound> {
  const kept = { bytes: store.length, sha256: createHash('sha256').update(store).digest('hex') };
  if (bytes === null) return { credentials: { ...kept, ...notHeldAgainst }, tags: [] };
  try {
    const { WasmReader, readReport } = await prepare();
    const reader = await WasmReader.fromBytes(type, bytes, offline);
    try {
      return readReport(reader.json(), kept);
    } finally {
      reader.free();
    }
  } catch {
    return { credentials: { ...kept, ...notHeldAgainst }, tags: [] };
  }
}

/** Of a picture; `null` where it has none. */
export async function readCredentials(bytes: Uint8Array, type: PictureType): Promise<CredentialsFound | null> {
  const store = credentialsStore(bytes, type);
  return store === null ? null : judgeCredentials(store, bytes, type);
}

/** What a file says of itself, and what came of its credentials, whose tags `said` has already. */
export function withCredentials(said: Metadata, { credentials }: CredentialsFound): Metadata {
  const faulty =
    credentials.outcome === 'faulty'
      ? [{ kind: 'credentials faulty' as const, values: { codes: credentials.failures.join(', ') } }]
      : [];
  return {
    ...said,
    parsers: [...said.parsers, c2paVersion],
    derived: { ...said.derived, credentials },
    conflicts: [...said.conflicts, ...faulty],
  };
}

/** Of a file whose credentials are there and were not read. */
export const notHeldAgainst = {
  generator: null,
  manifests: null,
  outcome: 'not validated here',
  failures: [],
} as const satisfies Partial<Credentials>;
