import { Fault } from '../../../shared/faults.ts';
import { consent, type RecordId } from '../../../shared/model/records.ts';
import {
  type RecordingBar,
  recordingBar,
  recordingBarBefore,
  type SaidBefore,
} from '../../../shared/model/sound-recording.ts';
import { recordingAnswers } from '../../../shared/model/testimony.ts';
import type { RecordState } from '../records/merging.ts';
import { readRecord, recordsOf } from '../records/recording.ts';
import { speakersIn } from '../records/speakers.ts';
import type { OpenVault } from '../vault/vault.ts';

/**
 * What stands against recording for a testimony; `null` where nothing does. Nobody is recorded against their word, and nobody for nobody: not
 * where the witness refused to be recorded or withdrew their consent, not where somebody who speaks in the testimony did, and not where
 * neither the testimony nor any of them named who may hear it. Throws RECORD_NOT_FOUND, RECORD_ERASED, RECORD_CLOSED.
 */
export function recordingBarOf(vault: OpenVault, testimony: RecordId): RecordingBar | null {
  const { state } = readRecord(vault, 'testimony', testimony);
  const recording = recordingAnswers.find((each) => each === state.recording) ?? 'not asked';
  const bar = recordingBar({ consent: consent.parse(state.consent), recording });
  const others = consentsHeard(vault, testimony);
  if (bar === 'RECORDING_NOT_AGREED' || others.some(isRefusing)) return 'RECORDING_NOT_AGREED';
  return others.some(namesSomebody) ? null : bar;
}

/** Throws what stands against it, RECORD_NOT_FOUND, RECORD_ERASED, RECORD_CLOSED. */
export const requireAgreed = (vault: OpenVault, testimony: RecordId): void =>
  requireNone(recordingBarOf(vault, testimony));

/** Before there is a testimony, by what the witness said in this interview. Throws what stands against it. */
export const requireSaid = (said: SaidBefore): void => requireNone(recordingBarBefore(said));

function requireNone(bar: RecordingBar | null): void {
  if (bar !== null) throw new Fault(bar);
}

/** What those agreed to who are heard in it. */
const consentsHeard = (vault: OpenVault, testimony: RecordId): RecordState[] =>
  speakersIn(vault, { testimony }).flatMap((person) =>
    recordsOf(vault, 'consent', { person }).map(({ state }) => state),
  );

const isRefusing = ({ state, recording }: RecordState): boolean =>
  state === 'refused' || state === 'withdrawn' || recording === 'refused';

const namesSomebody = ({ state, audiences }: RecordState): boolean =>
  state === 'given' && Array.isArray(audiences) && audiences.length > 0;
