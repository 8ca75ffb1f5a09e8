import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from 'react';
import type { CallInput } from '../../shared/contract.ts';
import type { ChosenCases } from '../../shared/model/case-table.ts';
import type { ErasureTarget } from '../../shared/model/erasure.ts';
import type { EnteredKind } from '../../shared/model/kinds.ts';
import type { Thing } from '../../shared/model/persons.ts';
import type { TranscriptKind } from '../../shared/model/transcript.ts';
import type { ProposedEvent } from '../cases/case-draft.ts';

export type ItemFilter = NonNullable<CallInput<'item.list'>['filter']>;

/** Kinds that have a list of their own; sites and notifications are listed with their facility. */
export const listedKinds = [
  'facility',
  'agreement',
  'organisation',
  'device',
] as const satisfies readonly EnteredKind[];
export type ListedKind = (typeof listedKinds)[number];

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

interface Places {
  readonly place: Place;
  readonly canGoBack: boolean;
  go(place: Place): void;
  /** Goes on without leaving a way back to here (a form that was saved). */
  replace(place: Place): void;
  back(): void;
}

const PlacesContext = createContext<Places | null>(null);
const remembered = 50;

export function PlacesProvider({ children }: { children: ReactNode }) {
  const [way, setWay] = useState<readonly Place[]>([{ at: 'home' }]);
  const go = useCallback((place: Place) => setWay((before) => [...before.slice(-remembered), place]), []);
  const replace = useCallback((place: Place) => setWay((before) => [...before.slice(0, -1), place]), []);
  const back = useCallback(() => setWay((before) => (before.length > 1 ? before.slice(0, -1) : before)), []);
  const places = useMemo(
    () => ({ place: way.at(-1) ?? { at: 'home' as const }, canGoBack: way.length > 1, go, replace, back }),
    [way, go, replace, back],
  );
  return <PlacesContext.Provider value={places}>{children}</PlacesContext.Provider>;
}

export function usePlaces(): Places {
  const places = useContext(PlacesContext);
  if (places === null) throw new Error('outside of PlacesProvider');
  return places;
}
