/** Node has it; its types leave it to those of the browser. */
declare namespace WebAssembly {
  class Memory {
    /** `initial` in pages of 64 KiB. */
    constructor(descriptor: { initial: number });
    readonly buffer: ArrayBuffer;
  }
}
