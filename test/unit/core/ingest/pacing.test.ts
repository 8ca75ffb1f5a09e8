import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createByteBudget } from '../../../../electron/core/ingest/byte-budget.ts';
import { createCollector, longestParsed } from '../../../../electron/core/ingest/collector.ts';
import { createFileMemory } from '../../../../electron/core/ingest/file-memory.ts';
import { createProgressMeter, type ImportProgress } from '../../../../electron/core/ingest/progress.ts';

describe('bytes held in memory', () => {
  it('never exceed the bound, except for one piece alone that is larger, and nobody waits for ever', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 25 }), { maxLength: 40 }), async (sizes) => {
        const budget = createByteBudget(10);
        let held = 0;
        let pieces = 0;
        await Promise.all(
          sizes.map(async (size) => {
            const giveBack = await budget.take(size);
            held += size;
            pieces += size > 0 ? 1 : 0;
            expect(held <= 10 || pieces === 1).toBe(true);
            await Promise.resolve();
            held -= size;
            pieces -= size > 0 ? 1 : 0;
            giveBack();
            giveBack();
          }),
        );
      }),
    );
  });

  it('are given out in the order in which they were asked for', async () => {
    const budget = createByteBudget(10);
    const order: string[] = [];
    const first = await budget.take(8);
    const large = budget.take(9).then((giveBack) => {
      order.push('large');
      giveBack();
    });
    const small = budget.take(1).then(() => order.push('small'));
    first();
    await Promise.all([large, small]);
    expect(order).toEqual(['large', 'small']);
  });
});

describe('what is kept of a file while it passes', () => {
  const memory = createFileMemory(100_000_000);
  const jpeg = Uint8Array.from([0xff, 0xd8, 0xff, ...Array.from({ length: 9_000 }, (_, index) => index % 256)]);

  it('is all of a picture, whatever pieces it comes in', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000 }), (length) => {
        const collector = createCollector(jpeg.length, memory, () => undefined);
        for (let at = 0; at < jpeg.length; at += length) collector.add(jpeg.slice(at, at + length));
        expect(collector.type()).toBe('image/jpeg');
        expect(collector.bytes()).toEqual(jpeg);
        collector.done();
        expect(collector.bytes()).toBeNull();
      }),
      { numRuns: 30 },
    );
  });

  it('is all of a picture that is read to where it is kept', () => {
    const collector = createCollector(jpeg.length, memory, () => undefined);
    for (let at = 0; at < jpeg.length; ) {
      const place = collector.place(at) ?? new Uint8Array(0);
      const piece = place.subarray(0, 1_000);
      piece.set(jpeg.subarray(at, at + piece.length));
      collector.add(piece);
      at += piece.length;
    }
    expect(collector.place(jpeg.length)).toBeNull();
    expect(collector.bytes()).toEqual(jpeg);
  });

  it('leaves a piece alone that turned out to be of no picture, until the next is asked for', () => {
    const own = createFileMemory(100_000_000);
    const collector = createCollector(20_000, own, () => undefined);
    const [first] = [collector.place(0) ?? new Uint8Array(0)];
    collector.add(first.subarray(0, 10_000));
    expect(own.take(20_000).buffer).not.toBe(first.buffer);
    expect(collector.place(10_000)).toBeNull();
    expect(own.take(20_000).buffer).toBe(first.buffer);
  });

  it('is nothing of what is no picture, and that is told as soon as it shows', () => {
    let dropped = 0;
    const collector = createCollector(20_000, memory, () => {
      dropped += 1;
    });
    collector.add(new Uint8Array(4_095));
    expect(dropped).toBe(0);
    collector.add(new Uint8Array(1));
    expect(dropped).toBe(1);
    collector.add(new Uint8Array(15_904));
    expect([collector.type(), collector.bytes()]).toEqual(['application/octet-stream', null]);
  });

  it('is nothing of a picture that is too large to parse', () => {
    const collector = createCollector(longestParsed + 1, memory, () => undefined);
    collector.add(jpeg);
    expect([collector.type(), collector.bytes()]).toEqual(['image/jpeg', null]);
  });

  it('is never more than was listed', () => {
    const collector = createCollector(4, memory, () => undefined);
    collector.add(jpeg.slice(0, 3));
    collector.add(jpeg.slice(3, 100));
    expect(collector.bytes()?.length).toBeLessThanOrEqual(4);
  });
});

describe('memory for files', () => {
  it('is used again once it was given back, and not before', () => {
    const memory = createFileMemory(10_000_000);
    const first = memory.take(3_000_000);
    expect(first.length).toBe(3_000_000);
    expect(memory.take(3_000_000).buffer).not.toBe(first.buffer);
    memory.giveBack(first);
    const again = memory.take(2_999_000);
    expect([again.length, again.buffer]).toEqual([2_999_000, first.buffer]);
  });

  it('is kept up to its bound', () => {
    const memory = createFileMemory(3 * 1_048_576);
    const [small, large, larger] = [memory.take(1), memory.take(2_000_000), memory.take(3_000_000)];
    for (const bytes of [small, large, larger]) memory.giveBack(bytes);
    expect(memory.take(1).buffer).toBe(larger.buffer);
    expect(memory.take(1).buffer).not.toBe(small.buffer);
    const huge = memory.take(9_000_000);
    memory.giveBack(huge);
    expect(memory.take(9_000_000).buffer).not.toBe(huge.buffer);
  });
});

describe('progress', () => {
  const metered = () => {
    const told: ImportProgress[] = [];
    const clock = { now: 0 };
    return {
      told,
      clock,
      meter: createProgressMeter(
        (progress) => told.push(progress),
        () => clock.now,
      ),
    };
  };

  it('knows the time left from the speed, once there is one', () => {
    const { told, clock, meter } = metered();
    meter.begin(10, 1_000_000);
    expect(told.at(-1)).toMatchObject({ phase: 'copying', secondsLeft: null, total: 10, bytesTotal: 1_000_000 });
    for (let step = 0; step < 10; step += 1) {
      clock.now += 1_000;
      meter.passed(50_000, 'a.jpg');
    }
    expect(told.at(-1)).toMatchObject({ bytesDone: 500_000, secondsLeft: 10, current: 'a.jpg' });
  });

  it('does not let one pause make the time left jump', () => {
    const { told, clock, meter } = metered();
    meter.begin(10, 1_000_000);
    for (let step = 0; step < 10; step += 1) {
      clock.now += 1_000;
      meter.passed(50_000, 'a.jpg');
    }
    clock.now += 1_000;
    meter.passed(0, 'a.jpg');
    expect(told.at(-1)?.secondsLeft).toBeLessThan(15);
  });

  it('is told a few times a second at most, and always at the end', () => {
    const { told, clock, meter } = metered();
    meter.begin(1_000, 1_000);
    for (let step = 0; step < 1_000; step += 1) {
      clock.now += 1;
      meter.passed(1, 'a.jpg');
      meter.over(0);
    }
    expect(told.length).toBeLessThan(12);
    meter.end();
    expect(told.at(-1)).toMatchObject({ phase: 'done', done: 1_000, bytesDone: 1_000, secondsLeft: 0, current: null });
  });
});
