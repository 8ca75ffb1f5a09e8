import { type keepPreviousData, QueryClient, useMutation, useQuery } from '@tanstack/react-query';
import type { CallInput, CallName, CallOutput, CoreEvent } from '../../shared/contract.ts';
import type { Fault } from '../../shared/faults.ts';
import { bridge } from './bridge.ts';
import { onCoreEvent } from './events.ts';

/** Answers are kept only as long as the vault is open, and are asked for again when core says that they changed. */
export const answers = new QueryClient({
  defaultOptions: {
    queries: { retry: false, staleTime: Number.POSITIVE_INFINITY, refetchOnWindowFocus: false, networkMode: 'always' },
    mutations: { retry: false, networkMode: 'always' },
  },
});

const touchedBy = {
  vault: ['vault.', 'import.interrupted'],
  items: [
    'item.',
    'incident.',
    'import.interrupted',
    'import.flagged',
    'acquisition.',
    'vault.state',
    'bundle.preview',
    'caseTable.preview',
    'search.query',
    'propose.',
  ],
  incidents: ['incident.', 'item.', 'propose.', 'vault.state', 'bundle.preview', 'caseTable.preview', 'search.query'],
  records: [
    'record.',
    'claim.',
    'tag.',
    'propose.',
    'incident.',
    'testimony.get',
    'item.get',
    'vault.state',
    'bundle.preview',
    'caseTable.preview',
    'search.query',
  ],
  testimonies: [
    'testimony.',
    'claim.',
    'incident.',
    'vault.state',
    'bundle.preview',
    'caseTable.preview',
    'search.query',
  ],
  recordings: ['recording.', 'transcript.', 'vault.state', 'bundle.preview', 'caseTable.preview', 'search.query'],
  persons: ['person.', 'gate.', 'override.', 'order.', 'bundle.preview', 'caseTable.preview', 'search.query'],
  proposals: ['propose.'],
  ledger: [
    'ledger.',
    'erasure.',
    'hold.',
    'clock.',
    'civilTime.',
    'anchor.',
    'bundle.preview',
    'witness.',
    'countersign.',
    'vault.state',
    'item.get',
    'incident.get',
    'testimony.get',
    'person.get',
    'gate.ask',
  ],
} as const satisfies Record<Extract<CoreEvent, { event: 'changed' }>['what'], readonly string[]>;

/** During an import core reports changes many times a second; screens follow more calmly. */
const settleMs = 700;

/** Makes screens ask again for what core says has changed. Called once, when the page starts. */
export function followChanges(): void {
  const waiting = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  onCoreEvent((event) => {
    if (event.event !== 'changed') return;
    for (const prefix of touchedBy[event.what]) waiting.add(prefix);
    if (waiting.size > 0 && timer !== undefined) return;
    timer = setTimeout(() => {
      timer = undefined;
      const prefixes = [...waiting];
      waiting.clear();
      void answers.invalidateQueries({
        predicate: ({ queryKey }) => prefixes.some((prefix) => String(queryKey[0]).startsWith(prefix)),
      });
    }, settleMs);
  });
}

/** A question to core whose answer a screen shows. */
export function useAnswer<N extends CallName>(
  name: N,
  input: CallInput<N>,
  options: { enabled?: boolean; placeholderData?: typeof keepPreviousData } = {},
) {
  return useQuery<CallOutput<N>, Fault>({
    queryKey: [name, input],
    queryFn: () => bridge.call(name, input),
    ...options,
  });
}

/** Puts an answer that came with a deed where the screen looks for it, so that it shows at once. */
export function keepAnswer<N extends CallName>(name: N, input: CallInput<N>, output: CallOutput<N>): void {
  answers.setQueryData([name, input], output);
}

/** Asks now, whatever was answered before, and has screens show that. Rejects with a `Fault`. */
export async function askNow<N extends CallName>(name: N, input: CallInput<N>): Promise<CallOutput<N>> {
  const output = await bridge.call(name, input);
  keepAnswer(name, input, output);
  return output;
}

/** Asks again what begins with this name, at once: core's own word of a change comes a little later. */
export function askAgain(prefix: string): void {
  void answers.invalidateQueries({ predicate: ({ queryKey }) => String(queryKey[0]).startsWith(prefix) });
}

/** Lets go of every answer but the vault's own state, and asks again for those on the screen: something was destroyed. */
export function askAllAgain(): void {
  void answers.resetQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'vault.state' });
}

/** Something that a person asks core to do. */
export function useDeed<N extends CallName>(name: N, onDone?: (output: CallOutput<N>) => void) {
  return useMutation<CallOutput<N>, Fault, CallInput<N>>({
    mutationFn: (input) => bridge.call(name, input),
    ...(onDone ? { onSuccess: onDone } : {}),
  });
}

/** A name for a long piece of work, so that its progress can be told from another's. */
export const newJob = () => crypto.randomUUID();
