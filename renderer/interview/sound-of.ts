import { useEffect } from 'react';
import { capture, sameSound, useCapture } from '../recording/capture.ts';
import type { InterviewDraft, StepProps } from './draft.ts';

/**
 * The sound of this interview. Each recording is noted as soon as it is begun, so that one that locking cuts off is still this witness's; before
 * the interview is saved, one that goes on is stopped and kept.
 */
export function useSoundOf({ witness, recordings }: InterviewDraft, change: StepProps['change']) {
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
  return {
    finishing: mine && state.phase === 'keeping',
    finish: () => (mine ? capture.stop() : Promise.resolve()),
  };
}
