import { defineConfig } from 'vitest/config';

// Two cores is what contributors and CI have. Processes and not threads: native bindings and killed children are tested.
const maxWorkers = 2;

/** Journeys have the machine to themselves: they start browsers, and run after everything else. */
const journeys = 1;

const project = (name: string, settings: { testTimeout: number; groupOrder?: number; fileParallelism?: boolean }) => ({
  extends: true as const,
  test: {
    name,
    include: [`test/${name}/**/*.test.{ts,tsx}`],
    testTimeout: settings.testTimeout,
    hookTimeout: settings.testTimeout,
    fileParallelism: settings.fileParallelism ?? true,
    sequence: { groupOrder: settings.groupOrder ?? 0 },
  },
});

export default defineConfig({
  test: {
    pool: 'forks',
    maxWorkers,
    environment: 'node',
    reporters: [process.env.CI ? 'verbose' : 'default', './test/closing-line.ts'],
    // Limits that only end what hangs: a slow machine must not fail a test.
    projects: [
      project('unit', { testTimeout: 60_000 }),
      project('property', { testTimeout: 180_000 }),
      project('conformance', { testTimeout: 180_000 }),
      project('tamper', { testTimeout: 600_000 }),
      project('integration', { testTimeout: 300_000 }),
      project('e2e', { testTimeout: 600_000, groupOrder: journeys, fileParallelism: false }),
    ],
  },
});
