/**
 * Memory for files on their way to a parser, used again from file to file: fresh megabytes for each keep the garbage collector
 * busier than reading, hashing and encrypting together.
 */
export interface FileMemory {
  /** Exactly this many bytes, with whatever was in them before. */
  take(size: number): Uint8Array;
  /** Only when nothing reads or writes them any more. */
  giveBack(bytes: Uint8Array): void;
}

const mebibyte = 1_048_576;

/** `kept` bounds the bytes that lie ready for later files. */
export function createFileMemory(kept: number): FileMemory {
  const free: ArrayBuffer[] = [];
  return {
    take(size) {
      const index = free.findIndex(({ byteLength }) => byteLength >= size);
      // Whole mebibytes: photographs of one card differ by less than that.
      const memory = free.splice(index, index < 0 ? 0 : 1)[0] ?? new ArrayBuffer(Math.ceil(size / mebibyte) * mebibyte);
      return new Uint8Array(memory, 0, size);
    },
    giveBack({ buffer }) {
      if (!(buffer instanceof ArrayBuffer) || buffer.byteLength > kept) return;
      free.push(buffer);
      free.sort((a, b) => a.byteLength - b.byteLength);
      // What is kept is what fits most files: small ones go first.
      while (free.reduce((sum, { byteLength }) => sum + byteLength, 0) > kept) free.shift();
    },
  };
}
