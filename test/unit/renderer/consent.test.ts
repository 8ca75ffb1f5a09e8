import { describe, expect, it } from 'vitest';
import { consentOf, emptyDraft, faultOf, requestOf } from '../../../renderer/interview/draft.ts';
import { contract } from '../../../shared/contract.ts';

const begun = {
  ...emptyDraft(null, 'ar'),
  witness: 'witness-1',
  paragraphs: [{ text: ' I saw it. ', basis: 'saw' as const }],
};

describe('consent as an interview records it', () => {
  it('was not asked for as long as nothing was explained, whoever is ticked', () => {
    expect(consentOf({ ...begun, audiences: ['court'] })).toMatchObject({ state: 'not asked', audiences: [] });
    expect(consentOf({ ...begun, explained: false, audiences: ['court'] })).toMatchObject({ state: 'not asked' });
  });

  it('is given only to those whom the witness named', () => {
    expect(consentOf({ ...begun, explained: true, audiences: ['court'] })).toMatchObject({
      state: 'given',
      audiences: ['court'],
      explained: true,
    });
  });

  it('is refused only where they said so, and not asked where nothing was said', () => {
    expect(consentOf({ ...begun, explained: true, refused: true })).toMatchObject({ state: 'refused' });
    expect(consentOf({ ...begun, explained: true })).toMatchObject({ state: 'not asked' });
  });
});

describe('an interview', () => {
  it('asks core for something core accepts', () => {
    for (const headquarters of [true, false]) {
      const kept = {
        ...begun,
        keepIdentity: true,
        identity: { name: ' N. ', contact: '', notes: '' },
        identityPassphrase: 'x',
      };
      for (const draft of [begun, kept]) {
        const request = requestOf(draft, headquarters);
        expect(contract['testimony.create'].input.safeParse(request).success).toBe(true);
      }
    }
  });

  it('keeps no identity unless it was asked for, and no passphrase where headquarters holds the key', () => {
    const filled = { ...begun, identity: { name: 'N.', contact: '', notes: '' }, identityPassphrase: 'long enough' };
    expect(requestOf(filled, false)).toMatchObject({ identity: null, identityPassphrase: null });
    expect(requestOf({ ...filled, keepIdentity: true }, true)).toMatchObject({ identityPassphrase: null });
    expect(requestOf({ ...filled, keepIdentity: true }, false)).toMatchObject({ identityPassphrase: 'long enough' });
  });

  it('drops empty paragraphs and asks for at least one', () => {
    const draft = { ...begun, paragraphs: [...begun.paragraphs, { text: '  ', basis: 'saw' as const }] };
    expect(requestOf(draft, false).fields.paragraphs).toEqual([{ text: 'I saw it.', basis: 'saw' }]);
    expect(faultOf({ ...begun, paragraphs: [{ text: ' ', basis: 'saw' }] }, 'account', false)).toBe('paragraph');
  });

  it('says what is missing before it goes on', () => {
    expect(faultOf({ ...begun, witness: ' ' }, 'codeName', false)).toBe('codeName');
    expect(faultOf({ ...begun, language: '?' }, 'language', false)).toBe('language');
    const kept = { ...begun, keepIdentity: true };
    expect(faultOf(kept, 'identity', true)).toBe('identityName');
    expect(faultOf({ ...kept, identity: { name: 'N.', contact: '', notes: '' } }, 'identity', false)).toBe(
      'identitySecret',
    );
    expect(faultOf({ ...kept, identity: { name: 'N.', contact: '', notes: '' } }, 'identity', true)).toBeNull();
  });
});
