/** Since V8 11.4; the declarations of es2023 do not have it. */
type Transferable = { readonly transfer?: (length: number) => ArrayBuffer };

/**
 * Frees the memory behind bytes now, and not when the garbage collector comes to it: for each 64 MiB of such memory V8 goes through everything there
 * is. Whoever still has the bytes finds none. Never while a decoder is at them. Nothing happens to memory that has other things in it as well, or where
 * the runtime cannot do it.
 */
export function giveUp({ buffer, byteLength }: Uint8Array): void {
  if (buffer instanceof ArrayBuffer && byteLength > 0 && byteLength === buffer.byteLength)
    (buffer as Transferable).transfer?.(0);
}
