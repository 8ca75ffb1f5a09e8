/** Makes the previews of the pictures named on its command line, and does nothing else. */
import { readFileSync } from 'node:fs';
import { makePreviews } from '../../electron/core/ingest/preview.ts';

for (const path of process.argv.slice(2)) await makePreviews(readFileSync(path), 'image/jpeg');
