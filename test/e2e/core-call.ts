import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import type { CallInput, CallName, CallOutput } from '../../shared/contract.ts';

/** A call through whichever bridge this face has. */
export async function call<N extends CallName>(page: Page, name: N, input: CallInput<N>): Promise<CallOutput<N>> {
  const reply = await page.evaluate(
    async ([asked, given]) => {
      const { sanad } = globalThis as unknown as { sanad?: { call(name: string, input: unknown): Promise<unknown> } };
      if (sanad !== undefined) return sanad.call(asked, given);
      const body = JSON.stringify(given);
      const answer = await fetch(`call/${asked}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
      });
      return answer.json();
    },
    [name, input] as const,
  );
  expect(reply).toMatchObject({ ok: true });
  return (reply as { value: CallOutput<N> }).value;
}
