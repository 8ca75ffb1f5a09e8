/**
 * Measuring in rounds: each contestant once a round, in turn, so that whatever else the machine does meets all of them. What
 * is told is the median and how far the rounds lie apart; nothing is asserted.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';

export interface Contestant {
  readonly name: string;
  /** One round; resolves with how much was done, in the table's unit. Only `run` is timed. */
  prepare?(): Promise<void>;
  run(): Promise<number>;
  tidy?(): Promise<void>;
}

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    photographs: { type: 'string', default: '60' },
    files: { type: 'string', default: '10000' },
    entries: { type: 'string', default: '10000' },
    items: { type: 'string', default: '10000' },
    megabytes: { type: 'string', default: '128' },
    recording: { type: 'string', default: '256' },
  },
});

function count(name: keyof typeof values): number {
  const number = Number(values[name]);
  if (Number.isInteger(number) && number > 0) return number;
  console.error(`--${name} takes a whole number above 0`);
  process.exit(2);
}

export const wanted = {
  rounds: count('rounds'),
  photographs: count('photographs'),
  /** Small ones, into one vault. */
  files: count('files'),
  entries: count('entries'),
  items: count('items'),
  megabytes: count('megabytes'),
  /** Mebibytes of one video. */
  recording: count('recording'),
};

/** Whether a program can be run here. */
export function installed(program: string): boolean {
  try {
    execFileSync('sh', ['-c', `command -v ${program}`], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** Processor seconds of this process and of its children that have ended; the children's on Linux alone. */
function processorSeconds(): number {
  const { user, system } = process.cpuUsage();
  let children = 0;
  try {
    // proc(5): cutime and cstime are fields 16 and 17, counted in hundredths of a second.
    const fields = readFileSync('/proc/self/stat', 'latin1').split(') ')[1]?.split(' ') ?? [];
    children = (Number(fields[13]) + Number(fields[14])) / 100;
  } catch {
    children = 0;
  }
  return (user + system) / 1e6 + children;
}

type Round = { readonly rate: number; readonly processor: number };

const median = (numbers: readonly number[]): number => {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
};

/** What the one before left the system to write later is written before the next begins, who would share the processors with that. */
function writeOutstanding(): void {
  if (installed('sync')) execFileSync('sync', { stdio: 'ignore' });
}

async function measured(contestant: Contestant): Promise<Round> {
  await contestant.prepare?.();
  writeOutstanding();
  const processor = processorSeconds();
  const begun = performance.now();
  const done = await contestant.run();
  const seconds = (performance.now() - begun) / 1_000;
  // Children that were just ended are counted when the system has taken note of it.
  await setTimeout(300);
  const used = processorSeconds() - processor;
  await contestant.tidy?.();
  return { rate: done / seconds, processor: used / done };
}

const short = (number: number) =>
  number >= 100 ? number.toFixed(0) : number >= 10 ? number.toFixed(1) : number.toFixed(2);

const fromTo = (numbers: readonly number[]) => `${short(Math.min(...numbers))} – ${short(Math.max(...numbers))}`;

/**
 * Runs all contestants in rounds and prints one table; `unit` is what `run` counts, such as `photographs`. Where others work on the same computer,
 * processor time says more than the clock: it is that of all processes, and waits for nobody.
 */
export async function compare(subject: string, unit: string, contestants: readonly Contestant[]): Promise<void> {
  const rounds = new Map<Contestant, Round[]>(contestants.map((contestant) => [contestant, []]));
  const load = loadavg()[0] ?? 0;
  for (let round = 0; round < wanted.rounds; round++)
    for (const [contestant, results] of rounds) results.push(await measured(contestant));

  const processors = cpus();
  console.log(`\n${subject}`);
  console.log(
    `  ${wanted.rounds} rounds · Node ${process.version} · ${processors.length} × ${processors[0]?.model ?? 'processor'} · ` +
      `load before ${load.toFixed(1)}, after ${(loadavg()[0] ?? 0).toFixed(1)}`,
  );
  const [own] = contestants;
  const ofOwn = own === undefined ? [] : (rounds.get(own) ?? []);
  const reference = median(ofOwn.map(({ rate }) => rate));
  const referenceProcessor = median(ofOwn.map(({ processor }) => processor));
  const rows = [...rounds].map(([{ name }, results]) => {
    const rates = results.map(({ rate }) => rate);
    const middle = median(rates);
    const efforts = results.map(({ processor }) => processor * 1_000);
    return {
      '': name,
      [`${unit}/s`]: short(middle),
      'from – to': fromTo(rates),
      spread: `${Math.round(((Math.max(...rates) - Math.min(...rates)) / middle) * 100)} %`,
      'the first against it': `${short(reference / middle)} ×`,
      [`processor ms/${unit}`]: short(median(efforts)),
      'processor ms: from – to': fromTo(efforts),
      'the first against it, in processor time': `${short(median(efforts) / 1_000 / referenceProcessor)} ×`,
    };
  });
  const columns = Object.keys(rows[0] ?? {}) as (keyof (typeof rows)[number])[];
  const widths = columns.map((column) =>
    Math.max(...[column, ...rows.map((row) => row[column])].map((cell) => String(cell).length)),
  );
  const line = (cells: readonly string[]) =>
    `  ${cells.map((cell, index) => (index === 0 ? cell.padEnd(widths[index] ?? 0) : cell.padStart(widths[index] ?? 0))).join('   ')}`;
  console.log(line(columns.map(String)));
  for (const row of rows) console.log(line(columns.map((column) => String(row[column]))));
}
