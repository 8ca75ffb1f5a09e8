import { describe, expect, it } from 'vitest';
import {
  consentOf,
  emptyDraft,
  faultOf,
  type InterviewDraft,
  mayRecord,
  requestOf,
  stepsOf,
} from '../../../renderer/interview/draft.ts';
import { contract } from '../../../shared/contract.ts';
import { brokenTestimonyRule, testimonyFields } from '../../../shared/model/testimony.ts';

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

/** The rule that core would refuse it by, `null` where it takes it. */
const accepted = (draft: InterviewDraft) => brokenTestimonyRule(testimonyFields.parse(requestOf(draft, false).fields));

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

  it('offers to record only those who said yes, and whom somebody may hear', () => {
    const heard = { ...begun, explained: true, audiences: ['court'] as const, recording: 'agreed' as const };
    expect(mayRecord(heard)).toBe(true);
    expect(stepsOf(heard)).toContain('recording');
    for (const not of [
      { recording: 'refused' as const },
      { recording: 'not asked' as const },
      { audiences: [], refused: true },
      { audiences: [] },
      { explained: false },
    ])
      expect(mayRecord({ ...heard, ...not })).toBe(false);
    const nobody = { ...heard, audiences: [], refused: true };
    expect(stepsOf(nobody)).not.toContain('recording');
    expect(requestOf(nobody, false).fields.recording).toBe('not asked');
    // What was recorded before they said so was agreed to then.
    expect(requestOf({ ...nobody, recordings: ['a'.repeat(32)] }, false).fields.recording).toBe('agreed');
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

  it('asks first who has the account already, and suggests not to ask again', () => {
    expect(faultOf(begun, 'earlier', false)).toBe('answer');
    const told = { ...begun, earlier: 'somebody' as const };
    expect(faultOf(told, 'earlier', false)).toBe('whom');
    const named = { ...told, accounts: [{ by: 'a radio station', when: 'in May', where: '' }] };
    expect(faultOf(named, 'earlier', false)).toBe('again');
    expect(faultOf({ ...named, again: 'ask' }, 'earlier', false)).toBe('whyAgain');
    const left = { ...named, again: 'leave' as const };
    expect(faultOf(left, 'earlier', false)).toBeNull();
    expect(stepsOf(left)).not.toContain('account');
    const { fields } = requestOf(left, false);
    expect(fields).toMatchObject({ stopped: 'told before', paragraphs: [], consent: { state: 'not asked' } });
    expect(fields.earlier?.accounts).toEqual([
      { by: 'a radio station', when: { edtf: '', words: 'in May' }, where: '' },
    ]);
    expect(accepted(left)).toBeNull();
  });

  it.each(['a child', 'for a specialist'] as const)(
    'of %s keeps whom they were referred to, and no word of it',
    (care) => {
      const support = { protection: { outcome: 'accepted' as const, to: 'code 4', note: '' } };
      const draft = {
        ...begun,
        explained: true,
        audiences: ['court' as const],
        recording: 'agreed' as const,
        care,
        support,
      };
      const { fields } = requestOf(draft, false);
      expect(fields).toMatchObject({ stopped: care, paragraphs: [], consent: { state: 'not asked', audiences: [] } });
      expect(fields.recording).toBe('not asked');
      expect(JSON.stringify(fields)).not.toContain('I saw it');
      expect(fields.support).toEqual([{ need: 'protection', ...support.protection }]);
      expect(stepsOf(draft)).toEqual(['earlier', 'care', 'codeName', 'identity', 'support', 'close']);
      expect(accepted(draft)).toBeNull();
    },
  );

  it('needs nothing written where it was recorded', () => {
    const spoken = {
      ...begun,
      explained: true,
      recording: 'agreed' as const,
      paragraphs: [{ text: '', basis: 'unstated' as const }],
      recordings: ['a'.repeat(32)],
    };
    expect(faultOf(spoken, 'account', false)).toBeNull();
    expect(accepted(spoken)).toBeNull();
  });

  it('records nobody’s voice before it was explained what that is for', () => {
    expect(requestOf({ ...begun, recording: 'agreed' }, false).fields.recording).toBe('not asked');
    expect(
      requestOf({ ...begun, recording: 'agreed', explained: true, audiences: ['court'] }, false).fields.recording,
    ).toBe('agreed');
  });

  it('says that they wanted to stop where it was saved before its end', () => {
    expect(requestOf(begun, false, true).fields.stopped).toBe('their wish');
    expect(requestOf(begun, false).fields.stopped).toBeNull();
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
