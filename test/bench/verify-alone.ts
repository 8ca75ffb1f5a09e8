/** Verifies the bundle named on its command line in a process of its own, and says in JSON how long it took, on how much of the processors and in how much memory. */
import { verifyBundle } from '../../electron/core/bundle/verify.ts';

const before = process.cpuUsage();
const begun = performance.now();
const report = await verifyBundle(process.argv[2] ?? '', {}, []);
if (report.exitStatus !== 0) throw new Error(report.verdict);
const seconds = (performance.now() - begun) / 1_000;
const { user, system } = process.cpuUsage(before);
// getrusage(2): the largest resident set so far, in kilobytes.
console.log(
  JSON.stringify({
    seconds,
    processor: (user + system) / 1e6,
    megabytes: Math.round(process.resourceUsage().maxRSS / 1_024),
  }),
);
