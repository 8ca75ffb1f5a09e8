import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { verifyBundle } from '../../electron/core/bundle/verify.ts';
import { primitives } from '../../electron/core/ledger/primitives.ts';
import { inMemory } from '../../electron/core/vault/random-access.ts';
import { nothingGiven } from '../../shared/anchors/given.ts';
import { noReviewer } from '../../shared/bundle/reviewer.ts';
import { policyOf, readWitnessKey } from '../../shared/ledger/policy.ts';
import type { ExhibitState, ReportFinding, VerificationReport } from '../../shared/model/report.ts';
import { runHtml } from '../fixtures/html-verifier.ts';
import { runPythonAgain } from '../fixtures/python-verifier.ts';

/** What all verifiers say in the same words. */
export type Said = Pick<VerificationReport, 'verdict' | 'exitStatus'> & {
  readonly findings: readonly Pick<ReportFinding, 'code' | 'seq' | 'path' | 'detail'>[];
  readonly warnings: readonly Pick<ReportFinding, 'code'>[];
  readonly exhibits: readonly ExhibitState[];
};

export type Brought = {
  readonly notes?: readonly string[];
  readonly codes?: readonly string[];
  readonly witnesses?: readonly string[];
};

export type Verifier = (zip: Buffer, brought: Brought) => Promise<Said>;

/** The one that the app and the command line have. */
export const ours: Verifier = (zip, { notes = [], codes = [], witnesses = [] }) => {
  const policy = policyOf(witnesses.map((key) => readWitnessKey(primitives, key)));
  return verifyBundle(inMemory(zip), {}, [...notes, ...codes], {}, nothingGiven, { ...noReviewer, policy });
};

/** The one in Python that every bundle contains. */
export const inPython: Verifier = (zip, brought) => onDisk(zip, (path) => runPythonAgain(path, brought));

/** The page that every bundle contains, in Chromium. */
export const inHtml: Verifier = (zip, { notes = [], codes = [], witnesses = [] }) =>
  onDisk(zip, (path) =>
    runHtml(path, {
      notes: [...notes, ...codes],
      ...(witnesses.length === 0 ? {} : { witnesses: witnesses.join('\n') }),
    }),
  );

async function onDisk(zip: Buffer, run: (path: string) => Promise<Said>): Promise<Said> {
  const folder = mkdtempSync(join(tmpdir(), 'sanad-tamper-'));
  try {
    const path = join(folder, 'bundle.zip');
    writeFileSync(path, zip);
    return await run(path);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
