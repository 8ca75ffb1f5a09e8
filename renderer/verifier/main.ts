import { openPage } from './page.ts';
import { work } from './worker.ts';

// One program in one file: the page starts it a second time, as its own worker.
if (typeof document === 'undefined') work();
else openPage();
