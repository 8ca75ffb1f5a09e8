import { expect, it } from 'vitest';
import { takenAt } from '../../../electron/cli/item-lines.ts';
import type { ItemSummary } from '../../../shared/contract.ts';
import type { CaptureTime } from '../../../shared/model/time.ts';

const taken = (offset: string | null, offsetBasis: CaptureTime['offsetBasis']) =>
  takenAt({
    captured: { wall: '2016-04-27T21:45:10', subsecond: null, offset, offsetBasis, from: [] },
  } as unknown as ItemSummary);

it('an offset that the camera did not write is never printed as if it had', () => {
  expect(taken('+03:00', 'written')).toBe('2016-04-27 21:45:10 +03:00');
  expect(taken('+03:00', 'gps')).toBe('2016-04-27 21:45:10 +03:00 inferred from GPS');
  expect(taken('Z', 'format')).toBe('2016-04-27 21:45:10 Z by the file’s format');
  expect(taken(null, 'unknown')).toBe('2016-04-27 21:45:10 (offset unknown)');
});
