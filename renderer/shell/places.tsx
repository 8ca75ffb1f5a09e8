import { createContext, type ReactNode, useCallback, useContext, useMemo, useRef, useState } from 'react';
import type { CallInput } from '../../shared/contract.ts';
import type { ChosenCases } from '../../shared/model/case-table.ts';
import type { ErasureTarget } from '../../shared/model/erasure.ts';
import type { EnteredKind } from '../../shared/model/kinds.ts';
import type { Thing } from '../../shared/model/persons.ts';
import type { CaseTemplate } from '../../shared/model/template.ts';
import type { TranscriptKind } from '../../shared/model/transcript.ts';
import type { ProposedEvent } from '../cases/case-draft.ts';
import { type Focused, type Kept, KeptContext, keepFocus } from '../kit/kept.ts';
import { leftOpen } from '../search/search-wanted.ts';

export type ItemFilter = NonNullable<CallInput<'item.list'>['filter']>;

/** Kinds that have a list of their own; sites and notifications are listed with their facility. */
export const listedKinds = [
  'facility',
  'agreement',
  'organisation',
  'device',
] as const satisfies readonly EnteredKind[];
export type ListedKind = (typeof listedKinds)[number];

/** Cases that are corrected one after another, in this order. */
export interface CaseSeries {
  readonly ids: readonly string[];
  /** Why the one before was: proposed for the next. */
  readonly reason: string;
}

/** Every place in the program. Kept in memory: addresses would end up in a browser's history. */
export type Place =
  | { readonly at: 'home' }
  | { readonly at: 'items'; readonly filter?: ItemFilter }
  | { readonly at: 'item'; readonly seq: number }
  | { readonly at: 'side by side'; readonly first: number; readonly second: number }
  | { readonly at: 'acquisitions' }
  | { readonly at: 'acquisition'; readonly seq: number; readonly stating?: boolean }
  | { readonly at: 'cases' }
  | { readonly at: 'case list' }
  | { readonly at: 'case'; readonly id: string }
  | { readonly at: 'together' }
  | {
      readonly at: 'case form';
      readonly id: string | null;
      readonly items: readonly number[];
      /** When and where by those items, for a new case. */
      readonly proposed?: ProposedEvent;
      /** For a correction: what else is corrected with it. */
      readonly series?: CaseSeries;
      /** For a new case: the one that was recorded before it, and how that is coded. */
      readonly like?: { readonly before: string; readonly template: CaseTemplate };
    }
  | { readonly at: 'records'; readonly kind: ListedKind }
  | { readonly at: 'record'; readonly kind: EnteredKind; readonly id: string }
  | {
      readonly at: 'record form';
      readonly kind: EnteredKind;
      readonly id: string | null;
      /** For a new one: the facility that it belongs to. */
      readonly facility: string | null;
    }
  | { readonly at: 'interview'; readonly incident: string | null }
  | { readonly at: 'testimony'; readonly id: string }
  | { readonly at: 'transcript'; readonly kind: TranscriptKind; readonly id: string }
  | {
      readonly at: 'transcript form';
      readonly kind: TranscriptKind;
      readonly id: string | null;
      /** For a new one: what it is made of. */
      readonly of: {
        readonly item: number | null;
        readonly testimony: string | null;
        readonly transcript: string | null;
      };
    }
  | { readonly at: 'persons' }
  | { readonly at: 'person'; readonly id: string }
  | { readonly at: 'orders' }
  | { readonly at: 'consent form'; readonly id: string }
  | { readonly at: 'ledger' }
  | { readonly at: 'witnesses' }
  | { readonly at: 'times' }
  | { readonly at: 'clock' }
  | { readonly at: 'send' }
  | { readonly at: 'case table'; readonly of: ChosenCases }
  | { readonly at: 'verify'; readonly what: 'bundle' | 'vault'; readonly path: string };

/** Where something is shown that can be closed, held or erased; a sealed identity is opened at its testimony. */
export function placeOf(thing: Thing | ErasureTarget): Place {
  if (thing.what === 'item') return { at: 'item', seq: thing.seq };
  if (thing.what === 'person') return { at: 'person', id: thing.id };
  return { at: thing.what === 'incident' ? 'case' : 'testimony', id: thing.id };
}

/** One time that a place was gone to, with what its screen keeps. */
interface Visit {
  readonly place: Place;
  readonly kept: Kept;
}

interface Places {
  readonly place: Place;
  /** The visit that `back` returns to. */
  readonly before: Visit | null;
  go(place: Place): void;
  /** As `go`, and finds the place as it was left last: what an entry of the rail does. */
  goAgain(place: Place): void;
  /** Goes on without leaving a way back to here (a form that was saved), with the keyboard on what is called so where it is given. */
  replace(place: Place, focused?: Focused | null): void;
  back(): void;
}

const PlacesContext = createContext<Places | null>(null);
const remembered = 50;

const isSame = (one: Place, other: Place) => JSON.stringify(one) === JSON.stringify(other);
const firstOf = (place: Place): Visit => ({ place, kept: new Map() });

/** The way with one more visit; none is added where one is already. */
function onward(way: readonly Visit[], next: Visit): readonly Visit[] {
  const here = way.at(-1);
  if (here === undefined) return [next];
  if (isSame(here.place, next.place)) return way;
  keepFocus(here.kept);
  return [...way.slice(-remembered), next];
}

export function PlacesProvider({ children }: { children: ReactNode }) {
  const [way, setWay] = useState<readonly Visit[]>(() => [firstOf({ at: 'home' })]);
  // At hand at once: two steps may be taken before the first is shown.
  const latest = useRef(way);
  const step = useCallback((taken: (way: readonly Visit[]) => readonly Visit[]) => {
    latest.current = taken(latest.current);
    setWay(latest.current);
  }, []);
  const go = useCallback((place: Place) => step((way) => onward(way, firstOf(place))), [step]);
  const goAgain = useCallback(
    (place: Place) =>
      step((way) => {
        const last = way.findLast((visit) => isSame(visit.place, place));
        const kept: Kept = new Map(last?.kept);
        // A search that was left there is gone back to, and does not stand in the way of who comes anew.
        kept.delete(leftOpen);
        return onward(way, { place, kept });
      }),
    [step],
  );
  const replace = useCallback(
    (place: Place, focused: Focused | null = null) =>
      step((way) => {
        const next = firstOf(place);
        keepFocus(next.kept, focused);
        return [...way.slice(0, -1), next];
      }),
    [step],
  );
  const back = useCallback(() => step((way) => (way.length > 1 ? way.slice(0, -1) : way)), [step]);
  const here = way.at(-1) ?? null;
  const before = way.at(-2) ?? null;
  const places = useMemo(
    () => ({ place: here?.place ?? { at: 'home' as const }, before, go, goAgain, replace, back }),
    [here, before, go, goAgain, replace, back],
  );
  return (
    <PlacesContext.Provider value={places}>
      <KeptContext.Provider value={here?.kept ?? null}>{children}</KeptContext.Provider>
    </PlacesContext.Provider>
  );
}

export function usePlaces(): Places {
  const places = useContext(PlacesContext);
  if (places === null) throw new Error('outside of PlacesProvider');
  return places;
}
