import releases from '../../../assets/verifiers/releases.json' with { type: 'json' };
import { paths } from '../../../shared/ledger/bundle-layout.ts';
import { type Hex64, isHex64 } from '../../../shared/ledger/hex.ts';

/** SHA-256 of the verifiers of this release and of those before it, as assets/verifiers/releases.json publishes them. */
export const knownVerifiers: ReadonlyMap<string, readonly Hex64[]> = new Map(
  ([paths.verifierPage, paths.verifierScript] as const).map((path) => [path, (releases[path] ?? []).filter(isHex64)]),
);
