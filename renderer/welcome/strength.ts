/** How hard a passphrase is to guess, in the few steps that a sentence can be said about. Core alone decides what it accepts. */
export type Strength = 'empty' | 'short' | 'guessable' | 'fair' | 'strong';

export const shortest = 10;

/** What guessing programs try first, as parts of longer ones too. */
const common = [
  'password',
  'passphrase',
  'qwerty',
  'azerty',
  'letmein',
  'welcome',
  'iloveyou',
  'admin',
  '123456',
  'abcdef',
  'allah',
  'aleppo',
  'syria',
];

/** A run of neighbouring characters (`abcd`, `4321`) says as much as two of them. */
function surprising(text: string): number {
  let count = 0;
  for (let at = 0; at < text.length; at++) {
    const step = text.charCodeAt(at) - text.charCodeAt(at - 1);
    const before = text.charCodeAt(at - 1) - text.charCodeAt(at - 2);
    if (!(Math.abs(step) <= 1 && step === before)) count++;
  }
  return count;
}

export function strengthOf(passphrase: string): Strength {
  if (passphrase === '') return 'empty';
  if ([...passphrase].length < shortest) return 'short';
  const lower = passphrase.toLowerCase();
  const left = common.reduce((text, word) => text.replaceAll(word, ' '), lower);
  const distinct = new Set(left.replace(/\s/g, '')).size;
  if (distinct < 6 || surprising(left) < shortest - 2) return 'guessable';
  const words = new Set(lower.split(/[\s\-_.,]+/).filter((word) => word.length > 2)).size;
  return words >= 4 || surprising(left) >= 20 ? 'strong' : 'fair';
}
