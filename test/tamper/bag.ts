import { paths } from '../../shared/ledger/bundle-layout.ts';
import { encodeUtf8 } from '../../shared/ledger/bytes.ts';
import { type Bundle, hashHex } from '../fixtures/ledger.ts';
import { type HostileMember, hostileZip } from '../unit/core/bundle/zip-bytes.ts';

/** Manifests, tag files and zip of a bundle, as anyone can write them who has read the format. */

export function manifestOf(files: Bundle, names: readonly string[]): string {
  return [...names]
    .sort()
    .map((name) => `${hashHex(files.get(name) ?? new Uint8Array(0))}  ${name}\n`)
    .join('');
}

const isPayload = (path: string): boolean => path.startsWith('data/');

/** The files with every list and count made right again. Tag files that are there stay, others are written. */
export function sealed(files: Bundle, version?: string): Bundle {
  const whole = new Map(files);
  const payload = [...whole.keys()].filter(isPayload);
  const octets = payload.reduce((sum, path) => sum + (whole.get(path)?.length ?? 0), 0);
  const before = text(whole, paths.bagInfo);
  const stated = version ?? /^Sanad-Bundle: (.*)$/m.exec(before)?.[1] ?? '1.0';
  const lines = ['Bag-Software-Agent: Sanad 0.0.0-test', `Payload-Oxum: ${octets}.${payload.length}`];
  whole.set(paths.bagInfo, encodeUtf8([...lines, `Sanad-Bundle: ${stated}`, ''].join('\n')));
  if (!whole.has(paths.bagit)) {
    whole.set(paths.bagit, encodeUtf8('BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n'));
  }
  if (!whole.has(paths.readme)) whole.set(paths.readme, encodeUtf8('Get a verifier from somewhere else first.\n'));
  return listed(whole);
}

/** The files with manifests that list them as they are, whatever else the tag files say. */
export function listed(files: Bundle): Bundle {
  const whole = new Map(files);
  whole.set(paths.manifest, encodeUtf8(manifestOf(whole, [...whole.keys()].filter(isPayload))));
  const tags = [...whole.keys()].filter((path) => !isPayload(path) && path !== paths.tagManifest);
  whole.set(paths.tagManifest, encodeUtf8(manifestOf(whole, tags)));
  return whole;
}

export function zipped(files: Bundle): Buffer {
  return hostileZip(members(files));
}

export function members(files: Bundle): HostileMember[] {
  return [...files].map(([name, content]) => ({ name, content }));
}

export function text(files: Bundle, path: string): string {
  return new TextDecoder().decode(files.get(path) ?? new Uint8Array(0));
}

/** A copy with one file changed, put there, or taken away. */
export function having(files: Bundle, path: string, content: Uint8Array | string | null): Bundle {
  const changed = new Map(files);
  if (content === null) changed.delete(path);
  else changed.set(path, typeof content === 'string' ? encodeUtf8(content) : content);
  return changed;
}

export function flipped(bytes: Uint8Array, at: number, bit: number): Uint8Array {
  const copy = Uint8Array.from(bytes);
  copy[at] = (copy[at] ?? 0) ^ (1 << bit);
  return copy;
}
