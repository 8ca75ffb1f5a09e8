import { useEffect } from 'react';
import { capture, sameSound, useCapture } from '../recording/capture.ts';
import { type InterviewDraft, mayRecord, type StepProps } from './draft.ts';

/**
 * The sound of this interview. Each recording is noted as soon as it is begun, so that one that locking cuts off is still this witness's; before
 * the interview is saved, one that goes on is stopped and kept.
 */
export function useSoundOf(draft: InterviewDraft, change: StepProps['change']) {
  const { witness, recordings } = draft;
  const state = useCapture();
  const of = { witness: witness.trim() };
  const mine = state.phase !== 'idle' && sameSound(state.of, of);
  const recording = mine && 'recording' in state ? state.recording : null;
  /** The microphone was opened, and nothing was recorded. */
  const empty = state.phase === 'kept' && state.item === null;
  useEffect(() => {
    if (recording === null || recordings.includes(recording) !== empty) return;
    change({ recordings: empty ? recordings.filter((id) => id !== recording) : [...recordings, recording] });
  }, [recording, recordings, empty, change]);
  /** Whoever takes their yes back while they are recorded is heard no further. */
  const goesOn = mine && (state.phase === 'ready' || state.phase === 'recording' || state.phase === 'paused');
  const against = goesOn && !mayRecord(draft);
  useEffect(() => {
    if (against) void capture.stop();
  }, [against]);
  return {
    finishing: mine && state.phase === 'keeping',
    finish: () => (mine ? capture.stop() : Promise.resolve()),
  };
}
