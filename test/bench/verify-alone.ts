/** Verifies the bundle named on its command line in a process of its own, and says in JSON how long it took, on how much of the processors and in how much memory. */
import { readFileSync } from 'node:fs';
import { verifyBundle } from '../../electron/core/bundle/verify.ts';

const before = process.cpuUsage();
const begun = performance.now();
const report = await verifyBundle(process.argv[2] ?? '', {}, []);
if (report.exitStatus !== 0) throw new Error(report.verdict);
const seconds = (performance.now() - begun) / 1_000;
const { user, system } = process.cpuUsage(before);
console.log(
  JSON.stringify({
    seconds,
    processor: (user + system) / 1e6,
    megabytes: Math.round(largestResidentSet() / 1_024),
  }),
);

/**
 * So far, in kilobytes. What getrusage(2) calls so on Linux counts that of the process which started this one too, until it became another
 * program; `VmHWM` of proc_pid_status(5) doesn't.
 */
function largestResidentSet(): number {
  if (process.platform !== 'linux') return process.resourceUsage().maxRSS;
  return Number(/^VmHWM:\s*(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]);
}
