import { describe, expect, it } from 'vitest';
import {
  newStatement,
  type StatementDraft,
  correctionOf as statementCorrectionOf,
  statementKeeping,
  statementSubject,
} from '../../../renderer/acquisition/statement-draft.ts';
import { caseKeeping, correctionOf, newCase } from '../../../renderer/cases/case-draft.ts';
import { type Entered, enteredFrom, heldText, noDate } from '../../../renderer/cases/uncertain-date.ts';
import { emptyDraft, type InterviewDraft } from '../../../renderer/interview/draft.ts';
import { interviewKeeping } from '../../../renderer/interview/draft-keeping.ts';
import { emptySend, type SendDraft, sendKeeping } from '../../../renderer/send/send-draft.ts';
import type { AcquisitionStatement, IncidentDetail } from '../../../shared/contract.ts';
import type { FieldName } from '../../../shared/ledger/field-name.ts';
import { impact } from '../../../shared/model/incident.ts';

/** Through the text that lies in the vault. */
const stored = (kept: unknown): unknown => JSON.parse(JSON.stringify(kept));

const anImpact = impact.parse({ when: { edtf: '', words: '' }, place: null });

const told: InterviewDraft = {
  ...emptyDraft(null, 'ar'),
  step: 'account',
  explained: true,
  audiences: ['court'],
  conditions: 'Nobody from the ministry.',
  witness: 'witness-1',
  paragraphs: [{ text: ' The windows came ', basis: 'was told', toldBy: 'a colleague' }],
  place: 'a ro',
  support: { medical: { outcome: 'offered', to: 'nur', note: '' } },
};

describe('an interview that outlasts locking', () => {
  it('comes back as it stood', () => {
    expect(interviewKeeping.revive(stored(interviewKeeping.keep(told)))).toEqual(told);
  });

  it('never has with it who the witness is, or the passphrase that this is locked behind', () => {
    const named = {
      ...told,
      keepIdentity: true,
      identity: { name: 'Nurse Salma', contact: '+963 944', notes: 'tall, from Homs' },
      identityPassphrase: 'otter lantern gravel',
    };
    const text = JSON.stringify(interviewKeeping.keep(named));
    for (const secret of ['Salma', '944', 'Homs', 'otter']) expect(text).not.toContain(secret);
    expect(interviewKeeping.revive(JSON.parse(text))).toEqual({
      ...told,
      keepIdentity: true,
      // Before the account can be saved, the question is asked again.
      identityAgain: true,
      step: 'identity',
    });
  });

  it('comes back as an earlier version kept it, with nothing answered that it didn’t ask', () => {
    const old = {
      step: 'account',
      explained: true,
      audiences: ['court'],
      refused: false,
      conditions: '',
      witness: 'witness-1',
      language: 'ar',
      keepIdentity: false,
      paragraphs: [{ text: 'The windows came', basis: 'heard' }],
      incident: null,
    };
    expect(interviewKeeping.revive(old)).toMatchObject({ ...old, earlier: 'not asked', recording: 'not asked' });
  });

  it('is worth nothing before a question is answered', () => {
    const blank = emptyDraft(null, 'ar');
    expect(interviewKeeping.begun({ ...blank, witness: 'suggested-7' }, blank)).toBe(false);
    expect(interviewKeeping.begun({ ...blank, explained: false }, blank)).toBe(true);
    expect(interviewKeeping.begun(told, blank)).toBe(true);
  });

  it.each([null, [], 'text', {}, { step: 'elsewhere' }])('is none where something else lies there: %j', (other) => {
    expect(interviewKeeping.revive(other)).toBeNull();
    expect(caseKeeping.revive(other)).toBeNull();
    expect(sendKeeping.revive(other)).toBeNull();
    expect(statementKeeping.revive(other)).toBeNull();
  });
});

describe('a case that outlasts locking', () => {
  it('comes back half written as it is', () => {
    const begun = newCase([3, 4]);
    const half = {
      ...begun,
      fields: { ...begun.fields, place: { ...begun.fields.place, point: { latitude: '36.', longitude: '' } } },
    };
    expect(caseKeeping.revive(stored(caseKeeping.keep(half)))).toEqual(half);
    expect(caseKeeping.begun(half, begun)).toBe(true);
    expect(caseKeeping.begun(newCase([3, 4]), begun)).toBe(false);
  });

  it('remembers which version a correction was about', () => {
    const { fields } = newCase([]);
    const correction = correctionOf({ head: 41, fields } as IncidentDetail);
    expect(caseKeeping.revive(stored(caseKeeping.keep({ ...correction, reason: 'spelt' })))).toMatchObject({
      head: 41,
      reason: 'spelt',
    });
  });
});

describe('a handover that outlasts locking', () => {
  const ready: SendDraft = { ...emptySend, step: 'target', recipient: 'Training court', path: '/media/out.age' };

  it('forgets the passphrase, and asks for it again', () => {
    const passphrase = { first: 'otter lantern gravel', again: 'otter lantern gravel' };
    const kept = sendKeeping.keep({ ...ready, protection: 'passphrase', passphrase });
    expect(JSON.stringify(kept)).not.toContain('otter');
    expect(sendKeeping.revive(stored(kept))).toEqual({ ...ready, protection: 'passphrase', step: 'protection' });
  });

  it('forgets that somebody said it may leave in clear', () => {
    const kept = sendKeeping.keep({ ...ready, protection: 'plain', plainConfirmed: true });
    expect(sendKeeping.revive(stored(kept))).toMatchObject({ plainConfirmed: false, step: 'protection' });
  });

  it('remembers what was kept back by hand', () => {
    const choice = {
      seq: 12,
      fields: ['account.3' as FieldName],
      alone: false,
      ground: 'court order',
      authority: 'order 17',
      review: '2026-12-01',
    } as const;
    const withhold = [
      { choice: { ...choice, fields: [...choice.fields] }, kind: 'testimony' as const, name: 'Cedar 4' },
    ];
    const kept = sendKeeping.keep({ ...emptySend, step: 'contents', withhold });
    expect(sendKeeping.revive(stored(kept))).toEqual({ ...emptySend, step: 'contents', withhold });
    // As an earlier version kept it: nothing was kept back.
    const { withhold: _withhold, ...earlier } = kept as Record<string, unknown>;
    expect(sendKeeping.revive(stored(earlier))).toMatchObject({ withhold: [] });
  });

  it('is begun once something was chosen', () => {
    expect(sendKeeping.begun({ ...emptySend }, emptySend)).toBe(false);
    expect(sendKeeping.begun(ready, emptySend)).toBe(true);
  });
});

describe('a date that is only half typed', () => {
  const half: Entered = { how: 'day', from: { ...noDate, year: '2016', day: '2' }, to: noDate };

  it('comes back as it was typed, and is no date for anybody who saves it', () => {
    const text = heldText(half);
    expect(enteredFrom(text)).toEqual(half);
    expect(impact.safeParse({ ...anImpact, when: { edtf: text, words: '' } }).success).toBe(false);
    expect(heldText({ ...half, from: { ...half.from, month: '4' } })).toBe('2016-04-02');
  });

  it('stays in an impact of a case that outlasts locking', () => {
    const draft = newCase([]);
    const impacts = [{ ...anImpact, when: { edtf: heldText(half), words: 'after the evening prayer' } }];
    const kept = { ...draft, fields: { ...draft.fields, impacts } };
    const back = caseKeeping.revive(stored(caseKeeping.keep(kept)));
    expect(enteredFrom(back?.fields.impacts[0]?.when.edtf ?? '')).toEqual(half);
  });

  it('is taken for nothing where what was kept can’t be read', () => {
    expect(enteredFrom('?{"how":')).toEqual({ how: 'day', from: noDate, to: noDate });
  });
});

describe('what is said of where files came from, when it outlasts locking', () => {
  const blank = newStatement([7], 'card');
  const half: StatementDraft = {
    ...blank,
    // In the middle of a word, of a code name and of a date.
    fields: { ...blank.fields, creator: 'lamp ', received: { edtf: '', words: 'before the ' }, note: ' two cards ' },
    entered: { how: 'between', from: { ...noDate, year: '2016', month: '4' }, to: noDate },
  };

  it('comes back half written as it is', () => {
    expect(statementKeeping.revive(stored(statementKeeping.keep(half)))).toEqual(half);
  });

  it('is begun once something is said beyond the kind of source that was pressed', () => {
    expect(statementKeeping.begun(newStatement([7], 'card'), blank)).toBe(false);
    // Of a zip that is opened meanwhile, nothing was said.
    expect(statementKeeping.begun(newStatement([7, 31], 'card'), blank)).toBe(false);
    expect(statementKeeping.begun(half, blank)).toBe(true);
  });

  it('remembers which version a correction was about, apart from what is new', () => {
    const statement = {
      id: 'a1',
      head: 41,
      acquisitions: [7],
      fields: blank.fields,
    } as unknown as AcquisitionStatement;
    const correction = { ...statementCorrectionOf(statement), reason: 'another card' };
    expect(statementKeeping.revive(stored(statementKeeping.keep(correction)))).toMatchObject({
      ...{ id: 'a1', head: 41, reason: 'another card' },
    });
    expect(statementSubject(statement, [7])).not.toBe(statementSubject(null, [7]));
    expect(statementSubject(null, [7])).not.toBe(statementSubject(null, [8]));
  });
});
