/** What runs in the thread that opens entries for a verification: a file of its own, because it does so with the ledger's own code. */
import { parentPort } from 'node:worker_threads';
import { openRows, packOpened, type RowsAsked } from './opened-rows.ts';

parentPort?.on('message', (asked: RowsAsked) => parentPort?.postMessage(packOpened(openRows(asked))));
