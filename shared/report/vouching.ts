import type { VerificationReport } from '../model/report.ts';

/** A sentence of a report: a key of the locales, how many it counts, and what else it names. */
export interface VouchingLine {
  readonly key: `vouching.${'all' | 'none' | 'some' | 'countersigned'}` | 'vouching.silent' | 'vouching.despite';
  readonly count: number;
  readonly values: Readonly<Record<'name' | 'vouched' | 'at', string>>;
}

/** How large the part is that somebody outside vouches for, how large the tail that nobody does, and who countersigned how much. */
export function vouchingOf(
  { verdict, entries, vouched, witnesses }: VerificationReport,
  words: { number(value: number): string; instant(at: string): string; plain(text: string): string },
): VouchingLine[] {
  if (verdict === 'COULD_NOT_RUN' || entries === 0) return [];
  const line = (
    key: VouchingLine['key'],
    count: number,
    values: Partial<VouchingLine['values']> = {},
  ): VouchingLine => {
    return { key, count, values: { name: '', vouched: '', at: '', ...values } };
  };
  const tail = entries - vouched;
  return [
    vouched === 0
      ? line('vouching.none', entries)
      : tail <= 0
        ? line('vouching.all', entries)
        : line('vouching.some', tail, { vouched: words.number(vouched) }),
    ...(verdict === 'INVALID' ? [line('vouching.despite', 0)] : []),
    ...witnesses.map(({ name, size, time }) =>
      time === null || size === 0
        ? line('vouching.silent', 0, { name: words.plain(name) })
        : line('vouching.countersigned', size, {
            name: words.plain(name),
            at: words.instant(new Date(time * 1_000).toISOString()),
          }),
    ),
  ];
}
