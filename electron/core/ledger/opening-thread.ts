/** What runs in the thread that opens entries for a verification: a file of its own, because it does so with the ledger's own code. */
import { parentPort } from 'node:worker_threads';
import { packedLines } from '../../../shared/ledger/opened-lines.ts';
import type { LinesAsked } from './entry-opener.ts';
import { openRows, packOpened, type RowsAsked } from './opened-rows.ts';
import { primitives } from './primitives.ts';

function answer(asked: RowsAsked | LinesAsked): string {
  if ('rows' in asked) return packOpened(openRows(asked));
  return packedLines(primitives, asked.ledger, asked.block);
}

parentPort?.on('message', (asked: RowsAsked | LinesAsked) => parentPort?.postMessage(answer(asked)));
