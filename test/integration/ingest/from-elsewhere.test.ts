import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decide } from '../../../electron/core/bundle/gate.ts';
import { prepareErasure } from '../../../electron/core/erasure/plan.ts';
import { forkedWorkers } from '../../../electron/core/forked-workers.ts';
import { asking, noBearing } from '../../../electron/core/gate/bearing.ts';
import { importFiles } from '../../../electron/core/ingest/acquire.ts';
import { pathSources } from '../../../electron/core/ingest/source.ts';
import { flaggedBatches } from '../../../electron/core/records/batches.ts';
import { listItems, readItem } from '../../../electron/core/records/items.ts';
import { projectionRows } from '../../../electron/core/records/projections.ts';
import { search } from '../../../electron/core/search/search.ts';
import { type ImportSummary, importSummary } from '../../../shared/contract/import.ts';
import { itemDetail } from '../../../shared/contract/item.ts';
import { searchQuery } from '../../../shared/contract/search.ts';
import { audiences } from '../../../shared/model/vocabulary.ts';
import { erase, second } from '../../fixtures/erasing.ts';
import { photograph } from '../../fixtures/pictures.ts';
import { cheapKdf, type TemporaryVault, temporaryVault } from '../../fixtures/vault.ts';

/** One folder of what comes from telephones and services; people, numbers and events are fictional. */
let field: TemporaryVault;
let card: string;
let summary: ImportSummary;

const camera = { make: 'Training', model: 'T1', taken: '2016:04:27 21:45:40' } as const;

async function put(path: string, bytes: string | Uint8Array): Promise<void> {
  await mkdir(dirname(join(card, path)), { recursive: true });
  await writeFile(join(card, path), bytes);
}

beforeAll(async () => {
  field = await temporaryVault();
  card = await mkdtemp(join(tmpdir(), 'sanad-elsewhere-'));
  const picture = (seed: number, taken: string) => photograph({ format: 'jpeg', seed, exif: { ...camera, taken } });

  await put('chat/IMG-20160427-WA0003.jpg', await picture(1, camera.taken));
  await put('chat/IMG-20160427-WA0004.jpg', await picture(2, '2016:04:27 09:00:00'));
  await put('chat/IMG-20160427-WA0009.jpg', await picture(3, '2016:04:27 09:10:00'));
  await put(
    'chat/WhatsApp Chat with Training.txt',
    [
      '27/04/2016, 21:45 - Training One: IMG-20160427-WA0003.jpg (file attached)',
      '27/04/2016, 21:46 - +00 000 0000001: IMG-20160427-WA0004.jpg (file attached)',
      '27/04/2016, 21:47 - Training One: VID-20160427-WA0005.mp4 (file attached)',
      '27/04/2016, 21:48 - Training One: <Media omitted>',
    ].join('\n'),
  );

  const sent = await photograph({ format: 'jpeg', seed: 6, exif: { ...camera, offset: '+03:00' } });
  const localKey = Buffer.alloc(64, 1);
  const digest = createHash('sha256').update(sent).digest();
  const kept = createHash('sha256').update(digest).update(localKey).digest('hex');
  const pointer = (hash: Buffer) => ({
    contentType: 'image/jpeg',
    locatorInfo: { plaintextHash: hash.toString('base64'), localKey: localKey.toString('base64'), size: sent.length },
  });
  const message = (dateSent: string, hash: Buffer) => ({
    chatItem: {
      authorId: '2',
      dateSent,
      incoming: {},
      standardMessage: { attachments: [{ pointer: pointer(hash), wasDownloaded: true }] },
    },
  });
  await put(`signal/files/${kept.slice(0, 2)}/${kept}.jpeg`, sent);
  await put(
    'signal/main.jsonl',
    [
      { version: '1', backupTimeMs: '1771780656000' },
      { recipient: { id: '2', contact: { e164: '10000000001' } } },
      message('1461782741000', digest),
      message('1461782800000', Buffer.alloc(32, 9)),
    ]
      .map((each) => JSON.stringify(each))
      .join('\n'),
  );

  const proven = await picture(4, '2016:04:27 10:00:00');
  const hash = createHash('sha256').update(proven).digest('hex');
  await put(`proof/IMG_4.jpg`, proven);
  await put(`proof/${hash}.proof.csv`, `File Hash SHA256,Location.Latitude,DeviceID,\n${hash},36.2,training-device,`);
  await put(`proof/${hash}.asc`, '-----BEGIN PGP SIGNATURE-----\n\nAAAA\n-----END PGP SIGNATURE-----\n');

  await put('takeout/IMG_5.jpg', await picture(5, '2016:04:27 11:00:00'));
  await put(
    'takeout/IMG_5.jpg.supplemental-metadata.json',
    JSON.stringify({
      title: 'IMG_5.jpg',
      photoTakenTime: { timestamp: '1461782705' },
      people: [{ name: 'Training Two' }],
    }),
  );
  await put('takeout/broken.xmp', '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF><open></x:xmpmeta>');

  const sources = await pathSources([card], { except: field.path });
  summary = importSummary.parse(await importFiles(field.vault, sources, { workers: forkedWorkers, job: 'job-1' }));
}, 60_000);
afterAll(async () => {
  await field.remove();
  await rm(card, { recursive: true });
});

const seqOf = (path: string): number =>
  field.vault.db.prepare('SELECT seq FROM item WHERE path = ?').pluck().get(join(card, path)) as number;

const item = (path: string) => itemDetail.parse(readItem(field.vault, seqOf(path)));

describe('an import from elsewhere', () => {
  it('archives every file as a file, and says which forms it found', () => {
    expect(summary).toMatchObject({ listed: 12, archived: 12, failed: [], mayRemoveSource: true });
    const forms = new Map(summary.companions.map(({ name, form }) => [name, form]));
    expect(forms.get('chat/WhatsApp Chat with Training.txt')).toBe('whatsapp');
    expect(forms.get('takeout/IMG_5.jpg.supplemental-metadata.json')).toBe('takeout');
    expect(forms.get('takeout/broken.xmp')).toBeNull();
    expect([...forms.values()].sort()).toEqual(
      ['proofmode', 'signal', 'signature', 'takeout', 'whatsapp', null].sort(),
    );
  });

  it('keeps the time of a message as sent, never as capture', () => {
    const sent = item('chat/IMG-20160427-WA0004.jpg');
    expect(sent.summary.captured?.wall).toBe('2016-04-27T09:00:00');
    expect(sent.beside).toMatchObject([
      {
        companion: { name: 'WhatsApp Chat with Training.txt', form: 'whatsapp' },
        about: { rule: 'named in message', answer: null },
        says: { sent: { wall: '2016-04-27T21:46', offset: null }, sender: '+00 000 0000001' },
      },
    ]);
    expect(sent.namedFor).toEqual({ messenger: 'WhatsApp', day: '2016-04-27', time: null });
    expect(sent.conflicts.map(({ kind }) => kind)).not.toContain('captured when sent');
  });

  it('flags a picture whose own time is the minute of the message', () => {
    expect(item('chat/IMG-20160427-WA0003.jpg').conflicts).toContainEqual({
      kind: 'captured when sent',
      values: {
        captured: '2016-04-27T21:45:40',
        sent: '2016-04-27T21:45',
        chat: 'WhatsApp Chat with Training.txt',
      },
    });
  });

  it('counts such pictures among the flags of what was taken in', () => {
    expect(summary.flags.kinds).toContainEqual({ kind: 'captured when sent', messenger: null, count: 2 });
    const [batch] = flaggedBatches(field.vault, 1);
    expect(batch?.flags).toEqual(summary.flags);
  });

  it('finds them among flagged files, in the gallery and in the search', () => {
    const paths = (seqs: readonly number[]) =>
      seqs
        .map((seq) => readItem(field.vault, seq).originalPath.slice(card.length + 1))
        .filter((path) => path.startsWith('chat/'));
    const flagged = listItems(field.vault, { filter: 'conflicts', offset: 0, limit: 100 }).items;
    expect(paths(flagged.map(({ seq }) => seq))).toContain('chat/IMG-20160427-WA0003.jpg');
    const query = searchQuery.parse({ facets: { flag: ['captured when sent'] } });
    const { hits, facets } = search(field.vault, { query, offset: 0, limit: 10 });
    expect(paths(hits.map((hit) => (hit.kind === 'item' ? hit.seq : -1)))).toEqual(['chat/IMG-20160427-WA0003.jpg']);
    expect(facets.find(({ facet }) => facet === 'flag')?.values).toContainEqual({
      value: 'captured when sent',
      count: 2,
    });
  });

  it('finds a file of a Signal export where it lies, compares its hash, and the minute across zones', () => {
    const { companions } = summary;
    expect(companions.find(({ form }) => form === 'signal')).toMatchObject({
      name: 'signal/main.jsonl',
      counts: { named: 2, found: 1, same: 1, absent: 1, notListed: 0 },
    });
    const [path] = field.vault.db.prepare("SELECT path FROM item WHERE path LIKE '%/signal/files/%'").pluck().all();
    const seen = item(String(path).slice(card.length + 1));
    expect(seen.beside).toMatchObject([
      {
        about: { rule: 'named in message', answer: 'same', algorithms: ['sha256'] },
        says: { sent: { wall: '2016-04-27T18:45:41', offset: 'Z' }, sender: '+10000000001' },
      },
    ]);
    expect(seen.conflicts).toContainEqual({
      kind: 'captured when sent',
      values: { captured: '2016-04-27T21:45:40', sent: '2016-04-27T18:45:41Z', chat: 'main.jsonl' },
    });
  });

  it('says what the chat names and is not here, what the export left out, and what lies beside it unnamed', () => {
    expect(item('chat/WhatsApp Chat with Training.txt').companion).toMatchObject({
      form: 'whatsapp',
      chat: { messages: 4, dates: 'day first', leftOut: 1 },
      counts: { named: 3, found: 2, absent: 1, notListed: 1 },
      absent: ['VID-20160427-WA0005.mp4'],
    });
    expect(item('chat/IMG-20160427-WA0009.jpg').beside[0]?.about.answer).toBe('not listed');
  });

  it('compares a proof’s hash, keeps what it states as its word, and says of a signature only that it is there', () => {
    const { beside, position } = item('proof/IMG_4.jpg');
    expect(beside.map(({ companion, about }) => [companion.form, about.rule, about.answer]).sort()).toEqual([
      ['proofmode', 'hash stated', 'same'],
      ['signature', 'hash in name', null],
    ]);
    const said = beside.find(({ companion }) => companion.form === 'proofmode')?.says;
    expect(said?.tags).toContainEqual({ name: 'Location.Latitude', value: '36.2' });
    expect(position).toBeNull();
  });

  it('lets no name, number, device or sender leave, whoever asks', () => {
    const entries = [...field.vault.ledger.everyAppended()].filter(({ fields }) => fields.kind === 'companion');
    expect(entries.length).toBe(5);
    for (const { fields, ...entry } of entries) {
      const whole = { ...fields, at: 'now', type: entry.type, operator: entry.operator };
      for (const audience of audiences) {
        const decision = decide(
          { type: 'record', fields: whole, bearing: noBearing, today: '2026-11-23', endsShown: true },
          { ...asking(audience), viewer: audience },
        );
        const leaves = Object.keys(whole).filter((name) => decision.get(name) === null);
        const text = JSON.stringify(leaves.map((name) => fields[name]));
        for (const secret of ['Training', '0000001', 'training-device', '36.2', 'VID-2016'])
          expect(text).not.toContain(secret);
        expect([...decision.values()]).not.toContain('no rule');
      }
    }
  });

  it('takes what companions say of a file with it when the file is erased, and a companion’s whole word with the companion', () => {
    const about = prepareErasure(field.vault, { what: 'item', seq: seqOf('chat/IMG-20160427-WA0004.jpg') });
    expect(about.fields.flatMap(({ names }) => names)).toEqual(expect.arrayContaining(['about.2', 'says.2']));
    expect(about.fields.flatMap(({ names }) => names)).not.toContain('about.1');
    const chat = prepareErasure(field.vault, { what: 'item', seq: seqOf('chat/WhatsApp Chat with Training.txt') });
    expect(chat.fields.flatMap(({ names }) => names)).toEqual(
      expect.arrayContaining(['about.1', 'says.1', 'about.2', 'says.2', 'absent.3', 'chat', 'counts', 'form']),
    );
  });

  it('says no more of an erased file, neither in its tables nor after the next import', async () => {
    await field.vault.addOperator(second.operator, second.passphrase, cheapKdf);
    await erase(field.vault, { what: 'item', seq: seqOf('chat/IMG-20160427-WA0004.jpg') });
    expect(JSON.stringify(projectionRows(field.vault.db))).not.toContain('0000001');
    const { companion } = item('chat/WhatsApp Chat with Training.txt');
    expect(companion?.files.map(({ name }) => name)).toEqual(['IMG-20160427-WA0009.jpg', 'IMG-20160427-WA0003.jpg']);

    const entries = () => [...field.vault.ledger.everyAppended()].filter(({ fields }) => fields.form === 'whatsapp');
    expect(entries()).toHaveLength(1);
    await importFiles(field.vault, await pathSources([join(card, 'takeout')], { except: field.path }), {
      workers: forkedWorkers,
      job: 'job-2',
    });
    await rm(join(card, 'chat/IMG-20160427-WA0004.jpg'));
    const again = await importFiles(field.vault, await pathSources([card], { except: field.path }), {
      workers: forkedWorkers,
      job: 'job-3',
    });
    expect(again.companions.find(({ form }) => form === 'whatsapp')?.counts?.absent).toBe(2);
    expect(JSON.stringify(entries().map(({ fields }) => fields))).not.toContain('WA0004');
    expect(entries()).toHaveLength(1);
  });
});
