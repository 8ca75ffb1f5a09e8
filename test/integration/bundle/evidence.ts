import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BundleSource, openContainer } from '../../../electron/core/bundle/container.ts';
import { type ExportRequest, exportToPath } from '../../../electron/core/bundle/export.ts';
import { encryptAge, generateIdentity } from '../../../electron/core/vault/age.ts';
import type { OpenVault } from '../../../electron/core/vault/vault.ts';
import type { Json } from '../../../shared/ledger/canonical.ts';
import type { Hex64 } from '../../../shared/ledger/hex.ts';
import { usedBy } from '../../fixtures/uses.ts';
import { temporaryVault } from '../../fixtures/vault.ts';
import { collect, zipOf } from '../../unit/core/bundle/zip-bytes.ts';

export const software = { name: 'sanad', version: '0.0.0-test' };

/** Words that stand in the vault and must stand in no default export: in clear, in base64, anywhere. */
export const planted = {
  witnessName: 'Planted Witness-Name',
  witnessPhone: '+963 944 555 0101',
  unconsented: 'planted account of one who was not asked',
  unconsentedPhone: '+963 944 555 0102',
  otherAudience: 'planted account for the media alone',
  withdrawn: 'planted account that was taken back',
  folder: '/home/planted-home/card of Planted Person',
  fileName: 'Planted Person at work.png',
  owner: 'Planted Camera-Owner',
  refusedTag: 'planted words where a date should be',
} as const;

export type Evidence = {
  vault: OpenVault;
  folder: string;
  identity: string;
  recipient: string;
  /** Entries of the items, in order. */
  items: number[];
  originals: Buffer[];
  remove(): Promise<void>;
};

const id = (digit: string): string => digit.repeat(32);
const given = (...audiences: string[]): Json => ({ state: 'given', audiences, conditions: '', explained: true });

/** A vault with a bit of everything, real objects included, through the vault's own functions. */
export async function evidenceVault(): Promise<Evidence> {
  const folder = mkdtempSync(join(tmpdir(), 'sanad-bundle-'));
  const { vault, remove } = await temporaryVault({ headquarters: true });
  const { identity, recipient } = await generateIdentity();
  const { operator } = vault;
  const append = (type: string, fields: Record<string, Json>): number =>
    vault.ledger.append([{ type, operator, fields }])[0]?.seq ?? -1;
  const record = (kind: string, fields: Record<string, Json>): number => append('record', { kind, ...fields });

  record('operator', { id: id('0'), code: operator });
  const names = ['IMG_0412.JPG', planted.fileName, 'DSC00012.JPG'];
  const originals = names.map((_, index) => Buffer.alloc(70_000 + index, `original ${index} `));
  const acquisition = append('acquisition', {
    'source.kind': 'folder',
    'source.path': planted.folder,
    count: names.length,
    part: { first: null, from: 1 },
    ...Object.fromEntries(
      names.map((name, n) => [`holds.${n + 1}`, { path: `${planted.folder}/${name}`, size: 1, modified: null }]),
    ),
  });
  const items: number[] = [];
  for (const [n, name] of names.entries()) items.push(await archive(n, name));

  record('incident', {
    id: id('a'),
    title: 'Training incident',
    facility: 'Training clinic',
    place: { name: 'Training town', precision: 'exact', point: { latitude: '34.5', longitude: '33.5' } },
    when: { edtf: '2016-04-27', words: '' },
    account: 'Training: what happened.',
    attacks: ['heavy_weapons'],
    certainty: 'possible',
  });
  append('link', {
    id: id('b'),
    kind: 'shows',
    from: { record: id('a') },
    to: { item: items[0] ?? 0 },
    reason: 'same wall',
  });

  testimony('1', 'an account for the court', given('court', 'un_mechanism'));
  const sealed = await collect(
    encryptAge({ recipients: [recipient] }, [Buffer.from(`${planted.witnessName} ${planted.witnessPhone}`)]),
  );
  record('identity', {
    id: id('2'),
    testimony: id('1'),
    sealed: { for: 'headquarters', age: sealed.toString('base64') },
  });
  testimony('3', `${planted.unconsented} ${planted.unconsentedPhone}`, {
    state: 'not asked',
    audiences: ['court'],
    conditions: '',
    explained: false,
  });
  testimony('4', planted.otherAudience, given('media'));
  const first = testimony('5', planted.withdrawn, given('court'));
  record('testimony', {
    id: id('5'),
    amends: [first],
    consent: { state: 'withdrawn', audiences: [], conditions: planted.withdrawn, explained: true },
    reason: `taken back: ${planted.withdrawn}`,
  });
  append('link', {
    id: id('6'),
    kind: 'mentions',
    from: { record: id('3') },
    to: { item: items[1] ?? 0 },
    reason: planted.unconsented,
  });
  record('assertion', {
    id: id('7'),
    item: items[0] ?? 0,
    field: 'note',
    value: 'seen from the north',
    reason: 'was there',
  });

  return {
    vault,
    folder,
    identity,
    recipient,
    items,
    originals,
    async remove() {
      await remove();
      rmSync(folder, { recursive: true, force: true });
    },
  };

  function testimony(digit: string, text: string, consent: Json): number {
    return record('testimony', {
      id: id(digit),
      witness: `witness-${digit}`,
      language: 'ar',
      incident: id('a'),
      consent,
      'account.1': { text, basis: 'saw' },
      'account.2': { text: `${text}, second paragraph`, basis: 'heard' },
    });
  }

  async function archive(n: number, name: string): Promise<number> {
    const staged = await vault.objects.stage([originals[n] ?? Buffer.alloc(0)]);
    await staged.commit();
    return append('item', {
      file: { sha256: staged.sha256, size: staged.size, type: n === 1 ? 'image/png' : 'image/jpeg' },
      acquisition: { seq: acquisition, number: n + 1 },
      name,
      path: `${planted.folder}/${name}`,
      modified: null,
      parsers: ['exifr 7.1.3'],
      'read.camera': [{ name: 'IFD0:Make', value: 'Training' }],
      'read.gps': [{ name: 'GPS:GPSLatitude', value: '34.5' }],
      'read.other': [{ name: 'ExifIFD:OwnerName', value: planted.owner }],
      refused: [{ name: 'ExifIFD:CreateDate', value: planted.refusedTag, reason: 'not a date' }],
      conflicts: [{ kind: 'offset missing', values: {} }],
      preview: { problem: 'PREVIEW_UNSUPPORTED' },
    });
  }
}

let number = 0;

/** Exports to a fresh file and gives its path. */
export async function exported(
  { vault, folder }: Evidence,
  request: Partial<ExportRequest> = {},
): Promise<{ path: string; entry: number; sha256: Hex64 }> {
  number++;
  const path = join(folder, `bundle-${number}`);
  const whole: ExportRequest = {
    ...usedBy(request.audience ?? 'court'),
    recipient: 'Training court',
    protection: { kind: 'plain' },
    ...request,
  };
  return exportToPath(vault, whole, path, { software, workFactor: 4 });
}

/** The files of a plain bundle. */
export async function filesOf(path: BundleSource): Promise<Record<string, Buffer>> {
  const container = await openContainer(path, {});
  const files: Record<string, Buffer> = {};
  for (const [name, file] of container.files) files[name] = await collect(file.stream());
  await container.close();
  return files;
}

export const pack = zipOf;
