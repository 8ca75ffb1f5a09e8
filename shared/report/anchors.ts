import type { AnchorView, TimeBounds } from '../model/anchors.ts';
import type { ReportWords } from './words.ts';

/** One line for one anchor: what it is, how much it covers, when, and what came of checking it. */
export function anchorLine(
  { kind, seq, path, size, time, within, by, state, reason }: AnchorView,
  { say, plain, instant }: ReportWords,
): string {
  const where = [seq === null ? null : say('verify.inEntry', { seq }), path === null ? null : plain(path)];
  const named = say(`anchor.kind.${kind}`);
  const over = size === null ? named : say('anchor.over', { kind: named, count: size });
  const when = time === null ? '' : `, ${instant(time)}${within > 0 ? ` ± ${within} s` : ''}`;
  const why = reason === null ? '' : `: ${say(`anchor.reason.${reason}`)}`;
  const whose = by === '' ? '' : ` (${plain(by)})`;
  return `${where.filter((one) => one !== null).join(', ')}: ${over}${when}${whose}, ${say(`anchor.state.${state}`)}${why}`;
}

/** What an entry's times rest on, one line each way. */
export function boundLines({ before, after }: TimeBounds, { say, plain, instant }: ReportWords): string[] {
  return [
    ...(after === null ? [] : [{ side: 'after', bound: after }]),
    ...(before === null ? [] : [{ side: 'before', bound: before }]),
  ].map(({ side, bound: { time, seq, path, by, state } }) => {
    const key = seq === null ? `anchor.${side}File` : `anchor.${side}`;
    const named = plain(by);
    const values = { time: time === null ? named : instant(time), seq: seq ?? '', path: plain(path ?? ''), by: named };
    const said = say(key, values);
    return state === 'confirmed' ? said : `${said} (${say(`anchor.state.${state}`)})`;
  });
}
