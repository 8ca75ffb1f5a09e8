/** The disclosures of one entry in one text, as the database keeps them. */
export interface StoredDisclosure {
  readonly seq: number;
  readonly name: string;
  readonly text: string;
}

/** A JSON object, in which nothing needs an escape. */
export function writeTogether(disclosures: readonly { readonly name: string; readonly text: string }[]): string {
  let members = '';
  for (const { name, text } of disclosures) members += `${members === '' ? '' : ','}"${name}":"${text}"`;
  return `{${members}}`;
}

/** Names begin with a letter, so that they come out of an object in the order in which they were put in. */
export const readTogether = (seq: number, together: string): StoredDisclosure[] =>
  Object.entries(JSON.parse(together) as Record<string, string>).map(([name, text]) => ({ seq, name, text }));

/** The same of a row that may have been altered; null where it is not as `writeTogether` has it. */
export function readTogetherIfWhole(seq: number, together: string): StoredDisclosure[] | null {
  const read: StoredDisclosure[] = [];
  if (together === '{}') return read;
  // Neither names nor texts need escapes: what is of this length has nothing between them, and no name twice.
  let length = '{}'.length - ','.length;
  try {
    const texts: Record<string, unknown> = JSON.parse(together);
    for (const name of Object.keys(texts)) {
      const text = texts[name];
      if (typeof text !== 'string') return null;
      length += name.length + text.length + '"":"",'.length;
      read.push({ seq, name, text });
    }
  } catch {
    return null;
  }
  return length === together.length ? read : null;
}
