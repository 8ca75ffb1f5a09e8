import { createHash } from 'node:crypto';
import { extname } from 'node:path/posix';

/** `application/x-zip` becomes `zip`: the second half of a type without `x-`. */
function ofType(type: string): string | null {
  if (type === 'text/x-signal-plain') return 'txt';
  const [, kind, rest] = /^(application|audio|image|text|video)\/(?:x-)?([\w.+-]{1,60})$/.exec(type) ?? [];
  // Signal has no name for plain kinds of text but those with `x-`.
  return rest === undefined || (kind === 'text' && !type.startsWith('text/x-')) ? null : rest;
}

/**
 * Where Signal Desktop's plain export puts a file: `files/`, the first two digits, and SHA-256 of the file's own SHA-256 and its local key,
 * in hex, with the ending of the name under which it was sent, else one made of its type. The name itself it does not keep.
 */
export function fileNameOfSignal(
  hash: Uint8Array,
  localKey: Uint8Array,
  type: string | null,
  sentAs: string | null,
): string {
  const name = createHash('sha256').update(hash).update(localKey).digest('hex');
  const own = sentAs === null ? '' : extname(sentAs).slice(1);
  const ending = own === '' ? ofType(type ?? '') : own;
  return `files/${name.slice(0, 2)}/${name}${ending === null ? '' : `.${ending}`}`;
}
