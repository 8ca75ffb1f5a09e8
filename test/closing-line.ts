import type { Reporter, TestModule } from 'vitest/node';

/** Ends a run with one line that scripts and people can read alone: `N passed, N failed, N skipped`. */
export default class ClosingLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const count = { passed: 0, failed: 0, skipped: 0, pending: 0 };
    for (const module of modules) {
      for (const test of module.children.allTests()) count[test.result().state] += 1;
      // A file that does not load has no tests; its failure must not look like nothing.
      const broken = module.state() === 'failed' && [...module.children.allTests('failed')].length === 0;
      if (broken) count.failed += 1;
    }
    const line = `${count.passed} passed, ${count.failed + errors.length} failed, ${count.skipped + count.pending} skipped`;
    // The other reporters print at this same event; the last line is said once they have.
    process.once('exit', () => process.stdout.write(`${line}\n`));
  }
}
