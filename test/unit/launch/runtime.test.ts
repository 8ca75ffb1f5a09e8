import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { exitStatus, findNode, root, runsSanad } from '../../../electron/launch/runtime.js';

describe('the right Node', () => {
  test('is 24 or newer', () => {
    expect(['v20.20.2', 'v22.14.0', 'v23.11.0', 'nonsense', ''].map(runsSanad)).toEqual([
      false,
      false,
      false,
      false,
      false,
    ]);
    expect(['v24.0.0', '24.21.0', 'v100.0.0'].map(runsSanad)).toEqual([true, true, true]);
  });

  test('is the one that npm brought, before the one at hand', () => {
    const current = { path: '/usr/bin/node', version: 'v25.0.0' };
    expect(findNode({ fromPackage: '/project/node', current })).toEqual({ node: '/project/node' });
    expect(findNode({ fromPackage: null, current })).toEqual({ node: '/usr/bin/node' });
  });

  test('is named in one line where there is none', () => {
    const found = findNode({ fromPackage: null, current: { path: '/usr/bin/node', version: 'v20.20.2' } });
    expect(found).toHaveProperty('missing', expect.stringMatching(/^Sanad needs Node 24 .*v20\.20\.2\..*[^\n]$/));
  });
});

describe('an exit status', () => {
  test("is the program's own, or 128 and the signal that ended it", () => {
    expect([exitStatus(0, null), exitStatus(2, null)]).toEqual([0, 2]);
    expect([exitStatus(null, 'SIGINT'), exitStatus(null, 'SIGTERM'), exitStatus(null, 'SIGKILL')]).toEqual([
      130, 143, 137,
    ]);
  });
});

describe('a program that runs in our place', () => {
  const launch = (script: string) =>
    spawn(
      process.execPath,
      [
        '--input-type=module',
        '-e',
        `import { runInstead } from ${JSON.stringify(join(root, 'electron/launch/runtime.js'))};
         process.exitCode = await runInstead(process.execPath, ['-e', ${JSON.stringify(script)}]);`,
      ],
      { stdio: ['ignore', 'pipe', 'pipe'] },
    );

  test('gives its status back', async () => {
    const [code] = await once(launch('process.exit(7)'), 'exit');
    expect(code).toBe(7);
  });

  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)('gets %s passed on', async (signal, status) => {
    const launched = launch('console.log("up"); setInterval(() => {}, 1000)');
    await once(launched.stdout, 'data');
    launched.kill(signal);
    const [code] = await once(launched, 'exit');
    expect(code).toBe(status);
  });

  test('may end in its own way when it gets a signal', async () => {
    const launched = launch(
      'process.on("SIGTERM", () => process.exit(3)); console.log("up"); setInterval(() => {}, 1000)',
    );
    await once(launched.stdout, 'data');
    launched.kill('SIGTERM');
    const [code] = await once(launched, 'exit');
    expect(code).toBe(3);
  });
});
