import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCompanion } from '../../../../../electron/core/ingest/companions/read-companion.ts';
import { companionReading } from '../../../../../electron/core/ingest/companions/reading.ts';
import { mayLackEarlier } from '../../../../../shared/model/companions.ts';

/** Chats of nobody: names, numbers and events are fictional. */
const read = (text: string) => {
  const reading = readCompanion(new TextEncoder().encode(text));
  return reading === null ? null : companionReading.parse(reading);
};

describe('a chat as WhatsApp exports it', () => {
  it('on Android, 24 hours, day first: files, who sent them and when, without a zone', () => {
    const reading = read(
      [
        '27/04/2016, 21:44 - Messages to this chat are now secured with end-to-end encryption.',
        '27/04/2016, 21:45 - Training One: \u200eIMG-20160427-WA0003.jpg (file attached)',
        'with a caption: of two lines',
        '27/04/2016, 21:46 - +00 000 0000001: <Media omitted>',
        '28/04/2016, 00:05 - Training One: see report.pdf (old version)',
        '28/04/2016, 00:06 - Training One: report.pdf (file attached)',
      ].join('\n'),
    );
    expect(reading).toMatchObject({ form: 'whatsapp', chat: { messages: 5, dates: 'day first', leftOut: 1 } });
    expect(reading?.files.map(({ named, sent, sender }) => ({ named, sent, sender }))).toEqual([
      {
        named: 'IMG-20160427-WA0003.jpg',
        sent: { text: '27/04/2016, 21:45', wall: '2016-04-27T21:45', offset: null },
        sender: 'Training One',
      },
      {
        named: 'report.pdf',
        sent: { text: '28/04/2016, 00:06', wall: '2016-04-28T00:06', offset: null },
        sender: 'Training One',
      },
    ]);
  });

  it('on iOS, 12 hours, month first, with narrow spaces and marks', () => {
    const reading = read(
      [
        '\ufeff[4/27/16, 9:45:05\u202fPM] Training One: \u200e<attached: 00000012-PHOTO-2016-04-27-21-45-05.jpg>',
        '\u200e[4/27/16, 12:01:00\u202fAM] Training Two: \u200eimage omitted',
      ].join('\r\n'),
    );
    expect(reading).toMatchObject({ chat: { messages: 2, dates: 'month first', leftOut: 1 } });
    expect(reading?.files).toMatchObject([
      { named: '00000012-PHOTO-2016-04-27-21-45-05.jpg', sent: { wall: '2016-04-27T21:45:05', offset: null } },
    ]);
    expect(reading?.chat?.last?.wall).toBe('2016-04-27T00:01:00');
  });

  it('in Arabic, with Arabic digits, comma and halves of the day', () => {
    const reading = read(
      [
        '٢٧\u200f/٤\u200f/٢٠١٦، ٩:٤٥ م - تدريب واحد: \u200fIMG-20160427-WA0003.jpg (الملف مرفق)',
        '٢٧\u200f/٤\u200f/٢٠١٦، ١٢:٠٥ ص - تدريب اثنان: <تم استبعاد الوسائط>',
      ].join('\n'),
    );
    expect(reading).toMatchObject({ chat: { dates: 'day first', leftOut: 1 } });
    expect(reading?.files).toMatchObject([
      { named: 'IMG-20160427-WA0003.jpg', sender: 'تدريب واحد', sent: { wall: '2016-04-27T21:45' } },
    ]);
    expect(reading?.chat?.last?.wall).toBe('2016-04-27T00:05');
  });

  it.each([
    ['27.04.16, 21:45 - Training: a', '2016-04-27T21:45', 'day first'],
    ['2016-04-27, 21:45 - Training: a', '2016-04-27T21:45', 'year first'],
    ['[27.4.2016 klo 21.45.05] Training: a', '2016-04-27T21:45:05', 'day first'],
    ['4/27/16, 9:45 p. m. - Training: a', '2016-04-27T21:45', 'month first'],
  ])('in the form %s', (line, wall, dates) => {
    expect(read(`${line}\n${line}`)?.chat).toMatchObject({ dates, first: { wall } });
  });

  it('does not guess which number is the day: what is written is kept, and dated only where both are the same', () => {
    const reading = read(
      [
        '03/05/2016, 14:02 - Training: IMG-20160503-WA0001.jpg (file attached)',
        '05/05/2016, 14:02 - Training: IMG-20160505-WA0001.jpg (file attached)',
      ].join('\n'),
    );
    expect(reading?.chat?.dates).toBe('ambiguous');
    expect(reading?.files.map(({ sent }) => sent)).toEqual([
      { text: '03/05/2016, 14:02', wall: null, offset: null },
      { text: '05/05/2016, 14:02', wall: '2016-05-05T14:02', offset: null },
    ]);
  });

  it('dates nothing by a day that there is not, and trusts no order that its own dates contradict', () => {
    const day = read('31/02/2016, 14:02 - Training: a\n27/02/2016, 14:02 - Training: b');
    expect(day?.chat?.first).toEqual({ text: '31/02/2016, 14:02', wall: null, offset: null });
    const order = read('27/04/2016, 14:02 - Training: a\n04/27/2016, 14:02 - Training: b');
    expect(order?.chat).toMatchObject({ dates: 'ambiguous', first: { wall: null } });
  });

  it('may lack what came earlier where it has as many messages as WhatsApp exports, and not where it has fewer or far more', () => {
    const chat = (messages: number, file: string) => {
      const line = '27/04/2016, 21:45 - Training One: thank you';
      const reading = read([file, ...Array.from({ length: messages - 1 }, () => line)].join('\n'));
      if (reading?.chat == null) throw new Error('not read as a chat');
      expect(reading.chat.messages).toBe(messages);
      const named = reading.files.length;
      const counts = { named, found: 0, same: 0, differs: 0, absent: named, notListed: 0, malformed: 0 };
      return mayLackEarlier(reading.form, reading.chat, counts);
    };
    const withFile = '27/04/2016, 21:45 - Training One: IMG-20160427-WA0003.jpg (file attached)';
    const without = '27/04/2016, 21:45 - Training One: <Media omitted>';
    expect([300, 9_990, 10_001, 25_000].map((messages) => chat(messages, withFile))).toEqual([
      false,
      true,
      true,
      false,
    ]);
    expect([10_000, 39_999, 40_002, 90_000].map((messages) => chat(messages, without))).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });

  it('is no other log, and no single line', () => {
    expect(read('2016-04-27, 21:45 - service started\n2016-04-27, 21:46 - service stopped')).toBeNull();
    expect(read('27/04/2016, 21:45 - Training: alone')).toBeNull();
    expect(read('a letter\n27/04/2016, 21:45 - Training: one\n27/04/2016, 21:45 - Training: two')).toBeNull();
  });
});

describe('a chat as Telegram Desktop exports it', () => {
  const message = (id: number, more: object) => ({ id, type: 'message', from: 'Training One', text: '', ...more });

  it('names files by their path, and states the zone where it gives both times', () => {
    const reading = read(
      JSON.stringify({
        name: 'Training',
        type: 'private_group',
        id: 1,
        messages: [
          message(1, { date: '2016-04-27T21:45:05', photo: 'photos/photo_1@27-04-2016_21-45-05.jpg' }),
          message(2, {
            date: '2016-04-27T21:46:05',
            date_unixtime: '1461782765',
            file: 'files/report.pdf',
            thumbnail: 'files/report.pdf_thumb.jpg',
          }),
          message(3, {
            date: '2016-04-27T21:47:05',
            photo: '(File not included. Change data exporting settings to download.)',
          }),
        ],
      }),
    );
    expect(reading).toMatchObject({ form: 'telegram', chat: { messages: 3, dates: 'stated', leftOut: 1 } });
    expect(reading?.files.map(({ named, sent }) => [named, sent?.wall, sent?.offset])).toEqual([
      ['photos/photo_1@27-04-2016_21-45-05.jpg', '2016-04-27T21:45:05', null],
      ['files/report.pdf', '2016-04-27T21:46:05', '+03:00'],
      ['files/report.pdf_thumb.jpg', '2016-04-27T21:46:05', '+03:00'],
    ]);
  });

  it('reads an account of many chats', () => {
    const chats = { list: [{ messages: [message(1, { date: '2016-04-27T21:45:05', file: 'a' })] }, { messages: [] }] };
    expect(read(JSON.stringify({ chats }))?.files).toHaveLength(1);
  });

  it('is not every JSON with messages', () => {
    expect(read(JSON.stringify({ type: 'log', messages: [{ text: 'a' }] }))).toBeNull();
  });
});

describe('a chat as Signal Desktop exports it in plain', () => {
  const hash = createHash('sha256').update('a picture').digest();
  const localKey = Buffer.alloc(64, 7);
  const pointer = (more: object = {}) => ({
    contentType: 'image/jpeg',
    fileName: 'training one.jpeg',
    locatorInfo: {
      plaintextHash: hash.toString('base64'),
      localKey: localKey.toString('base64'),
      size: 9,
    },
    ...more,
  });
  const chatItem = (more: object) => ({
    chatItem: { chatId: '10', authorId: '2', dateSent: '1461782705123', ...more },
  });
  const lines = (...objects: object[]) => objects.map((each) => JSON.stringify(each)).join('\n');
  const begin = [
    { version: '1', backupTimeMs: '1771780656000', currentAppVersion: 'Desktop 8.0.0' },
    { account: { givenName: 'Training' } },
    { recipient: { id: '2', contact: { e164: '10000000001', systemGivenName: 'Training', systemFamilyName: 'Two' } } },
    { chat: { id: '10', recipientId: '2' } },
  ];

  it('names each file by where the export put it, with its hash, who sent it and when, in UTC', () => {
    const name = createHash('sha256').update(hash).update(localKey).digest('hex');
    const reading = read(
      lines(
        ...begin,
        chatItem({
          incoming: { dateReceived: '1461782999000', dateServerSent: '1461782706000' },
          standardMessage: { text: { body: 'look' }, attachments: [{ pointer: pointer(), wasDownloaded: true }] },
        }),
        chatItem({ dateSent: '1461782800000', updateMessage: { simpleUpdate: { type: 'IDENTITY_UPDATE' } } }),
        chatItem({ dateSent: '1461782900000', remoteDeletedMessage: {} }),
      ),
    );
    expect(reading).toMatchObject({
      form: 'signal',
      chat: { messages: 2, dates: 'stated', leftOut: 0, last: { wall: '2016-04-27T18:48:20', offset: 'Z' } },
      malformed: 0,
    });
    expect(reading?.files).toEqual([
      {
        named: `files/${name.slice(0, 2)}/${name}.jpeg`,
        hashes: [{ algorithm: 'sha256', value: hash.toString('hex') }],
        size: 9,
        sent: { text: '1461782705123', wall: '2016-04-27T18:45:05', offset: 'Z' },
        sender: 'Training Two',
        tags: [
          { name: 'fileName', value: 'training one.jpeg' },
          { name: 'contentType', value: 'image/jpeg' },
          { name: 'dateReceived', value: '2016-04-27T18:49:59Z' },
          { name: 'dateServerSent', value: '2016-04-27T18:45:06Z' },
        ],
      },
    ]);
  });

  it('reads what was edited since, long texts and pictures of links, and counts what the export left out', () => {
    const reading = read(
      lines(
        ...begin,
        chatItem({
          standardMessage: { longText: pointer({ contentType: 'text/x-signal-plain', fileName: undefined }) },
          revisions: [
            {
              authorId: '2',
              dateSent: '1461782000000',
              standardMessage: {
                attachments: [{ pointer: pointer({ locatorInfo: { encryptedDigest: 'AAAA', size: 9 } }) }],
                linkPreview: [{ url: 'https://example.org', image: pointer({ fileName: undefined }) }],
              },
            },
          ],
        }),
      ),
    );
    expect(reading?.chat).toMatchObject({ messages: 2, leftOut: 1 });
    expect(reading?.files.map(({ named, sent }) => [named?.slice(-4), sent?.wall])).toEqual([
      ['.txt', '2016-04-27T18:45:05'],
      ['jpeg', '2016-04-27T18:33:20'],
    ]);
  });

  it('is no other JSON Lines, and counts lines that are not in the form', () => {
    expect(read(lines({ version: 3, services: [] }, { chatItem: {} }))).toBeNull();
    expect(read(`${lines(...begin, chatItem({ standardMessage: {} }))}\n{"chatItem": {"dateSent"\n`)).toMatchObject({
      malformed: 1,
      chat: { messages: 1 },
    });
  });
});

describe('a chat as the program signal-export writes it', () => {
  const message = (more: object) => ({
    date: '2016-04-27T21:45:05.123000',
    sender: 'Training Two',
    body: '',
    quote: '',
    sticker: '',
    reactions: [],
    attachments: [],
    ...more,
  });

  it('names files in its own folder, with the time of the computer that exported', () => {
    const name = '2016-04-27T21-45-05.123_00_training\u00a0one.jpg';
    const reading = read(
      [
        message({ attachments: [{ name, path: `media/${name.replace('\u00a0', '%20')}` }] }),
        message({
          date: '1970-01-01T03:00:00',
          sender: 'No-Sender',
          attachments: [{ name: 'a%20b', path: 'media/a%20b' }],
        }),
      ]
        .map((each) => JSON.stringify(each))
        .join('\n'),
    );
    expect(reading).toMatchObject({ form: 'signal-export', chat: { messages: 2, dates: 'stated' } });
    expect(reading?.files.map(({ named, sent, sender }) => ({ named, sent, sender }))).toEqual([
      {
        named: `media/${name}`,
        sent: { text: '2016-04-27T21:45:05.123000', wall: '2016-04-27T21:45:05', offset: null },
        sender: 'Training Two',
      },
      { named: 'media/a%20b', sent: { text: '1970-01-01T03:00:00', wall: null, offset: null }, sender: null },
    ]);
  });

  it('is known by one message, and is no other JSON with a date', () => {
    expect(read(JSON.stringify(message({})))?.chat?.messages).toBe(1);
    expect(read(JSON.stringify({ date: '2016-04-27T21:45:05', sender: 'a', body: 'b' }))).toBeNull();
  });
});

describe('hostile text', () => {
  it('is read in the form of the schema or not at all, whatever stands in it', () => {
    const pieces = [
      ...['27/04/2016, 21:45 - ', '[4/27/16, 9:45:05 PM] ', 'A: ', '<attached: ', '>', ' (file attached)', '\n', '\0'],
      ...[
        `${'ab'.repeat(32)}  `,
        '\\',
        '%%%% HASHDEEP-1.0\n',
        '%%%% size,md5,filename\n',
        '1,',
        ',',
        '"',
        '{',
        '}',
        '[',
        ':',
      ],
      ...[
        'File Hash SHA256,',
        'File hash,File path,File name\n',
        '\ud800',
        '<x:xmpmeta>',
        '</x:xmpmeta>',
        '-----BEGIN PGP SIGNATURE-----',
      ],
      ...['{"title":"a","photoTakenTime":{}}', '{"File Hash SHA256":"a"}', '\u200e', '٢٧/٤/٢٠١٦، ٩:٤٥ م - '],
    ];
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.constantFrom(...pieces), fc.string()), { maxLength: 40 }), (parts) => {
        const bytes = new TextEncoder().encode(parts.join(''));
        try {
          const reading = readCompanion(bytes);
          if (reading !== null) companionReading.parse(reading);
        } catch (error) {
          // XML that is none is said to be so, and nothing else throws.
          expect((error as Error).name).toBe('ParseError');
        }
      }),
      { numRuns: 300 },
    );
  });

  it('takes lines and nests of a length that nobody writes', () => {
    const long = 'a'.repeat(2_000_000);
    for (const text of [
      long,
      `27/04/2016, 21:45 - ${long}: ${long}\n`.repeat(2),
      `[${' '.repeat(2_000_000)}`,
      `${'ab'.repeat(32)}  ${long}`,
      `"${long}`,
      '['.repeat(2_000_000),
      `{"title":"a","photoTakenTime":${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}}`,
      `${'<'.repeat(2_000_000)}`,
    ]) {
      const reading = readCompanion(new TextEncoder().encode(text));
      if (reading !== null) expect(companionReading.safeParse(reading).success).toBe(true);
    }
  });
});
