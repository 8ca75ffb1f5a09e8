import { Fault } from '../../../shared/faults.ts';
import type { RecordId } from '../../../shared/model/records.ts';
import type { SoundEnding } from '../../../shared/model/sound-recording.ts';
import type { Capabilities } from '../capability.ts';
import type { Session } from '../session.ts';
import { finishRecording, throwAway } from './finishing.ts';
import {
  assignRecordings,
  attachRecording,
  detachRecording,
  listRecordings,
  unfinishedRecordings,
} from './recordings.ts';
import { amendTranscript, createTranscript, listTranscripts, readTranscript } from './transcripts.ts';

type Names = keyof typeof import('../../../shared/contract/recording.ts').recordingCalls;

const afterRecording = (session: Session) =>
  session.changed('items', 'testimonies', 'recordings', 'records', 'ledger', 'vault');

/** Nothing more is taken of it. What goes on beside it goes on: whether anything does is what the microphone is allowed by. */
function endTaking(session: Session, id: RecordId): void {
  session.recorder.over(id);
  session.emit({ event: 'recording', goesOn: session.recorder.running !== null });
}

/** Waited for at lock, and not stopped by it: what was recorded is archived. */
async function finish(session: Session, id: RecordId, ending: SoundEnding): Promise<{ item: number | null }> {
  const { vault } = session;
  endTaking(session, id);
  try {
    return await session.run(`recording ${id}`, async () => ({
      item: await finishRecording(vault, session.options.workers, id, ending),
    }));
  } finally {
    afterRecording(session);
  }
}

/** Nothing is kept or thrown away that still goes on. */
function requireOver(session: Session, id: RecordId): void {
  if (session.recorder.running === id) throw new Fault('RECORDING_RUNNING');
}

export const recordingCapabilities: Capabilities<Names> = {
  'recording.begin': async (session, request) => {
    const begun = await session.recorder.begin(session.vault, request);
    session.emit({ event: 'recording', goesOn: true });
    session.changed('ledger', 'vault');
    return begun;
  },
  'recording.add': ({ vault, recorder }, request) => recorder.add(vault, request),
  'recording.start': ({ vault, recorder }, request) => {
    recorder.start(vault, request);
    return {};
  },
  'recording.pause': ({ vault, recorder }, request) => {
    recorder.pause(vault, request);
    return {};
  },
  'recording.goOn': ({ vault, recorder }, request) => {
    recorder.goOn(vault, request);
    return {};
  },
  'recording.finish': (session, { recording, ending }) => finish(session, recording, ending),
  'recording.unfinished': ({ vault, recorder }) => unfinishedRecordings(vault, recorder.running),
  'recording.keep': (session, { recording }) => {
    requireOver(session, recording);
    return finish(session, recording, 'cut off');
  },
  'recording.throwAway': (session, { recording, reason }) => {
    requireOver(session, recording);
    endTaking(session, recording);
    throwAway(session.vault, recording, reason);
    afterRecording(session);
    return {};
  },
  'recording.list': ({ vault }, request) => listRecordings(vault, request),
  'recording.assign': (session, request) => {
    assignRecordings(session.vault, request);
    afterRecording(session);
    return {};
  },
  'recording.attach': (session, request) => {
    attachRecording(session.vault, request);
    afterRecording(session);
    return listRecordings(session.vault, { of: { testimony: request.testimony } });
  },
  'recording.detach': (session, request) => {
    detachRecording(session.vault, request);
    afterRecording(session);
    return {};
  },

  'transcript.create': (session, request) => {
    const made = createTranscript(session.vault, request);
    afterRecording(session);
    return made;
  },
  'transcript.amend': (session, request) => {
    const amended = amendTranscript(session.vault, request);
    afterRecording(session);
    return amended;
  },
  'transcript.get': ({ vault, opened }, { kind, id }) => {
    const found = readTranscript(vault, kind, id);
    const { item, testimony } = found.fields;
    // Whoever reads what was said has looked at the recording, or at the testimony.
    if (item !== null) opened.item(item);
    if (testimony !== null) opened.testimony(testimony);
    return found;
  },
  'transcript.list': ({ vault }, request) => listTranscripts(vault, request),
};
