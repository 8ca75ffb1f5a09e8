import { describe, expect, it } from 'vitest';
import { emptySend, protectionOf } from '../../../renderer/send/send-draft.ts';
import { type Strength, strengthOf } from '../../../renderer/welcome/strength.ts';

const key = 'age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p';

describe('who can open a bundle', () => {
  it('is nobody by default: keys have to be given', () => {
    expect(protectionOf(emptySend)).toEqual({ fault: 'keys' });
    expect(protectionOf({ ...emptySend, keys: `${key}\n` })).toEqual({ protection: { kind: 'recipients', to: [key] } });
    expect(protectionOf({ ...emptySend, keys: `${key} nonsense` })).toEqual({ fault: 'keys' });
  });

  it('is everybody only where that was said expressly', () => {
    expect(protectionOf({ ...emptySend, protection: 'plain' })).toEqual({ fault: 'plain' });
    expect(protectionOf({ ...emptySend, protection: 'plain', plainConfirmed: true })).toEqual({
      protection: { kind: 'plain' },
    });
  });

  it('takes a passphrase that was typed twice alike', () => {
    const draft = { ...emptySend, protection: 'passphrase' as const };
    expect(protectionOf({ ...draft, passphrase: { first: 'a b c', again: 'a b d' } })).toEqual({ fault: 'passphrase' });
    expect(protectionOf({ ...draft, passphrase: { first: 'a b c', again: 'a b c' } })).toEqual({
      protection: { kind: 'passphrase', passphrase: 'a b c' },
    });
  });
});

describe('the word about a passphrase’s strength', () => {
  const cases: [string, Strength][] = [
    ['', 'empty'],
    ['short', 'short'],
    ['aaaaaaaaaaaaaaa', 'guessable'],
    ['abcdefghijklmnop', 'guessable'],
    ['password123456', 'guessable'],
    ['kitchen-ladder', 'fair'],
    ['grey lantern forgets tuesday', 'strong'],
    ['مصباح رمادي ينسى يوم الثلاثاء', 'strong'],
  ];
  it.each(cases)('of “%s” is %s', (passphrase, strength) => {
    expect(strengthOf(passphrase)).toBe(strength);
  });
});
