import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** What this computer says about the time: a claim, which the ledger records as such. */
export interface Clock {
  now(): {
    /** The wall clock, which a person can set to anything. */
    readonly wall: Date;
    /** Milliseconds that only go up while `boot` stays the same. */
    readonly mono: number;
    /** Names one uptime of one computer. Never stored as it is. */
    readonly boot: string;
  };
}

let boot: string | undefined;

/** Linux names each boot. Elsewhere one run of the program counts as one: shorter, but never wrong. */
function bootId(): string {
  if (boot === undefined) {
    try {
      boot = readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim();
    } catch {
      boot = randomUUID();
    }
  }
  return boot;
}

export const systemClock: Clock = {
  now: () => ({ wall: new Date(), mono: Number(process.hrtime.bigint() / 1_000_000n), boot: bootId() }),
};
