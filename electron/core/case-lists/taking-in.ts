import type { CallOutput } from '../../../shared/contract.ts';
import { Fault } from '../../../shared/faults.ts';
import { listImport, mostNamed, type RowProblem } from '../../../shared/model/case-list.ts';
import type { IncidentFields } from '../../../shared/model/incident.ts';
import { closedItemsWith } from '../gate/closed-files.ts';
import { headLength, mediaType } from '../ingest/type.ts';
import type { EntryDraft } from '../ledger/ledger.ts';
import { entryOf } from '../records/entering.ts';
import { stateOf } from '../records/kinds.ts';
import { amendmentDraft, newRecordId, recordDraft } from '../records/recording.ts';
import type { StagedObject } from '../vault/objects.ts';
import type { OpenVault } from '../vault/vault.ts';
import { type Judged, type Judging, judged, ListTally } from './checking.ts';
import { type ListFile, openList, placeOfList } from './list-file.ts';
import type { Written } from './rows.ts';

/**
 * Taking a list in: the file archived bit for bit, a case for each row, and an entry that says what its columns became and which rows were
 * left out. One transaction: where it ends early, however it ends, nothing of it is there.
 */

export interface TakingIn extends Judging {
  readonly file: ListFile;
  readonly written: Written;
  readonly leaveOut: boolean;
  readonly amend: boolean;
  readonly onRow: (phase: 'checking' | 'writing', row: number, of: number) => void;
}

/** Cases written at a time: between them others have their turn, and the person who wants to stop. */
const casesTogether = 100;

/** Throws RECORD_CLOSED where this very file is closed inside the archive, LIST_FAULTY with the first row that can't become a case, IMPORT_CANCELLED, VAULT_DISK_FULL, and what reading throws. */
export async function takeIn(asked: TakingIn): Promise<CallOutput<'caseList.import'>> {
  const { vault, file, sha256 } = asked;
  if (closedItemsWith(vault, sha256).length > 0) throw new Fault('RECORD_CLOSED');
  const { counts, leftout } = await tried(asked);
  if (counts.fresh === 0 && (counts.changed === 0 || !asked.amend))
    return { item: null, record: null, counts, leftout };
  const archived = archivedAs(vault, sha256);
  const staged = archived === null ? await stage(asked) : null;
  const wasThere = await vault.objects.has(sha256);
  try {
    const record = newRecordId();
    const reading = await (staged === null ? vault.objects.open('original', sha256) : staged.object.open());
    let item = -1;
    try {
      item = await vault.ledger.appendInPieces(async function* () {
        const [acquisition, own] = [vault.ledger.size, archived ?? vault.ledger.size + 1];
        if (staged !== null) yield archiving(vault, file, staged, acquisition);
        yield* cases(asked, own, reading.stream(), counts.rows);
        yield [listRecord(asked, record, own, counts, leftout)];
        // The file is in its place before anything says that it is.
        await reading.close();
        await staged?.object.commit();
        return own;
      }, asked.stop);
    } finally {
      await reading.close();
    }
    return { item, record, counts, leftout };
  } catch (error) {
    await staged?.object.discard();
    if (staged !== null && !wasThere) vault.objects.removeNow(vault.objects.namesOf(sha256));
    throw error;
  }
}

/** Everything is looked at before anything is written. */
async function tried(asked: TakingIn): Promise<Pick<CallOutput<'caseList.import'>, 'counts' | 'leftout'>> {
  const tally = new ListTally();
  const leftout: RowProblem[] = [];
  for await (const each of judged(asked, await openList(asked.file.open(), asked.written))) {
    tally.add(each);
    asked.onRow('checking', tally.counts.rows, 0);
    if (each.outcome !== 'faulty') continue;
    const [first] = each.problems;
    if (first === undefined) continue;
    if (!asked.leaveOut)
      throw new Fault('LIST_FAULTY', { row: first.row, column: first.column, why: first.rule, value: first.value });
    if (leftout.length < mostNamed) leftout.push(first);
  }
  if (tally.counts.rows === 0) throw new Fault('LIST_UNREADABLE', { why: 'empty', row: 2 });
  return { counts: tally.counts, leftout };
}

/** The item that this very file is, where it was archived before. */
const archivedAs = ({ db }: OpenVault, sha256: string): number | null =>
  (db.prepare('SELECT min(seq) FROM item WHERE sha256 = ?').pluck().get(sha256) as number | null) ?? null;

type Staged = { readonly object: StagedObject; readonly type: string };

async function stage({ vault, file, sha256 }: TakingIn): Promise<Staged> {
  let head = Buffer.alloc(0);
  const object = await vault.objects.stage(file.open(), {
    onChunk(piece) {
      if (head.length < headLength) head = Buffer.concat([head, piece.subarray(0, headLength - head.length)]);
    },
  });
  if (object.sha256 === sha256) return { object, type: mediaType(head) };
  await object.discard();
  throw new Fault('SOURCE_CHANGED');
}

/** The file as any other that is archived; what is archived already has no source of its own. */
function archiving({ operator }: OpenVault, file: ListFile, { object, type }: Staged, seq: number): EntryDraft[] {
  const { name, from } = file;
  if (from === null) throw new Fault('INTERNAL');
  const { size, modified, born, path } = from.file;
  return [
    {
      type: 'acquisition',
      operator,
      fields: {
        'source.kind': from.kind,
        'source.path': from.label,
        count: 1,
        part: { first: null, from: 1 },
        'holds.1': { path, size, modified },
      },
    },
    {
      type: 'item',
      operator,
      fields: {
        file: { sha256: object.sha256, size: object.size, type },
        acquisition: { seq, number: 1 },
        name,
        path: placeOfList(file),
        modified,
        ...(born === null ? {} : { born }),
      },
    },
  ];
}

async function* cases(
  asked: TakingIn,
  item: number,
  pieces: AsyncIterable<Uint8Array>,
  rows: number,
): AsyncGenerator<EntryDraft[]> {
  let drafts: EntryDraft[] = [];
  let passed = 0;
  for await (const each of judged(asked, await openList(pieces, asked.written))) {
    const draft = draftOf(asked, each, item);
    if (draft !== null) drafts.push(draft);
    passed += 1;
    if (drafts.length < casesTogether) continue;
    yield drafts;
    asked.onRow('writing', passed, rows);
    drafts = [];
  }
  if (drafts.length > 0) yield drafts;
}

function draftOf({ vault, amend }: TakingIn, each: Judged, item: number): EntryDraft | null {
  const listed = (fields: IncidentFields): IncidentFields => ({
    ...fields,
    listed: { ...fields.listed, item, row: each.row },
  });
  switch (each.outcome) {
    case 'fresh':
      return entryOf(vault, 'incident', listed(each.fields)).draft;
    case 'changed': {
      if (!amend || each.comparison.outcome === 'same') return null;
      const { record, fields } = each.comparison;
      return amendmentDraft(
        vault,
        record,
        record.head,
        stateOf('incident', listed(fields)),
        `Row ${each.row} of a later version of the list says so.`,
      );
    }
    default:
      return null;
  }
}

function listRecord(
  { vault, mapping, written }: TakingIn,
  id: string,
  item: number,
  counts: CallOutput<'caseList.import'>['counts'],
  leftout: readonly RowProblem[],
): EntryDraft {
  const fields = listImport.parse({
    item,
    mapping,
    ...written,
    counts,
    leftout: leftout.map(({ row, column, rule }) => ({ row, column, rule })),
  });
  return recordDraft(vault, 'import', id, fields);
}
