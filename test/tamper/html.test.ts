/** The page that every bundle contains, in Chromium, on one place of every attack. It has no place for the keys of witnesses. */
import { afterAll } from 'vitest';
import { closeHtml, htmlNotRun } from '../fixtures/html-verifier.ts';
import { against } from './against.ts';
import { inHtml } from './verifiers.ts';

afterAll(() => closeHtml());

const takes = ({ expected }: { expected: { witnesses?: readonly string[] } }): boolean =>
  expected.witnesses === undefined;

against({ name: 'verify.html', run: inHtml, why: htmlNotRun, takes, thorough: false });
