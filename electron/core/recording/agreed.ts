import { Fault } from '../../../shared/faults.ts';
import { consentFields } from '../../../shared/model/consent.ts';
import { consent, type RecordId } from '../../../shared/model/records.ts';
import { readRecord, recordsOf } from '../records/recording.ts';
import type { OpenVault } from '../vault/vault.ts';

/**
 * Nobody is recorded against their word: not where the witness refused to be recorded or withdrew their consent, and not where somebody who speaks in the
 * testimony refused to be recorded. Throws RECORDING_NOT_AGREED, RECORD_NOT_FOUND, RECORD_ERASED, RECORD_CLOSED.
 */
export function requireAgreed(vault: OpenVault, testimony: RecordId): void {
  const { state } = readRecord(vault, 'testimony', testimony);
  const said = consent.safeParse(state.consent);
  if (state.recording === 'refused') refuse();
  if (said.success && (said.data.state === 'refused' || said.data.state === 'withdrawn')) refuse();
  for (const { state: involvement } of recordsOf(vault, 'involvement', { testimony })) {
    if (involvement.ended === true || typeof involvement.person !== 'string') continue;
    const speaks = Array.isArray(involvement.as) && involvement.as.some((way) => way === 'told by' || way === 'heard');
    if (speaks && hasRefused(vault, involvement.person)) refuse();
  }
}

function hasRefused(vault: OpenVault, person: RecordId): boolean {
  return recordsOf(vault, 'consent', { person }).some(({ state }) => {
    const recording = consentFields.shape.recording.safeParse(state.recording);
    const refusing = state.state === 'refused' || state.state === 'withdrawn';
    return refusing || (recording.success && recording.data === 'refused');
  });
}

function refuse(): never {
  throw new Fault('RECORDING_NOT_AGREED');
}
