import type { RecordId } from '../../../shared/model/records.ts';
import { speakerOf } from '../persons/speaker.ts';
import type { OpenVault } from '../vault/vault.ts';
import { recordsOf } from './recording.ts';

/** The persons who speak in a testimony or in a file, each once. */
export function speakersIn(vault: OpenVault, on: { testimony: RecordId } | { item: number }): RecordId[] {
  const all = recordsOf(vault, 'involvement', on).flatMap(({ state }) => speakerOf(state) ?? []);
  return [...new Set(all)];
}
