import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createForkedWorkers } from '../../../electron/core/forked-workers.ts';
import { createMediaPool } from '../../../electron/core/ingest/supervisor.ts';
import { QR_CAPACITY, qrModules } from '../../../shared/paper/qr.ts';
import { drawn, hasZbar, readByZbar } from '../../fixtures/codes.ts';

const levels = ['low', 'medium', 'quartile', 'high'] as const;
const content = fc
  .constantFrom(...levels)
  .chain((level) => fc.tuple(fc.constant(level), fc.uint8Array({ minLength: 1, maxLength: QR_CAPACITY[level] })));

describe('any bytes come back as they went in', () => {
  it('through our own reader', async () => {
    const pool = createMediaPool(createForkedWorkers());
    try {
      await fc.assert(
        fc.asyncProperty(content, async ([level, bytes]) => {
          const png = new Uint8Array(await drawn(qrModules(bytes, level), 3).png().toBuffer());
          expect(await pool.readCodes(png, 'image/png')).toEqual({ codes: [bytes] });
        }),
        { numRuns: 25 },
      );
    } finally {
      pool.close();
    }
  });

  it.skipIf(!hasZbar())('through zbarimg, where it is installed', async () => {
    await fc.assert(
      fc.asyncProperty(content, async ([level, bytes]) => {
        const png = await drawn(qrModules(bytes, level), 3).png().toBuffer();
        expect(readByZbar(png).equals(bytes)).toBe(true);
      }),
      { numRuns: 15 },
    );
  });

  it.each(levels)('up to what a code of level %s holds, and no byte more', async (level) => {
    const full = new Uint8Array(QR_CAPACITY[level]).fill(0xe2);
    expect(qrModules(full, level)).toHaveLength(177);
    expect(() => qrModules(new Uint8Array(full.length + 1), level)).toThrow(RangeError);
  });
});
