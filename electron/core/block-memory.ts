/** What O_DIRECT may ask of offsets, lengths and memory (open(2)): every block size in use divides it. */
export const blockLength = 4_096;

const wasmPage = 65_536;

/** Memory that begins on a block: that of WebAssembly begins on a page, which nothing else in Node promises. Zeros. */
export const blockMemory = (length: number): Uint8Array<ArrayBuffer> =>
  new Uint8Array(new WebAssembly.Memory({ initial: Math.ceil(length / wasmPage) }).buffer, 0, length);
