import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Frame, type FrameCamera, frameGaps } from '../../../../electron/core/acquisition/frames.ts';

const eos: FrameCamera = { make: 'Canon', model: 'EOS 5D', serial: '0123' };

const folder = (names: readonly string[], camera: FrameCamera | null = eos, at = 'DCIM/100CANON'): Frame[] =>
  names.map((name, index) => ({ number: index + 1, folder: at, name, camera }));

const told = (frames: readonly Frame[]) =>
  frameGaps(frames).map(({ after, before, missing }) => [after.name, before.name, missing]);

const name = (number: number, rest = '.JPG', prefix = 'IMG_') => `${prefix}${String(number).padStart(4, '0')}${rest}`;
const run = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => name(from + index));

describe('a gap in a camera’s numbering', () => {
  it('is told with the pictures before and after it and how many are not there', () => {
    expect(told(folder([...run(12, 15), ...run(19, 20), name(22)]))).toEqual([
      ['IMG_0015.JPG', 'IMG_0019.JPG', 3],
      ['IMG_0020.JPG', 'IMG_0022.JPG', 1],
    ]);
  });

  it('is none where the numbering begins, ends, or is whole', () => {
    expect(told(folder(run(437, 460)))).toEqual([]);
    expect(told(folder([name(437)]))).toEqual([]);
  });

  it('is none where the numbering begins again after 9999', () => {
    expect(told(folder([...run(9_990, 9_999), ...run(1, 7)]))).toEqual([]);
    expect(told(folder([...run(9_990, 9_997), ...run(3, 7)]))).toEqual([['IMG_9997.JPG', 'IMG_0003.JPG', 4]]);
  });

  it('is none where a recording, a raw picture, an edited copy or a burst has the number', () => {
    const names = [
      name(1),
      name(2, '.MOV', 'MVI_'),
      name(3, '.CR2'),
      name(4, '-edited.jpg'),
      name(5, '_BURST001.jpg'),
      name(6, ' (2).JPG'),
      name(7),
    ];
    expect(told(folder(names))).toEqual([]);
    const silent = folder([name(2, '.MOV', 'MVI_')], null).map((frame) => ({ ...frame, number: 9 }));
    expect(told([...folder([name(1), name(3)]), ...silent])).toEqual([]);
  });

  it('is not made up from names by the clock, from messengers, or of other lengths', () => {
    const names = [
      '20160427_143000.jpg',
      '20160429_090000.jpg',
      'IMG_20160427_143000.jpg',
      'IMG_20160429_090000.jpg',
      'IMG-20160427-WA0002.jpg',
      'IMG-20160427-WA0009.jpg',
      'IMG_E0012.JPG',
      'IMG_E0020.JPG',
      'DSC00012345.JPG',
      'scan 1.pdf',
    ];
    expect(told(folder(names))).toEqual([]);
  });

  it('belongs to one folder and one camera', () => {
    const other: FrameCamera = { make: 'NIKON', model: 'D90', serial: null };
    expect(told([...folder(run(1, 3)), ...folder(run(8, 9), eos, 'DCIM/101CANON')])).toEqual([]);
    // Each camera has its own numbering, also where somebody put both into one folder.
    expect(told([...folder([name(1), name(3)]), ...folder([name(2), name(5)], other)])).toEqual([
      ['IMG_0001.JPG', 'IMG_0003.JPG', 1],
      ['IMG_0002.JPG', 'IMG_0005.JPG', 2],
    ]);
    // Two of one model are told apart by their serials.
    expect(told([...folder([name(1), name(3)]), ...folder([name(2)], { ...eos, serial: '9999' })])).toEqual([
      ['IMG_0001.JPG', 'IMG_0003.JPG', 1],
    ]);
    // A file of the camera that leaves its serial out is still one of its files.
    expect(told([...folder([name(1), name(3)]), ...folder([name(2)], { ...eos, serial: null })])).toEqual([]);
  });

  it('is found where no file says its camera, by the letters that the names begin with', () => {
    expect(told(folder([name(1), name(3), name(700, '.JPG', 'SAM_')], null))).toEqual([
      ['IMG_0001.JPG', 'IMG_0003.JPG', 1],
    ]);
  });

  it('is exactly what was taken out of a whole numbering, in whatever order the files come', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 9_999 }),
        fc.uniqueArray(fc.integer({ min: 1, max: 58 }), { maxLength: 30 }),
        fc.func(fc.nat()),
        (first, removed, order) => {
          const numberAt = (index: number) => ((first + index - 1) % 9_999) + 1;
          const kept = Array.from({ length: 60 }, (_, index) => index).filter((index) => !removed.includes(index));
          const files = folder(kept.map((index) => name(numberAt(index))));
          const shuffled = files.toSorted((a, b) => order(a.number) - order(b.number));
          const missing = frameGaps(shuffled).reduce((sum, gap) => sum + gap.missing, 0);
          expect(missing).toBe(removed.length);
        },
      ),
    );
  });

  it('whatever files are called, is between two of them and never of no length', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.string(), fc.constantFrom('a', 'b')), { maxLength: 40 }), (named) => {
        const files = named.map(([each, at], number) => ({ number, folder: at, name: each, camera: null }));
        for (const gap of frameGaps(files)) {
          expect(gap.missing).toBeGreaterThan(0);
          expect(files).toContainEqual(expect.objectContaining({ name: gap.after.name, folder: gap.folder }));
        }
      }),
    );
  });
});
