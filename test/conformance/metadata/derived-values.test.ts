import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readMetadata } from '../../../electron/core/ingest/metadata/read.ts';
import { mediaType } from '../../../electron/core/ingest/type.ts';
import type { Metadata } from '../../../shared/model/metadata.ts';

const root = join(process.env.SANAD_CORPORA ?? join('..', 'shared', 'corpora'), 'exif-samples');
const present = existsSync(root) && spawnSync('exiftool', ['-ver']).status === 0;

type Tags = Readonly<Record<string, string | number>>;
type Read = Metadata['derived'];

/** Files, and which of their values is another than ExifTool's, with the reason. */
const reasons: Readonly<Record<string, string>> = {
  'jpg/tests/87_OSError.jpg altitude':
    'no reference: above the sea, as EXIF has it by default (2.32, 4.6.7); ExifTool gives none',
  'jpg/tests/32-lens_data.jpeg lens':
    'ExifTool finds the name of the lens in a list of Nikon’s numbers; here by what it can do',
};

/** Where ExifTool has no name of a lens but what it reckons from a compact camera's settings, there is none to be read. */
const named = (value: string) => value !== '' && !/^(Unknown|n\/a)/.test(value);

const values: Readonly<Record<string, { ours: (read: Read) => string | null | undefined; theirs: RegExp }>> = {
  make: { ours: ({ camera }) => camera?.make, theirs: /^(IFD0|XMP-tiff|CIFF):Make$/ },
  model: { ours: ({ camera }) => camera?.model, theirs: /^(IFD0|XMP-tiff|CIFF|PictureInfo):(Model|CameraType)$/ },
  lens: { ours: ({ camera }) => camera?.lens, theirs: /:(LensModel|LensID)$|^XMP-aux:Lens$/ },
  software: { ours: ({ camera }) => camera?.software, theirs: /:(Software|CreatorTool|ProcessingSoftware)$/ },
  serial: { ours: ({ device }) => device?.serial, theirs: /:(Camera|Body|Internal)?SerialNumber$/ },
  'lens serial': { ours: ({ device }) => device?.lensSerial, theirs: /:LensSerialNumber$/ },
  altitude: { ours: ({ position }) => position?.altitude, theirs: /^Composite:GPSAltitude$/ },
  direction: { ours: ({ position }) => position?.direction?.degrees, theirs: /^GPS:GPSImgDirection$/ },
};

/** Altitudes are printed to a tenth of a metre, cut off. */
const same = (ours: string, theirs: string) => {
  const [one, other] = [Number.parseFloat(ours), Number.parseFloat(theirs)];
  const numeric = /^[-\d.]+( m( Above| Below) Sea Level)?$/.test(theirs);
  return ours.trim() === theirs.trim() || (numeric && Math.abs(Math.abs(one) - Math.abs(other)) <= 0.1);
};

describe.skipIf(!present)('what is derived from exif-samples, against ExifTool (needs both)', () => {
  it('names the same camera, lens, program, numbers, altitude and direction, or the difference has a reason', async () => {
    const args = ['-json', '-G1', '-a', '-r', '-q', '-q', root];
    const files = JSON.parse(
      execFileSync('exiftool', args, { maxBuffer: 2 ** 28, stdio: ['ignore', 'pipe', 'ignore'] }).toString(),
    );
    const differing: string[] = [];
    const compared: Record<string, number> = {};
    for (const tags of files as Tags[]) {
      const path = String(tags.SourceFile);
      const bytes = new Uint8Array(readFileSync(path));
      const { derived } = await readMetadata(bytes, mediaType(bytes.subarray(0, 4096)) as 'image/jpeg');
      for (const [what, { ours, theirs }] of Object.entries(values)) {
        const found = Object.entries(tags).flatMap(([name, value]) => (theirs.test(name) ? [String(value)] : []));
        const stated = what === 'lens' ? found.filter(named) : found.filter((value) => /[^\s0.#-]/.test(value));
        const own = ours(derived) ?? null;
        if (own === null && stated.length === 0) continue;
        compared[what] = (compared[what] ?? 0) + 1;
        if (own === null || !stated.some((value) => same(own, value)))
          differing.push(`${relative(root, path)} ${what}`);
      }
    }
    expect(differing.sort()).toEqual(Object.keys(reasons).sort());
    expect(compared).toEqual({
      ...{ make: 59, model: 60, software: 62, serial: 7 },
      ...{ lens: 8, 'lens serial': 1, altitude: 7, direction: 7 },
    });
  });
});
