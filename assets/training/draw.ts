/**
 * Draws the training pictures: `node assets/training/draw.ts` writes `pictures/` and `phone/` beside this file, the same bytes on every
 * run with the same sharp and the fonts Noto Sans and Noto Sans Arabic installed, but for the film and the voice note, which a Chromium
 * encodes (film.ts). Users need the pictures only.
 *
 * Everything here is fictional. "Training Town" does not exist; its coordinates lie in the open sea between Cyprus and Egypt,
 * where nobody lives. Dates are those of 27 and 28 April 2016, in a zone of UTC+3.
 */
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp, { type Exif, type Sharp } from 'sharp';
import { ambulanceBay, ambulanceRoad, ambulanceWindscreen, emptyRoad } from './ambulance.ts';
import { corridor, generator, operatingLamp, supplies, ward } from './clinic.ts';
import { recordings } from './film.ts';
import { framed, random, type Title } from './ink.ts';
import { damageList, sketchMap } from './paper.ts';
import { chat, chatName, copyName, filmName, noteName, sidecar } from './phone.ts';
import { nightFire, roofsAtDusk, roofTanks } from './roofs.ts';
import { crater, facadeDamaged, rubbleStreet, streetBefore } from './street.ts';
import { tags, tiff } from './tiff.ts';

interface Fix {
  /** Seconds of arc beyond 33° 45′ N and 30° 15′ E, open sea. */
  readonly north: number;
  readonly east: number;
  /** UTC, `HH:MM:SS` of `day`. */
  readonly utc: string;
  readonly day: string;
  readonly direction?: number;
}

interface Sheet {
  readonly name: string;
  readonly title: Title;
  readonly size: readonly [number, number];
  readonly scene: () => string;
  readonly write: (image: Sharp) => Sharp;
  readonly exif?: Exif;
  /** Stored lying, with the EXIF orientation that says how to turn it: 6, a quarter turn clockwise to show. */
  readonly lying?: boolean;
  readonly paper?: boolean;
  /** Pixel width to shrink to, for copies that passed through a messaging app. */
  readonly width?: number;
}

const jpeg = (image: Sharp) => image.jpeg({ quality: 80, mozjpeg: true });
const landscape = [1600, 1200] as const;
const portrait = [1200, 1600] as const;

interface Shot {
  readonly taken: string;
  readonly model: string;
  readonly offset?: string;
  readonly subsecond?: string;
  readonly fix?: Fix;
  readonly ifd0?: Record<string, string>;
  readonly exif?: Record<string, string>;
}

/** sharp's IFD2 is the Exif IFD and IFD3 the GPS IFD; values are written as libexif reads them, rationals as `n/d`. */
function shot({ taken, model, offset, subsecond, fix, ifd0, exif }: Shot): Exif {
  const [hours = '0', minutes = '0', seconds = '0'] = fix?.utc.split(':') ?? [];
  return {
    IFD0: { Make: 'Training', Model: model, ModifyDate: taken, DateTime: taken, ...ifd0 },
    IFD2: {
      DateTimeOriginal: taken,
      DateTimeDigitized: taken,
      ...(offset === undefined ? {} : { OffsetTimeOriginal: offset }),
      ...(subsecond === undefined ? {} : { SubSecTimeOriginal: subsecond }),
      ...exif,
    },
    ...(fix === undefined
      ? {}
      : {
          IFD3: {
            GPSLatitudeRef: 'N',
            GPSLatitude: `33/1 45/1 ${Math.round(fix.north * 100)}/100`,
            GPSLongitudeRef: 'E',
            GPSLongitude: `30/1 15/1 ${Math.round(fix.east * 100)}/100`,
            GPSAltitudeRef: '0',
            GPSAltitude: '12/1',
            GPSTimeStamp: `${Number(hours)}/1 ${Number(minutes)}/1 ${Number(seconds)}/1`,
            GPSDateStamp: fix.day.replaceAll('-', ':'),
            GPSMapDatum: 'WGS-84',
            ...(fix.direction === undefined ? {} : { GPSImgDirectionRef: 'T', GPSImgDirection: `${fix.direction}/1` }),
          },
        }),
  };
}

const first = '2016-04-27';
const second = '2016-04-28';
const camera = 'TR-1';
const phone = 'Training Phone 4';

const sheets: readonly Sheet[] = [
  {
    name: 'IMG_0401.JPG',
    title: { english: 'Street 7, before sunset', arabic: 'شارع 7، قبل الغروب' },
    size: landscape,
    scene: streetBefore,
    write: jpeg,
    exif: shot({
      taken: '2016:04:27 18:52:40',
      model: camera,
      offset: '+03:00',
      fix: { north: 12.34, east: 33.36, utc: '15:52:38', day: first, direction: 14 },
    }),
  },
  {
    name: 'IMG_0402.JPG',
    title: { english: 'Fire glow above the roofs, night', arabic: 'وهج حريق فوق الأسطح، ليلًا' },
    size: landscape,
    scene: nightFire,
    write: jpeg,
    exif: shot({
      taken: '2016:04:27 21:47:12',
      model: camera,
      offset: '+03:00',
      subsecond: '38',
      fix: { north: 18.02, east: 29.5, utc: '18:47:11', day: first, direction: 151 },
    }),
  },
  {
    name: 'IMG_0403.JPG',
    title: { english: 'Clinic, damaged facade', arabic: 'العيادة، واجهة متضررة' },
    size: landscape,
    scene: facadeDamaged,
    write: jpeg,
    exif: shot({
      taken: '2016:04:28 05:58:09',
      model: camera,
      offset: '+03:00',
      fix: { north: 12.4, east: 33.4, utc: '02:58:08', day: second, direction: 12 },
    }),
  },
  {
    name: 'IMG_0404.JPG',
    title: { english: 'Crater in the clinic yard', arabic: 'حفرة في ساحة العيادة' },
    size: landscape,
    scene: crater,
    write: jpeg,
    exif: shot({
      taken: '2016:04:28 06:04:51',
      model: camera,
      offset: '+03:00',
      fix: { north: 11.9, east: 32.8, utc: '03:04:50', day: second },
    }),
  },
  {
    name: 'IMG_0405.JPG',
    title: { english: 'Corridor with dust', arabic: 'ممر يملؤه الغبار' },
    size: portrait,
    scene: corridor,
    write: jpeg,
    lying: true,
    exif: shot({
      taken: '2016:04:28 06:11:20',
      model: camera,
      offset: '+03:00',
      fix: { north: 12.6, east: 33.9, utc: '03:11:19', day: second },
    }),
  },
  {
    name: 'IMG_0406.JPG',
    title: { english: 'Medical supplies on the floor', arabic: 'مستلزمات طبية على الأرض' },
    size: landscape,
    scene: supplies,
    write: jpeg,
    exif: shot({
      taken: '2016:04:28 06:15:02',
      model: camera,
      offset: '+03:00',
      fix: { north: 12.6, east: 34.1, utc: '03:15:01', day: second },
      ifd0: {
        Software: 'GIMP 2.8 training: edited',
        ModifyDate: '2016:04:28 11:40:00',
        DateTime: '2016:04:28 11:40:00',
      },
    }),
  },
  {
    name: 'IMG_0407.JPG',
    title: { english: 'Generator room', arabic: 'غرفة المولّد' },
    size: portrait,
    scene: generator,
    write: jpeg,
    exif: shot({ taken: '2016:04:28 06:22:47', model: camera }),
  },
  {
    name: 'IMG_0408.JPG',
    title: { english: 'Ward with broken windows', arabic: 'جناح بنوافذ محطمة' },
    size: landscape,
    scene: ward,
    write: jpeg,
    exif: shot({
      taken: '2016:04:28 06:29:30',
      model: camera,
      ifd0: { Artist: 'TRAINING OWNER' },
      exif: { CameraOwnerName: 'TRAINING OWNER', BodySerialNumber: 'TRAINING-000418' },
    }),
  },
  {
    name: 'من السطح.jpg',
    title: { english: 'Roofs of Training Town at dusk', arabic: 'أسطح بلدة التدريب عند الغروب' },
    size: landscape,
    scene: roofsAtDusk,
    write: jpeg,
    exif: shot({
      taken: '2016:04:27 19:20:05',
      model: phone,
      offset: '+03:00',
      fix: { north: 25.1, east: 21.7, utc: '16:20:04', day: first, direction: 288 },
    }),
  },
  {
    name: 'IMG-20160428-WA0007.jpg',
    title: { english: 'Rubble across street 7', arabic: 'ركام يقطع شارع 7' },
    size: landscape,
    scene: rubbleStreet,
    write: (image) => image.jpeg({ quality: 62, mozjpeg: true }),
    width: 1280,
  },
  {
    name: 'DSC00118.JPG',
    title: { english: 'Ambulance, broken windscreen', arabic: 'سيارة إسعاف، زجاج أمامي محطم' },
    size: landscape,
    scene: ambulanceWindscreen,
    write: jpeg,
    exif: shot({
      taken: '2016:04:28 09:14:33',
      model: 'TR-2',
      offset: '+03:00',
      fix: { north: 48.2, east: 57.3, utc: '07:14:30', day: second },
    }),
  },
  {
    name: 'DSC00119.JPG',
    title: { english: 'Ambulance on the coast road', arabic: 'سيارة الإسعاف على طريق الساحل' },
    size: landscape,
    scene: ambulanceRoad,
    write: jpeg,
    exif: shot({
      taken: '2016:04:28 09:16:02',
      model: 'TR-2',
      offset: '+03:00',
      fix: { north: 48.6, east: 57.9, utc: '07:15:58', day: second },
    }),
  },
  {
    name: 'سيارة الإسعاف.png',
    title: { english: 'Ambulance, back in its bay', arabic: 'سيارة الإسعاف في موقفها' },
    size: landscape,
    scene: ambulanceBay,
    write: (image) => image.png({ palette: true, colours: 96, dither: 0.4, effort: 10, compressionLevel: 9 }),
    width: 1200,
    exif: shot({ taken: '2016:04:28 12:41:10', model: phone, offset: '+03:00' }),
  },
  {
    name: 'roof_0031.webp',
    title: { english: 'Water tanks on the roof, pierced', arabic: 'خزانات مياه مثقوبة على السطح' },
    size: landscape,
    scene: roofTanks,
    write: (image) => image.webp({ quality: 78, effort: 6 }),
    exif: shot({
      taken: '2016:04:28 06:41:55',
      model: phone,
      offset: '+03:00',
      fix: { north: 12.7, east: 33.7, utc: '03:41:54', day: second },
    }),
  },
  {
    name: 'theatre_0012.avif',
    title: { english: 'Operating room, ceiling down', arabic: 'غرفة العمليات، سقف منهار' },
    size: landscape,
    scene: operatingLamp,
    write: (image) => image.avif({ quality: 58, effort: 6 }),
    exif: shot({ taken: '2016:04:28 06:35:12', model: phone, offset: '+03:00' }),
  },
  {
    name: 'sketch_street_7.jpg',
    title: { english: 'Sketch of street 7', arabic: 'مخطط شارع 7' },
    size: landscape,
    scene: sketchMap,
    paper: true,
    write: jpeg,
    width: 1400,
    exif: shot({ taken: '2016:04:28 17:05:00', model: phone, offset: '+03:00' }),
  },
  {
    name: 'scan_0003.tif',
    title: { english: 'List of damage, scanned', arabic: 'قائمة أضرار ممسوحة' },
    size: portrait,
    scene: damageList,
    paper: true,
    write: (image) => image.greyscale().tiff({ compression: 'deflate', predictor: 'horizontal', xres: 6, yres: 6 }),
    width: 900,
  },
];

async function draw(sheet: Sheet): Promise<Buffer> {
  const [width, height] = sheet.size;
  // Flattened first, in its own pipeline: turning, shrinking and writing then start from plain pixels.
  const flat = await sharp(Buffer.from(framed(width, height, sheet.title, sheet.scene(), sheet.paper)))
    .flatten({ background: '#000000' })
    .png({ compressionLevel: 1 })
    .toBuffer();
  let image = sharp(flat);
  if (sheet.lying) image = image.rotate(-90);
  if (sheet.width) image = image.resize({ width: sheet.width });
  if (sheet.exif) image = image.withExif(sheet.exif);
  // sharp writes orientation 1 over whatever withExif says; this is its way to state another.
  if (sheet.lying) image = image.withMetadata({ orientation: 6 });
  return sheet.write(image).toBuffer();
}

/** A raw picture as DNG 1.4 has it: a JPEG to look at, and where the sensor's data would be, noise. */
async function negative(jpeg: Buffer): Promise<Uint8Array> {
  const next = random(124);
  const noise = Uint8Array.from({ length: 8_192 }, () => Math.floor(next() * 256));
  const small = await sharp(jpeg).resize({ width: 256 }).jpeg({ quality: 70 }).toBuffer();
  const strip = (bytes: Uint8Array) => ({
    [tags.stripOffsets]: { lies: bytes },
    [tags.stripByteCounts]: [bytes.length],
  });
  const looks = (width: number, height: number, bytes: Uint8Array) => ({
    ...{ [tags.subfileType]: [1], [tags.width]: [width], [tags.height]: [height], [tags.compression]: [7] },
    ...strip(bytes),
  });
  const sensor = { [tags.subfileType]: [0], [tags.width]: [1600], [tags.height]: [1200], [tags.compression]: [7] };
  const taken = { [tags.taken]: '2016:04:28 09:41:20', [tags.offset]: '+03:00' };
  return tiff({
    ...{ [tags.make]: 'Training', [tags.model]: 'TR-2', [tags.orientation]: [1] },
    ...{ [tags.dngVersion]: Uint8Array.from([1, 4, 0, 0]), [tags.exif]: { directories: [taken] } },
    ...looks(256, 192, small),
    [tags.subIfds]: { directories: [{ ...sensor, ...strip(noise) }, looks(1600, 1200, jpeg)] },
  });
}

const here = (name: string) => join(fileURLToPath(new URL('.', import.meta.url)), name);

async function emptied(name: string): Promise<string> {
  await rm(here(name), { recursive: true, force: true });
  await mkdir(here(name), { recursive: true });
  return here(name);
}

const road: Sheet = {
  name: 'DSC00124.DNG',
  title: { english: 'Coast road, glass and tyre marks', arabic: 'طريق الساحل، زجاج وآثار إطارات' },
  size: landscape,
  scene: emptyRoad,
  write: jpeg,
};

const card = await emptied('pictures');
for (const sheet of sheets) await writeFile(join(card, sheet.name), await draw(sheet));
await writeFile(join(card, road.name), await negative(await draw(road)));
await writeFile(join(card, road.name.replace('.DNG', '.xmp')), sidecar);

const telephone = await emptied('phone');
const original = await readFile(join(card, 'IMG_0403.JPG'));
const copy = sharp(original).resize({ width: 1280 }).jpeg({ quality: 58, mozjpeg: true });
const night = await sharp(await readFile(join(card, 'IMG_0402.JPG')))
  .resize({ width: 640 })
  .jpeg({ quality: 90 })
  .toBuffer();
const { film, note } = await recordings(night, Date.parse('2016-04-27T21:52:10Z'));
await writeFile(join(telephone, chatName), chat);
await writeFile(join(telephone, copyName), await copy.toBuffer());
await writeFile(join(telephone, filmName), film);
await writeFile(join(telephone, noteName), note);
