/** The page that every bundle contains, in Chromium, on one place of every attack. */
import { afterAll } from 'vitest';
import { closeHtml, htmlNotRun } from '../fixtures/html-verifier.ts';
import { against } from './against.ts';
import { inHtml } from './verifiers.ts';

afterAll(() => closeHtml());

against({ name: 'verify.html', run: inHtml, why: htmlNotRun, thorough: false });
