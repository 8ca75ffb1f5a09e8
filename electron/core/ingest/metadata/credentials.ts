import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import c2paPackage from '@contentauth/c2pa-wasm/package.json' with { type: 'json' };
import { z } from 'zod';
import type { Credentials } from '../../../../shared/model/credentials.ts';
import type { Metadata } from '../../../../shared/model/metadata.ts';
import type { PictureType } from '../type.ts';
import { credentialsStore } from './credentials-box.ts';
import { isProductName } from './groups.ts';
import { type RawTag, wellFormed } from './tags.ts';

/**
 * Content Credentials (C2PA): what a camera or program signed about a file. Read and held against the file's bytes by the C2PA
 * project's own library, with no network: neither manifests nor the standing of a certificate are fetched, and no list of trusted
 * signers is asked. That the bytes are those that were signed is all that comes of it, and not who signed.
 */
export const c2paVersion = `c2pa-wasm ${c2paPackage.version}`;

const offline = JSON.stringify({
  verify: { remote_manifest_fetch: false, ocsp_fetch: false, verify_trust: false, verify_timestamp_trust: false },
});

let prepared: Promise<typeof import('@contentauth/c2pa-wasm')> | null = null;

/** Loaded when the first file with credentials comes: most have none. The module's own way is to fetch its WebAssembly; it is given the bytes. */
function prepare(): Promise<typeof import('@contentauth/c2pa-wasm')> {
  prepared ??= (async () => {
    const library = await import('@contentauth/c2pa-wasm');
    const file = createRequire(import.meta.url).resolve('@contentauth/c2pa-wasm/c2pa.wasm');
    library.initSync({ module: new Uint8Array(await readFile(file)) });
    return library;
  })();
  return prepared;
}

const text = z.string().max(100_000);
const code = z.looseObject({ code: text });

const report = z.looseObject({
  active_manifest: text.nullish(),
  manifests: z.record(
    z.string(),
    z.looseObject({
      claim_generator: text.nullish(),
      claim_generator_info: z.array(z.looseObject({ name: text, version: text.nullish() })).nullish(),
      title: text.nullish(),
      assertions: z.array(z.looseObject({ label: text, data: z.unknown() })).nullish(),
      signature_info: z
        .looseObject({ issuer: text.nullish(), common_name: text.nullish(), time: text.nullish() })
        .nullish(),
    }),
  ),
  validation_results: z.looseObject({ activeManifest: z.looseObject({ failure: z.array(code) }).nullish() }).nullish(),
  validation_state: z.enum(['Invalid', 'Valid', 'Trusted']),
});

/** Who signed can't be judged without a list of trusted signers, and that there is none here is no fault of the file. */
const aboutTrust = /^signingCredential\.(untrusted|ocsp)|^timeStamp\.untrusted/;

const actions = z.looseObject({ actions: z.array(z.looseObject({ action: text, digitalSourceType: text.nullish() })) });

const mostFailures = 20;

export type CredentialsFound = { readonly credentials: Credentials; readonly tags: readonly RawTag[] };

function readReport(json: string, kept: Pick<Credentials, 'bytes' | 'sha256'>): CredentialsFound {
  const said = report.parse(JSON.parse(json));
  const manifest = said.manifests[said.active_manifest ?? ''];
  const [program] = manifest?.claim_generator_info ?? [];
  const generator =
    program === undefined ? (manifest?.claim_generator ?? '') : [program.name, program.version ?? ''].join(' ').trim();
  const done = (manifest?.assertions ?? []).flatMap(({ data }) => {
    const list = actions.safeParse(data);
    return list.success ? list.data.actions : [];
  });
  const values = {
    ClaimGenerator: generator,
    Title: manifest?.title ?? '',
    SignatureIssuer: manifest?.signature_info?.issuer ?? '',
    SignatureCommonName: manifest?.signature_info?.common_name ?? '',
    SignatureTime: manifest?.signature_info?.time ?? '',
    Actions: done.map(({ action }) => action).join('; '),
    DigitalSourceType: done.map(({ digitalSourceType }) => digitalSourceType ?? '').find((value) => value !== '') ?? '',
    Assertions: (manifest?.assertions ?? []).map(({ label }) => label).join('; '),
  };
  const failures = (said.validation_results?.activeManifest?.failure ?? [])
    .map((failure) => failure.code)
    .filter((each) => !aboutTrust.test(each) && isProductName(each));
  const faulty = said.validation_state === 'Invalid' || failures.length > 0;
  return {
    credentials: {
      ...kept,
      generator: isProductName(generator) ? generator : null,
      manifests: Object.keys(said.manifests).length,
      outcome: faulty ? 'faulty' : 'bytes match',
      failures: [...new Set(failures)].slice(0, mostFailures),
    },
    tags: Object.entries(values).flatMap(([name, value]) =>
      value === '' ? [] : [{ name: `C2PA:${name}`, value: wellFormed(value) }],
    ),
  };
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
    const { WasmReader } = await prepare();
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
