import { PassThrough } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRuns, sendBeside } from '../../../electron/core/bytes-beside.ts';

describe('bytes beside a message', () => {
  it('come out as the runs that went in, however the pipe cuts them', () => {
    const runs = fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 8 });
    fc.assert(
      fc.property(runs, fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1 }), (sent, cuts) => {
        const pipe = new PassThrough({ highWaterMark: 1_000_000 });
        for (const bytes of sent) sendBeside(pipe, { bytes });
        const all: Buffer = pipe.read() ?? Buffer.alloc(0);
        const received: Uint8Array[] = [];
        const runs = createRuns((bytes) => received.push(bytes));
        for (let at = 0, turn = 0; at < all.length; turn++) {
          const room = runs.room();
          expect(room.length).toBeGreaterThan(0);
          const piece = all.subarray(at, at + Math.min(room.length, cuts[turn % cuts.length] ?? 1));
          room.set(piece);
          runs.came(piece.length);
          at += piece.length;
        }
        expect(received.map((bytes) => [...bytes])).toEqual(sent.map((bytes) => [...bytes]));
      }),
    );
  });

  it('leave the rest of the message as it is, and a message without bytes alone', () => {
    const pipe = new PassThrough();
    expect(sendBeside(pipe, { id: 1, bytes: new Uint8Array(3) })).toEqual({ message: { id: 1 }, beside: true });
    expect(sendBeside(pipe, { id: 2 })).toEqual({ message: { id: 2 }, beside: false });
    expect(pipe.readableLength).toBe(7);
  });
});
