import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { giveUp } from '../../../electron/core/given-up.ts';

describe('bytes that are given up', () => {
  it('are gone for whoever still has them', () => {
    const bytes = new Uint8Array(4_096).fill(7);
    const other = new Uint8Array(bytes.buffer, 8, 8);
    giveUp(bytes);
    expect([bytes.length, bytes.buffer.byteLength, other.length]).toEqual([0, 0, 0]);
  });

  it('are gone where a decoder made them', async () => {
    const { data } = await sharp({ create: { width: 300, height: 200, channels: 3, background: '#123456' } })
      .raw()
      .toBuffer({ resolveWithObject: true });
    expect(data.length).toBe(180_000);
    giveUp(data);
    expect(data.length).toBe(0);
  });

  it('stay where their memory has other things in it', () => {
    const memory = new Uint8Array(64).fill(7);
    giveUp(memory.subarray(0, 32));
    expect([...memory]).toEqual(Array(64).fill(7));
  });

  it('can be given up twice, or be none', () => {
    const bytes = new Uint8Array(16);
    giveUp(bytes);
    expect(() => giveUp(bytes)).not.toThrow();
    expect(() => giveUp(new Uint8Array(0))).not.toThrow();
  });
});
