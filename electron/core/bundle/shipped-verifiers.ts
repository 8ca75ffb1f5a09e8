import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import releases from '../../../assets/verifiers/releases.json' with { type: 'json' };
import { paths } from '../../../shared/ledger/bundle-layout.ts';
import { type Hex64, isHex64 } from '../../../shared/ledger/hex.ts';
import { type BundleFile, fileOf } from './bundle-file.ts';

const verifiers = [paths.verifierPage, paths.verifierScript] as const;
const published: Readonly<Record<string, Readonly<Record<string, string>>>> = releases;

/** SHA-256 of the verifiers of this release and of those before it, as assets/verifiers/releases.json publishes them. */
export const knownVerifiers: ReadonlyMap<string, readonly Hex64[]> = new Map(
  verifiers.map((path) => [
    path,
    Object.values(published)
      .map((files) => files[path] ?? '')
      .filter(isHex64),
  ]),
);

let shipped: readonly BundleFile[] | null = null;

/** The verifiers that every bundle carries, out of assets/verifiers. They are read once. */
export function shippedVerifiers(): readonly BundleFile[] {
  shipped ??= verifiers.map((path) => fileOf(path, new Uint8Array(readFileSync(join(folder(), path)))));
  return shipped;
}

/** assets/verifiers beside the sources, and beside out/ in what is built and packaged, where this module lies elsewhere. */
function folder(): string {
  for (let place = import.meta.dirname; ; place = dirname(place)) {
    const candidate = join(place, 'assets', 'verifiers');
    if (existsSync(join(candidate, paths.verifierPage))) return candidate;
    if (dirname(place) === place) throw new Error('assets/verifiers is missing');
  }
}
