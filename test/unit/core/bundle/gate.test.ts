import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isCameraMade } from '../../../../electron/core/bundle/camera-made.ts';
import type { Subject } from '../../../../electron/core/bundle/field-rules.ts';
import { type Concerned, noBearing } from '../../../../electron/core/gate/bearing.ts';
import type { Json } from '../../../../shared/ledger/canonical.ts';
import { civilTimeFields } from '../../../../shared/model/civil-time.ts';
import { itemFields, recordKinds } from '../../../../shared/model/entries.ts';
import { clockFields } from '../../../../shared/model/measured-clock.ts';
import { type Consent, consentStates } from '../../../../shared/model/records.ts';
import { type Audience, audiences } from '../../../../shared/model/vocabulary.ts';
import { grounds } from '../../../../shared/model/withholding.ts';
import { decide, given, shownIn, subject, witnessed } from '../../../fixtures/gate-subjects.ts';

const item = (fields: Record<string, Json> = {}): Subject =>
  subject('item', {
    file: { sha256: 'a'.repeat(64), size: 1, type: 'image/jpeg' },
    name: 'IMG_0412.JPG',
    path: '/home/somebody/IMG_0412.JPG',
    'read.other': [{ name: 'ExifIFD:OwnerName', value: 'Somebody' }],
    'derived.captured': {},
    ...fields,
  });

const testimony = (consent: Consent | null, fields: Record<string, Json> = {}): Subject =>
  subject(
    'record',
    { kind: 'testimony', id: '0', witness: 'w', consent: {}, 'account.1': {}, 'account.2': {}, ...fields },
    { bearing: witnessed(consent) },
  );

describe('an item', () => {
  it('of text goes to nobody who publishes: what a chat or a list of attacks says no rule can judge', () => {
    const list = item({ file: { sha256: 'a'.repeat(64), size: 1, type: 'text/plain' }, 'read.other': [] });
    expect(decide(list, 'court').get('file')).toBeNull();
    expect(decide(list, 'media').get('file')).toBe('may point to a person');
    expect(decide(list, 'public').get('file')).toBe('may point to a person');
    expect(decide(item({ 'read.other': [] }), 'public').get('file')).toBeNull();
  });

  it.each([
    ['whatsapp', ['court', 'un_mechanism']],
    ['tella', ['court', 'un_mechanism', 'defence', 'partner']],
    ['hash list', [...audiences]],
  ] as const)(
    'that is a companion (%s) leaves whole for those alone who may read all that is in it',
    (companion, to) => {
      const plain = { ...item({ 'read.other': [] }), companion };
      expect(audiences.filter((audience) => decide(plain, audience).get('file') === null)).toEqual(
        audiences.filter((audience) => (to as readonly Audience[]).includes(audience)),
      );
    },
  );

  it('leaves for a court with its file and name, without folders and tags that may name people', () => {
    const decision = decide(item(), 'court');
    expect(decision.get('file')).toBeNull();
    expect(decision.get('name')).toBeNull();
    expect(decision.get('derived.captured')).toBeNull();
    expect(decision.get('path')).toBe('may point to a person');
    expect(decision.get('read.other')).toBe('may point to a person');
  });

  it.each(['media', 'public'] as const)(
    'with a position stays for the %s: the file itself would tell it',
    (audience) => {
      const positioned = item({
        'read.other': [],
        'read.gps': [{ name: 'GPS:GPSLatitude', value: '36' }],
        'derived.position': {},
      });
      const decision = decide(positioned, audience);
      expect([decision.get('file'), decision.get('read.gps'), decision.get('derived.position')]).toEqual([
        'exact place',
        'exact place',
        'exact place',
      ]);
      expect(decide(item({ 'read.other': [] }), audience).get('file')).toBeNull();
      expect(decide(item(), audience).get('file')).toBe('may point to a person');
    },
  );

  it('has a conflict withheld that quotes a name which is withheld', () => {
    const conflicts = [{ kind: 'content differs from name', values: { name: 'Dr Somebody.png' } }];
    expect(decide(item({ conflicts, name: 'Dr Somebody.png' }), 'court').get('conflicts')).toBe(
      'may point to a person',
    );
    expect(decide(item({ conflicts: [{ kind: 'offset missing', values: {} }] }), 'court').get('conflicts')).toBeNull();
    expect(
      decide(item({ conflicts: [{ kind: 'new', values: {} }], name: 'x' }), 'court').get('conflicts'),
    ).not.toBeNull();
  });

  it('has conflicts that narrow down where somebody stood withheld from who publishes', () => {
    const conflicts = [{ kind: 'daylight impossible', values: { sun: '-34°' } }];
    expect(decide(item({ conflicts }), 'public').get('conflicts')).toBe('exact place');
    expect(decide(item({ conflicts }), 'court').get('conflicts')).toBeNull();
  });

  it('has a rule for every field that an import writes', () => {
    const all = item(Object.fromEntries(Object.keys(itemFields).map((name) => [name, null])));
    expect([...decide(all, 'court').values()]).not.toContain('no rule');
  });
});

describe('a camera’s clock and the time kept somewhere', () => {
  const clock = subject('record', {
    kind: 'clock',
    id: '0',
    ...Object.fromEntries(Object.keys(clockFields).map((name) => [name, null])),
  });
  const civil = subject('record', {
    ...{ kind: 'civil time', id: '0', offsets: [], tz: '', withdrawn: true },
    ...Object.fromEntries(Object.keys(civilTimeFields).map((name) => [name, null])),
  });

  it('have a rule for every field', () => {
    expect([...decide(clock, 'court').values(), ...decide(civil, 'court').values()]).not.toContain('no rule');
  });

  it('leave without the camera’s number, and for who publishes without place and people', () => {
    expect(decide(clock, 'court').get('serial')).toBe('may point to a person');
    expect(decide(clock, 'public').get('ahead')).toBeNull();
    const published = decide(civil, 'public');
    for (const name of ['where', 'around', 'says', 'control', 'reason'])
      expect(published.get(name), name).not.toBeNull();
    for (const name of ['zone', 'from', 'to', 'offsets', 'tz']) expect(published.get(name), name).toBeNull();
  });

  it('an item’s camera and lens numbers stay for every audience', () => {
    for (const audience of audiences)
      expect(decide(item({ 'derived.device': { serial: '1' } }), audience).get('derived.device')).not.toBeNull();
  });
});

describe('a file name', () => {
  it.each([
    'IMG_0412.JPG',
    'DSC00012.ARW',
    'DSC_0001.NEF',
    '_DSC1234.jpg',
    'P1010001.JPG',
    '100_0001.JPG',
    'GX010001.MP4',
    'DJI_0042.DNG',
    'IMG_E0412.HEIC',
    'PXL_20230101_120000000.jpg',
    'PXL_20230101_120000000.NIGHT.jpg',
    'IMG_20160427_215800.jpg',
    '20160427_215800.mp4',
    'MVI_1234.AVI',
  ])('%s was given by a camera', (name) => expect(isCameraMade(name)).toBe(true));

  it.each([
    '',
    'IMG_0412',
    'Dr Somebody.jpg',
    'SAMI0412.JPG',
    'ward 3.jpg',
    'IMG_0412 Somebody.JPG',
    'IMG-20160427-WA0003.jpg',
    '09441234_567890.jpg',
    '99999999_120000.jpg',
    'صورة.jpg',
    'IMG_0412.JPG/../x',
    '../IMG_0412.JPG',
    'IMG_0412.JPG\nSomebody',
    '+963944123456.jpg',
  ])('%j may say something', (name) => {
    expect(isCameraMade(name)).toBe(false);
    expect(decide(item({ name }), 'court').get('name')).toBe('may point to a person');
  });
});

describe('a testimony', () => {
  it('leaves where the newest consent names the audience', () => {
    expect(shownIn(decide(testimony(given('court')), 'court'))).toContain('account.2');
  });

  it.each([
    ['nothing on record', null, 'not consented'],
    ['refusal', { ...given('court'), state: 'refused' as const }, 'not consented'],
    ['consent not asked for', { ...given('court'), state: 'not asked' as const }, 'not consented'],
    ['consent withdrawn', { ...given('court'), state: 'withdrawn' as const }, 'consent withdrawn'],
    ['consent for others', given('media', 'public'), 'other audience'],
  ])('with %s stays whole', (_what, consent, ground) => {
    const decision = decide(testimony(consent, { reason: 'corrected', amends: [1] }), 'court');
    expect(new Set(decision.values())).toEqual(new Set([ground]));
  });

  it('leaves exactly for the audiences that were named, whatever was said', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...consentStates),
        fc.subarray([...audiences]),
        fc.constantFrom(...audiences),
        (state, named, audience) => {
          const shown = shownIn(decide(testimony({ ...given(...named), state }), audience));
          expect(shown.length > 0).toBe(state === 'given' && named.includes(audience));
        },
      ),
    );
  });
});

describe('what is known of how a testimony was given', () => {
  const circumstances: Record<string, Json> = {
    'told.2': 'a colleague',
    form: 'first account',
    'earlier.answer': 'somebody',
    'earlier.accounts': [{ by: 'a radio station' }],
    'earlier.why': 'they left the generator out',
    'interview.when': { edtf: '2016-05-03', words: '' },
    'interview.way': 'in person',
    'interview.by': 'op-1',
    'interview.interpreting': 'an interpreter',
    'interview.interpreter': 'interpreter-2',
    'interview.place': 'a room in the clinic',
    'interview.present': ['her mother'],
    'interview.words': 'two breaks',
    recording: 'refused',
    'readback.outcome': 'confirmed after changes',
    'readback.by': 'op-1',
    'readback.when': { edtf: '2016-05-03', words: '' },
    'readback.language': 'ar',
    'readback.changes': 'minutes, not ten minutes',
    'readback.why': '',
    'support.1': { need: 'medical', outcome: 'accepted', to: 'nurse-1', note: 'a cut' },
    stopped: 'their wish',
  };
  const shownTo = (audience: Audience, more: Partial<Subject> = {}) =>
    shownIn(decide({ ...testimony(given(...audiences), circumstances), ...more }, audience)).filter((name) =>
      Object.hasOwn(circumstances, name),
    );
  const anybody = ['form', 'interview.when', 'interview.way', 'interview.interpreting', 'recording'];
  const readBack = ['readback.outcome', 'readback.when', 'readback.language'];
  const weighing = ['told.2', 'earlier.accounts', 'interview.by', 'interview.interpreter', 'readback.by', 'stopped'];

  it('is complete for a court, but for what is between the witness and those who help', () => {
    expect(shownTo('court').sort()).toEqual(
      Object.keys(circumstances)
        .filter((name) => name !== 'support.1')
        .sort(),
    );
  });

  it.each<[Audience, string[]]>([
    ['un_mechanism', [...anybody, ...readBack, ...weighing, 'earlier.answer']],
    ['defence', [...anybody, ...readBack, 'earlier.answer']],
    ['partner', [...anybody, ...readBack, 'earlier.answer']],
    ['media', [...anybody, ...readBack]],
    ['public', [...anybody, ...readBack]],
  ])('for %s keeps back who else it leads to', (audience, names) => {
    expect(shownTo(audience).sort()).toEqual(names.sort());
  });

  it('says to nobody outside that a specialist or a child was concerned', () => {
    for (const audience of audiences)
      for (const stopped of ['for a specialist', 'a child', 'another word'])
        expect(decide(testimony(given(...audiences), { stopped }), audience).get('stopped')).toBe('medical confidence');
  });

  it('keeps back where it was given from everybody where the witness asked that their place be taken out', () => {
    const asked = { ...witnessed(given('court')).concerned[0], as: ['about'] } as Concerned;
    const consent = { ...asked.consent, anonymise: ['location'] } as Concerned['consent'];
    const bearing = { ...noBearing, concerned: [{ ...asked, consent }] };
    expect(shownTo('court', { bearing })).not.toContain('interview.place');
    expect(shownTo('court', { bearing })).toContain('interview.words');
  });
});

describe('an identity', () => {
  it.each(audiences)('stays whole for %s', (audience) => {
    const identity = subject(
      'record',
      { kind: 'identity', id: '0', testimony: '1', sealed: {} },
      { bearing: witnessed(given(...audiences)) },
    );
    expect(new Set(decide(identity, audience).values())).toEqual(new Set(['identity']));
  });
});

describe('what people add', () => {
  const note = subject('record', {
    kind: 'assertion',
    id: '0',
    item: 3,
    field: 'note',
    value: 'Dr Somebody',
    reason: 'I know him',
  });

  it('as free text leaves for a court alone', () => {
    for (const audience of audiences) {
      expect(decide(note, audience).get('value')).toBe(audience === 'court' ? null : 'may point to a person');
      expect(decide(note, audience).get('field')).toBeNull();
    }
  });

  it('as a link leaves where both ends do', () => {
    const link = { kind: 'shows', id: '0', from: { record: '1' }, to: { item: 2 }, reason: '' };
    expect(shownIn(decide(subject('link', link), 'court'))).toContain('to');
    expect(shownIn(decide(subject('link', link, { endsShown: false }), 'court'))).toEqual([]);
  });
});

describe('what came from a source', () => {
  it('leaves as a count, not as names of files and folders', () => {
    const acquisition = subject('acquisition', {
      'source.kind': 'folder',
      'source.path': '/home/somebody',
      count: 2,
      part: {},
      'holds.1': { path: 'Dr Somebody.jpg' },
      'holds.1000': {},
    });
    const decision = decide(acquisition, 'court');
    expect(decision.get('count')).toBeNull();
    for (const name of ['source.path', 'holds.1', 'holds.1000'])
      expect(decision.get(name)).toBe('may point to a person');
  });
});

describe('what no rule knows', () => {
  it('stays: types, kinds and fields alike, for every audience', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.constantFrom(...audiences), (word, name, audience) => {
        const unknownType = subject(`x${word}`, { [name]: 'secret' });
        expect(shownIn(decide(unknownType, audience))).toEqual([]);
        const unknownKind = subject('record', { kind: `x${word}`, [`y.${name}`]: 'secret' });
        expect(shownIn(decide(unknownKind, audience))).toEqual([]);
        expect(decide(item({ [`x.${name}`]: 'secret' }), audience).get(`x.${name}`)).not.toBeNull();
      }),
    );
  });

  it('has words from the prototype of objects for unknown words', () => {
    for (const word of ['constructor', 'toString', '__proto__', 'hasOwnProperty']) {
      expect(shownIn(decide(subject(word, { a: 1 }), 'court'))).toEqual([]);
      expect(shownIn(decide(subject('record', { kind: word }), 'court'))).toEqual([]);
    }
  });

  it('is never decided with a ground outside the closed list', () => {
    for (const kind of recordKinds) {
      for (const audience of audiences) {
        const decision = decide(subject('record', { kind, odd: 1 }), audience);
        for (const ground of decision.values()) if (ground !== null) expect(grounds).toContain(ground);
      }
    }
  });
});
