import type { GateReason } from '../model/use.ts';
import type { ReportWords } from './words.ts';

/** A reason of the gate in plain words. */
export function reasonInWords(
  { code, person, about, seq }: GateReason,
  words: Pick<ReportWords, 'say' | 'knows' | 'plain'>,
): string {
  const { say, plain } = words;
  return say(`gateReason.${code}`, {
    person: plain(person ?? ''),
    about: about === null ? '' : aboutInWords(about, words),
    seq: seq ?? '',
  });
}

/** A class, a part to be taken out, a ground; days and states stand as they are. */
function aboutInWords(about: string, { say, knows, plain }: Pick<ReportWords, 'say' | 'knows' | 'plain'>): string {
  const key = ['materialClass', 'anonymisedPart', 'overrideGround', 'purpose']
    .map((group) => `${group}.${about}`)
    .find(knows);
  return key === undefined ? plain(about) : say(key);
}

/** Who is to see it. */
export function viewerInWords(
  viewer: string,
  { say, knows, plain }: Pick<ReportWords, 'say' | 'knows' | 'plain'>,
): string {
  const key = [`viewer.${viewer}`, `audience.${viewer}`].find(knows);
  return key === undefined ? plain(viewer) : say(key);
}
