import { setImmediate } from 'node:timers/promises';
import { Fault } from '../../shared/faults.ts';
import type { EntryDraft } from './ledger/ledger.ts';
import { append, newRecordId } from './records/recording.ts';
import type { Session } from './session.ts';
import type { OpenVault } from './vault/vault.ts';

/** The same act about many things. */
interface ManyTimes<T> {
  /** The name that its caller gave it, by which it can be stopped (`import.cancel`). */
  readonly job: string | undefined;
  readonly things: readonly T[];
  /** What is written of one as it stands; nothing where that is said of it already. Throws where it is none. */
  readonly draftsOf: (vault: OpenVault, thing: T) => readonly EntryDraft[];
}

/** `changed` entries were written; `left` are the things of which it isn't said because somebody stopped, or because they went meanwhile. */
export type DoneInSteps = { readonly changed: number; readonly left: number };

/** As many as take no longer to write than a person notices on a slow computer, the words of each taken out of the index and put back. */
const together = 25;

/** What became of a thing between the first look and its step. */
const gone: readonly string[] = ['RECORD_NOT_FOUND', 'RECORD_ERASED', 'RECORD_CLOSED'];

/**
 * Says something of many things, an entry for each. All of them are looked at before anything is written, and where one is wrong nothing
 * is. Then it goes by steps, each whole and durable, others having their turn in between: what was written stays where somebody stops,
 * locks, or the disk is full, and doing the same again goes on from there. Throws VAULT_READ_ONLY, VAULT_DISK_FULL, and what `draftsOf` does.
 */
export function inSteps<T>(session: Session, asked: ManyTimes<T>): Promise<DoneInSteps> {
  const { vault } = session;
  if (vault.readOnly) throw new Fault('VAULT_READ_ONLY');
  const job = asked.job ?? newRecordId();
  return session.run(job, async (stop) => {
    const wanting = await lookAt(vault, asked, stop);
    if (wanting === null) return { changed: 0, left: asked.things.length };
    let changed = 0;
    let passed = 0;
    let left = 0;
    while (passed < wanting.length && !stop.aborted) {
      const step = wanting.slice(passed, passed + together);
      const drafts = step.map((thing) => draftsNow(vault, asked, thing));
      changed += append(
        vault,
        drafts.flatMap((each) => each ?? []),
      ).length;
      left += drafts.filter((each) => each === null).length;
      passed += step.length;
      session.emit({
        ...{ event: 'progress', kind: 'many', job, phase: 'writing', done: passed, total: wanting.length },
        ...{ bytesDone: 0, bytesTotal: 0, secondsLeft: null, current: null },
      });
      await setImmediate();
    }
    return { changed, left: left + wanting.length - passed };
  });
}

/** Those of which it is not said yet; `null` where it was stopped. */
async function lookAt<T>(vault: OpenVault, { things, draftsOf }: ManyTimes<T>, stop: AbortSignal): Promise<T[] | null> {
  const wanting: T[] = [];
  for (const [at, thing] of things.entries()) {
    if (at % together === together - 1) await setImmediate();
    if (stop.aborted) return null;
    if (draftsOf(vault, thing).length > 0) wanting.push(thing);
  }
  return wanting;
}

function draftsNow<T>(vault: OpenVault, { draftsOf }: ManyTimes<T>, thing: T): readonly EntryDraft[] | null {
  try {
    return draftsOf(vault, thing);
  } catch (error) {
    if (error instanceof Fault && gone.includes(error.code)) return null;
    throw error;
  }
}
