import { statfs } from 'node:fs/promises';
import { brokenField } from '../../../shared/broken-rule.ts';
import type { CallOutput, CallRequest } from '../../../shared/contract.ts';
import { Fault } from '../../../shared/faults.ts';
import { decodeBase64 } from '../../../shared/ledger/base64.ts';
import type { RecordId } from '../../../shared/model/records.ts';
import { longestPiece, mostPauses, type SoundRecordingFields } from '../../../shared/model/sound-recording.ts';
import { append, newRecordId, readRecord, recordDraft } from '../records/recording.ts';
import type { OpenVault } from '../vault/vault.ts';
import { requireAgreed, requireSaid } from './agreed.ts';
import { beginPieces, changeRunning, keepPiece, measured, type Running, runningRecording } from './pieces.ts';

/** How much room there is for a vault, in bytes. A port, so that a test can have a disk that is nearly full. */
export const disk = {
  async free(path: string): Promise<number> {
    const { bavail, bsize } = await statfs(path);
    return bavail * bsize;
  },
};

/** Beside what was recorded so far, which is written once more when it is archived: entries, checkpoints, and the sound of minutes. */
const roomToFinish = 67_108_864;

/** Nothing was heard of whoever records for so long: their window is gone, or their computer slept. */
const silence = 10_000;

/** The recording that goes on in this session: one at a time, because there is one room and one who asks. */
export class Recorder {
  #id: RecordId | null = null;
  /** When something was last heard of it, in milliseconds of this process. */
  #heard = 0;

  /** The recording that goes on; `null` where none does, or nothing more is heard of it. */
  get running(): RecordId | null {
    return this.#id !== null && performance.now() - this.#heard < silence ? this.#id : null;
  }

  /**
   * Records that the witness agreed, and that a recording begins; only after this may a microphone be opened. Throws RECORDING_RUNNING,
   * RECORDING_NOT_AGREED, RECORDING_FOR_NOBODY, RECORD_NOT_FOUND, RECORD_ERASED, RECORD_CLOSED, VAULT_READ_ONLY, VAULT_DISK_FULL.
   */
  async begin(
    vault: OpenVault,
    { of, agreed }: CallRequest<'recording.begin'>,
  ): Promise<CallOutput<'recording.begin'>> {
    if (this.running !== null) throw new Fault('RECORDING_RUNNING');
    if ('testimony' in of) requireAgreed(vault, of.testimony);
    else requireSaid(of.said);
    if ((await roomOf(vault, 0)) === 'little') throw new Fault('VAULT_DISK_FULL');
    if (this.running !== null) throw new Fault('RECORDING_RUNNING');
    const id = newRecordId();
    const began = vault.ledger.now();
    const testimony = 'testimony' in of ? of.testimony : null;
    const witness = 'testimony' in of ? String(readRecord(vault, 'testimony', of.testimony).state.witness) : of.witness;
    const fields = {
      origin: 'here',
      witness,
      ...(testimony === null ? {} : { testimony }),
      agreed: agreed.how,
      began,
      state: 'running',
    } satisfies SoundRecordingFields;
    append(vault, [recordDraft(vault, 'recording', id, fields)], () =>
      beginPieces(vault.db, {
        ...{ id, operator: vault.operator, witness, testimony, began, last: began },
        ...{ pauses: [], pausedAt: null, input: null, ending: null, acquisition: null },
      }),
    );
    this.#id = id;
    this.#heard = performance.now();
    return { recording: id };
  }

  /**
   * Keeps a piece, or hears that whoever records is still there. Nothing more is kept once the testimony says that they may not be recorded.
   * Throws RECORDING_OVER, RECORDING_NOT_AGREED, RECORDING_FOR_NOBODY, RECORD_CLOSED, FIELD_INVALID, VAULT_DISK_FULL.
   */
  async add(
    vault: OpenVault,
    { recording, number, base64, input }: CallRequest<'recording.add'>,
  ): Promise<CallOutput<'recording.add'>> {
    const running = this.#goesOn(vault, recording);
    if (running.testimony !== null) requireAgreed(vault, running.testimony);
    const bytes = base64 === '' ? null : decodeBase64(base64);
    if (base64 !== '' && (bytes === null || bytes.length > longestPiece))
      throw brokenField('base64', 'form', 'base64', '');
    const told = input === null ? {} : { input };
    if (bytes !== null) keepPiece(vault, running, number, bytes, { ...told, last: vault.ledger.now() });
    else if (input !== null) changeRunning(vault, running, told);
    const kept = measured(vault, recording);
    return { ...kept, room: await roomOf(vault, kept.bytes) };
  }

  /** Says when the sound itself begins: the word of the witness came before. Throws RECORDING_OVER. */
  start(vault: OpenVault, { recording }: CallRequest<'recording.start'>): void {
    const running = this.#goesOn(vault, recording);
    const now = vault.ledger.now();
    if (measured(vault, recording).pieces === 0) changeRunning(vault, running, { began: now, last: now });
  }

  /** Nothing happens where it pauses already. Throws RECORDING_OVER. */
  pause(vault: OpenVault, { recording }: CallRequest<'recording.pause'>): void {
    const running = this.#goesOn(vault, recording);
    if (running.pausedAt !== null) return;
    const now = vault.ledger.now();
    changeRunning(vault, running, { pausedAt: now, last: now });
  }

  /** Throws RECORDING_OVER. */
  goOn(vault: OpenVault, { recording }: CallRequest<'recording.goOn'>): void {
    const running = this.#goesOn(vault, recording);
    if (running.pausedAt === null) return;
    const now = vault.ledger.now();
    changeRunning(vault, running, { pauses: pausesUntil(running, now), pausedAt: null, last: now });
  }

  /** It ends: nothing more is taken from now on. */
  over(recording: RecordId): void {
    if (this.#id === recording) this.#id = null;
  }

  /** At lock: what goes on, whether or not anything is heard of it. */
  end(): RecordId | null {
    const id = this.#id;
    this.#id = null;
    return id;
  }

  #goesOn(vault: OpenVault, recording: RecordId): Running {
    if (this.#id !== recording) throw new Fault('RECORDING_OVER');
    this.#heard = performance.now();
    return runningRecording(vault, recording);
  }
}

/** The pauses of a recording as they stand at a moment. */
export function pausesUntil(
  { pauses, pausedAt }: Pick<Running, 'pauses' | 'pausedAt'>,
  now: string,
): Running['pauses'] {
  return pausedAt === null ? pauses : [...pauses, { from: pausedAt, to: now }].slice(-mostPauses);
}

/** Whether there is room to go on recording and still archive what was recorded. */
async function roomOf(vault: OpenVault, recorded: number): Promise<'enough' | 'little'> {
  return (await disk.free(vault.path)) > recorded + roomToFinish ? 'enough' : 'little';
}
