import { useCallback, useState, useSyncExternalStore } from 'react';
import type { Fault } from '../../shared/faults.ts';
import { type DraftName, draftNames } from '../../shared/model/drafts.ts';
import { bridge } from './bridge.ts';
import type { Keeping } from './keeping.ts';

/**
 * What is being written: in memory while a person looks at other screens, and in the vault a moment after typing stops
 * and at lock, so that locking loses none of it. What may not lie there (a passphrase, who a witness is) is left out by
 * each draft's `Keeping`.
 */

/** One draft of a name is about one subject: the case that an interview belongs to, the case that is corrected. */
interface Held {
  readonly value: object;
  readonly begun: boolean;
  /** By which screen it was made: a blank form is made anew for the next, because what it starts from may have changed. */
  readonly made: (() => object) | null;
}
type Drafts = { readonly [N in DraftName]: ReadonlyMap<string, Held> };

/** How long typing rests before the vault takes what was typed. */
const restMs = 800;

const none: Drafts = {
  interview: new Map(),
  amendment: new Map(),
  case: new Map(),
  record: new Map(),
  transcript: new Map(),
  send: new Map(),
  list: new Map(),
  statement: new Map(),
  consent: new Map(),
  later: new Map(),
  claim: new Map(),
};
let drafts = none;
let trouble: Fault | null = null;
let writable = false;
const keepings = new Map<DraftName, Keeping<object>>();
const timers = new Map<DraftName, ReturnType<typeof setTimeout>>();
let reviving: Promise<void> | null = null;
/** Writes go one after another: over HTTP a later one could overtake. */
let line: Promise<void> = Promise.resolve();

const watchers = new Set<() => void>();
const tell = () => {
  for (const watcher of [...watchers]) watcher();
};
const watch = (watcher: () => void) => {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
};

function put(name: DraftName, subject: string, held: Held | null): void {
  const next = new Map(drafts[name]);
  if (held === null) next.delete(subject);
  else next.set(subject, held);
  drafts = { ...drafts, [name]: next };
}

function textOf(name: DraftName): string | null {
  const keeping = keepings.get(name);
  const begun = [...drafts[name]].filter(([, held]) => held.begun);
  if (keeping === undefined || begun.length === 0) return null;
  return JSON.stringify(Object.fromEntries(begun.map(([subject, { value }]) => [subject, keeping.keep(value)])));
}

function write(name: DraftName): void {
  clearTimeout(timers.get(name));
  timers.delete(name);
  if (!writable) return;
  const value = textOf(name);
  const settle = (fault: Fault | null) => {
    if (trouble === fault) return;
    trouble = fault;
    tell();
  };
  line = line.then(() =>
    bridge.call('draft.set', { name, value }).then(
      () => settle(null),
      (fault: Fault) => settle(fault),
    ),
  );
}

function writeSoon(name: DraftName): void {
  if (!writable) return;
  clearTimeout(timers.get(name));
  timers.set(
    name,
    setTimeout(() => write(name), restMs),
  );
}

/** Writes at once what still waits. Resolves when the vault has taken it, or has refused. */
export function keepDrafts(): Promise<void> {
  for (const name of [...timers.keys()]) write(name);
  return line;
}

/** Takes what the vault keeps, once after each opening, before any screen is there. Rejects with a `Fault`. */
export function reviveDrafts(all: readonly Keeping<object>[], readOnly: boolean): Promise<void> {
  if (reviving !== null) return reviving;
  const current = revive(all, readOnly, () => reviving === current);
  reviving = current;
  current.catch(() => {
    if (reviving === current) reviving = null;
  });
  return current;
}

async function revive(all: readonly Keeping<object>[], readOnly: boolean, stillOpen: () => boolean): Promise<void> {
  for (const each of all) keepings.set(each.name, each);
  const kept = await Promise.all(draftNames.map((name) => bridge.call('draft.get', { name })));
  if (!stillOpen()) return;
  for (const [index, name] of draftNames.entries()) {
    const value = kept[index]?.value ?? null;
    for (const [subject, stored] of Object.entries(parsed(value))) {
      const revived = keepings.get(name)?.revive(stored) ?? null;
      if (revived !== null) put(name, subject, { value: revived, begun: true, made: null });
    }
  }
  writable = !readOnly;
  tell();
}

function parsed(text: string | null): object {
  if (text === null) return {};
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}

/** Locking: nothing that was being written stays in this page. */
export function forgetDrafts(): void {
  for (const timer of timers.values()) clearTimeout(timer);
  timers.clear();
  drafts = none;
  reviving = null;
  trouble = null;
  writable = false;
  tell();
}

function discardDraft(name: DraftName, subject: string): void {
  const held = drafts[name].get(subject);
  put(name, subject, null);
  if (held?.begun) write(name);
  tell();
}

export function useDraft<T extends object>(keeping: Keeping<T>, subject: string, blank: () => T) {
  const { name } = keeping;
  const read = useCallback((): Held => {
    const held = drafts[name].get(subject);
    if (held !== undefined && (held.begun || held.made === blank)) return held;
    const fresh = { value: blank(), begun: false, made: blank };
    put(name, subject, fresh);
    return fresh;
  }, [name, subject, blank]);
  const held = useSyncExternalStore(watch, read);
  const change = useCallback(
    (part: Partial<T>) => {
      const value = { ...(read().value as T), ...part };
      put(name, subject, { value, begun: keeping.begun(value, blank()), made: blank });
      writeSoon(name);
      tell();
    },
    [keeping, name, subject, read, blank],
  );
  const [round, setRound] = useState(0);
  const discard = useCallback(() => {
    discardDraft(name, subject);
    setRound((before) => before + 1);
  }, [name, subject]);
  /** `round`: another after each discarding, as the key of fields that hold what is half typed themselves. */
  return { draft: held.value as T, begun: held.begun, change, discard, round };
}

/** Why the vault did not take the last of what was written, `null` where it did. */
export const useDraftTrouble = (): Fault | null => useSyncExternalStore(watch, () => trouble);

export interface BegunDraft {
  readonly subject: string;
  readonly value: object;
  discard(): void;
}

/** Everything of this kind that was begun and not saved. */
export function useBegun<T extends object>({ name }: Keeping<T>): readonly (BegunDraft & { readonly value: T })[] {
  const all = useSyncExternalStore(watch, () => drafts[name]);
  return [...all]
    .filter(([, held]) => held.begun)
    .map(([subject, { value }]) => ({ subject, value: value as T, discard: () => discardDraft(name, subject) }));
}
