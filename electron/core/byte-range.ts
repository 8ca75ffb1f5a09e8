/** From `start` up to and without `end`, in bytes. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/**
 * Reads a `Range` header (RFC 9110, section 14.2). Only a single range of bytes is honoured: a list, another unit or
 * anything malformed counts as no range, which the standard allows and which gives the whole resource.
 *
 * @param header as received, `null` when absent
 * @param size of the resource in bytes
 * @returns `whole`, the range cut to the resource, or `unsatisfiable` (answer 416)
 */
export function byteRange(header: string | null, size: number): ByteRange | 'whole' | 'unsatisfiable' {
  const match = /^bytes=(\d{0,15})-(\d{0,15})$/i.exec(header?.trim() ?? '');
  const first = match?.[1] ?? '';
  const last = match?.[2] ?? '';
  if (match === null || (first === '' && last === '')) return 'whole';
  if (first === '') {
    const length = Math.min(Number(last), size);
    return length === 0 ? 'unsatisfiable' : { start: size - length, end: size };
  }
  const start = Number(first);
  if (last !== '' && Number(last) < start) return 'whole';
  return start >= size ? 'unsatisfiable' : { start, end: last === '' ? size : Math.min(Number(last) + 1, size) };
}

/** Status and headers of the answer that carries a resource's bytes, and which bytes it carries. */
export interface RangedAnswer {
  readonly status: 200 | 206 | 416;
  readonly headers: Readonly<Record<string, string>>;
  readonly range: ByteRange | undefined;
}

/**
 * How to answer a request for a resource, the same over HTTP and over the window's own protocol.
 *
 * @param resource `size` is `null` when only known at the end (then there are no ranges), `name` is set where the bytes
 *   are to be saved under it
 * @param rangeHeader as received, `null` when absent
 */
export function rangedAnswer(
  resource: { readonly type: string; readonly size: number | null; readonly name: string | null },
  rangeHeader: string | null,
): RangedAnswer {
  const headers: Record<string, string> = { 'content-type': resource.type };
  if (resource.name !== null) {
    // RFC 8187: any file name, without a second, guessed form beside it.
    const name = encodeURIComponent(resource.name).replace(
      /['()*]/g,
      (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
    );
    headers['content-disposition'] = `attachment; filename*=UTF-8''${name}`;
  }
  if (resource.size === null) return { status: 200, headers, range: undefined };
  const range = byteRange(rangeHeader, resource.size);
  headers['accept-ranges'] = 'bytes';
  if (range === 'unsatisfiable') {
    return { status: 416, headers: { 'content-range': `bytes */${resource.size}` }, range: { start: 0, end: 0 } };
  }
  if (range === 'whole') {
    return { status: 200, headers: { ...headers, 'content-length': String(resource.size) }, range: undefined };
  }
  headers['content-range'] = `bytes ${range.start}-${range.end - 1}/${resource.size}`;
  headers['content-length'] = String(range.end - range.start);
  return { status: 206, headers, range };
}
