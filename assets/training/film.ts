import { readFile } from 'node:fs/promises';
import {
  BufferTarget,
  EncodedAudioPacketSource,
  EncodedPacket,
  EncodedVideoPacketSource,
  Mp4OutputFormat,
  OggOutputFormat,
  Output,
  type OutputFormat,
} from 'mediabunny';
import { chromium } from 'playwright-core';
import { findChromium } from '../../electron/launch/chromium.js';

/**
 * A film and a voice note, as a browser encodes them. The bytes are others each time: its encoder of pictures does not repeat itself, and a stream
 * in Ogg has a number drawn for it. Neither has anybody's voice in it: a tone says TRAINING in Morse code (ITU-R M.1677-1).
 */

interface Packet {
  readonly data: string;
  readonly key: boolean;
  readonly start: number;
  readonly length: number;
}
interface Track {
  readonly packets: readonly Packet[];
  readonly config: { readonly codec: string; readonly description: string | null };
}

const rate = 48_000;
const width = 640;
const height = 480;
const framesPerSecond = 10;

/** Units of Morse code: on, off. */
const letters = ['-', '.-.', '.-', '..', '-.', '..', '-.', '--.'];
const units = letters.flatMap((letter) => [
  ...[...letter].flatMap((sign) => [...(sign === '-' ? [1, 1, 1] : [1]), 0]),
  ...[0, 0],
]);

const packetOf = ({ data, key, start, length }: Packet) =>
  new EncodedPacket(Buffer.from(data, 'base64'), key ? 'key' : 'delta', start, length);

async function written(format: OutputFormat, film: Track | null, sound: Track, title: string): Promise<Buffer> {
  const target = new BufferTarget();
  const output = new Output({ format, target });
  const pictures = new EncodedVideoPacketSource('avc');
  const tones = new EncodedAudioPacketSource('opus');
  if (film !== null) output.addVideoTrack(pictures, { frameRate: framesPerSecond });
  output.addAudioTrack(tones);
  output.setMetadataTags({ title, comment: 'Training data, fictional' });
  await output.start();
  for (const packet of film?.packets ?? []) {
    const description = Buffer.from(film?.config.description ?? '', 'base64');
    const config = { codec: film?.config.codec ?? '', codedWidth: width, codedHeight: height, description };
    await pictures.add(packetOf(packet), { decoderConfig: config });
  }
  for (const packet of sound.packets) {
    const description = Buffer.from(sound.config.description ?? '', 'base64');
    const config = { codec: 'opus', numberOfChannels: 1, sampleRate: rate, description };
    await tones.add(packetOf(packet), { decoderConfig: config });
  }
  await output.finalize();
  return Buffer.from(target.buffer ?? new ArrayBuffer(0));
}

/** A page that may use WebCodecs, which is for secure origins alone. Nothing is asked of any network. */
async function encodingPage() {
  const executablePath = findChromium();
  if (executablePath === null) throw new Error('there is no Chromium here: CHROMIUM names one');
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const browser = await chromium.launch({ executablePath, args: [...sandbox, '--disable-gpu'] });
  const page = await browser.newPage();
  const body = await readFile(new URL('film-page.html', import.meta.url), 'utf8');
  await page.route('**', (route) => route.fulfill({ contentType: 'text/html', body }));
  await page.goto('https://training.invalid/');
  const inPage = (encode: 'encodeFilm' | 'encodeSound', asked: object) =>
    page.evaluate(`encodings.${encode}(${JSON.stringify(asked)})`) as Promise<Track>;
  return { inPage, close: () => browser.close() };
}

/** @param still a JPEG @param taken what the film says that it was made at, in milliseconds since 1970 */
export async function recordings(still: Buffer, taken: number): Promise<{ film: Buffer; note: Buffer }> {
  const { inPage, close } = await encodingPage();
  const now = Date.now;
  // Files say when they were written, and there is no other way to tell the writer.
  Date.now = () => taken;
  try {
    const url = `data:image/jpeg;base64,${still.toString('base64')}`;
    const seconds = 6;
    const shape = { width, height, rate: framesPerSecond, seconds };
    const pictures = await inPage('encodeFilm', { still: url, ...shape });
    const beneath = await inPage('encodeSound', { rate, units, unit: 0.1, seconds });
    const alone = await inPage('encodeSound', { rate, units, unit: 0.14, seconds: 9 });
    return {
      film: await written(new Mp4OutputFormat(), pictures, beneath, 'TRAINING: fire above the roofs'),
      note: await written(new OggOutputFormat(), null, alone, 'TRAINING: voice note, a tone in Morse code'),
    };
  } finally {
    Date.now = now;
    await close();
  }
}
