import { paths, recordBytes, recordPath } from '../../../shared/ledger/bundle-layout.ts';
import type { Json } from '../../../shared/ledger/canonical.ts';
import { type Attack, allBut, attack, everyone, invalid, resealed, type Scene, theft } from '../attack.ts';
import { text } from '../bag.ts';
import { enclose, lines, open } from '../forge.ts';
import { anyOf } from '../places.ts';

/**
 * Twin encodings: bytes that a lenient reader takes for the same value, and another for a different one. First by a courier, then by a
 * thief with the current key, who rewrites the chain around them so that nothing but their form is wrong.
 */

/** Other ways to write a canonical JSON object that is no array. Each is wrong in its own way. */
export const twins: readonly (readonly [name: string, write: (line: string) => string])[] = [
  ['white space after the brace', (line) => line.replace('{', '{ ')],
  ['white space after a colon', (line) => line.replace(':', ': ')],
  ['white space at the end', (line) => `${line} `],
  ['a tab at the beginning', (line) => `\t${line}`],
  ['a byte order mark', (line) => `\uFEFF${line}`],
  ['a carriage return', (line) => `${line}\r`],
  ['a trailing comma', (line) => `${line.slice(0, -1)},}`],
  ['the members in another order', (line) => reordered(line)],
  ['a member twice', (line) => line.replace(/"seq":(\d+)/, '"seq":$1,"seq":$1')],
  ['a member twice, in two versions', (line) => line.replace(/"seq":(\d+)/, '"seq":7,"seq":$1')],
  ['an escape that is not needed', (line) => line.replace('"seq"', '"s\\u0065q"')],
  ['a number with a fraction', (line) => line.replace(/"seq":(\d+)/, '"seq":$1.0')],
  ['a number with an exponent', (line) => line.replace(/"seq":(\d+)/, '"seq":$1e0')],
  ['a number with a leading zero', (line) => line.replace(/"seq":(\d+)/, '"seq":0$1')],
  ['a number with a plus', (line) => line.replace(/"seq":(\d+)/, '"seq":+$1')],
  ['minus zero', (line) => line.replace(/"seq":(\d+)/, '"seq":-0')],
  ['a huge number', (line) => line.replace(/"seq":(\d+)/, '"seq":9007199254740993')],
  ['an endless number', (line) => line.replace(/"seq":(\d+)/, `"seq":${'9'.repeat(300)}`)],
  ['a number that rounds', (line) => line.replace(/"seq":(\d+)/, '"seq":$1.00000000000000000001')],
  ['a number as a string', (line) => line.replace(/"seq":(\d+)/, '"seq":"$1"')],
  ['not a number', (line) => line.replace(/"seq":(\d+)/, '"seq":NaN')],
  ['a lone surrogate', (line) => line.replace('"seq"', '"\\ud800":1,"seq"')],
  ['another object behind it', (line) => `${line}{}`],
  ['a comment', (line) => `${line}//`],
  ['a key of the prototype', (line) => line.replace('"seq"', '"__proto__":{},"seq"')],
  ['single quotes', (line) => line.replaceAll('"', "'")],
  ['a null byte', (line) => `${line}\u0000`],
];

function reordered(line: string): string {
  return JSON.stringify(Object.fromEntries(Object.entries(JSON.parse(line)).reverse()));
}

/** Other ways to write the array inside a disclosure. */
const arrayTwins: readonly (readonly [name: string, write: (json: string) => string])[] = [
  ['white space', (json) => json.replace(',', ', ')],
  ['a fourth member', (json) => `${json.slice(0, -1)},1]`],
  ['a lone surrogate', (json) => json.replace(/,[^,]*\]$/, ',"\\ud83d"]')],
  ['a huge number', (json) => json.replace(/,[^,]*\]$/, ',9007199254740992]')],
  ['a fraction', (json) => json.replace(/,[^,]*\]$/, ',1.5]')],
  ['a key twice', (json) => json.replace(/,[^,]*\]$/, ',{"a":1,"a":2}]')],
  ['keys out of order', (json) => json.replace(/,[^,]*\]$/, ',{"b":1,"a":2}]')],
  ['an escape that is not needed', (json) => json.replace(/,[^,]*\]$/, ',"\\u0061"]')],
  ['a slash escaped', (json) => json.replace(/,[^,]*\]$/, ',"\\/"]')],
  ['hex digits in capitals', (json) => json.replace(/,[^,]*\]$/, ',"\\u001F"]')],
  ['an astral character escaped', (json) => json.replace(/,[^,]*\]$/, ',"\\ud83d\\ude00"]')],
  ['minus zero', (json) => json.replace(/,[^,]*\]$/, ',-0]')],
  ['too deep', (json) => json.replace(/,[^,]*\]$/, `,${'['.repeat(32)}${']'.repeat(32)}]`)],
  ['more characters than there may be, on a line that is not too long', (json) => filled(json, 786_440)],
  ['a short salt', (json) => json.replace(/^\["[^"]*"/, '["AAAA"')],
  ['a salt with stray bits', (json) => json.replace(/^\["([^"]*)."/, '["$1B"')],
  ['no salt', (json) => json.replace(/^\["[^"]*"/, '[""')],
  ['a name in capitals', (json) => json.replace(/"operator"/, '"Operator"')],
];

/** The value made a text with which the JSON has so many bytes. */
function filled(json: string, bytes: number): string {
  const empty = json.replace(/,[^,]*\]$/, ',""]');
  return empty.replace(/""\]$/, `"${'x'.repeat(bytes - empty.length)}"]`);
}

const replaced = (json: string, write: (json: string) => string): string =>
  Buffer.from(write(json)).toString('base64url');

export const encodings: readonly Attack[] = [
  ...twins.map(([name, write]) =>
    attack(`writes an entry with ${name}`, (scene) => {
      const seq = scene.chance.below(scene.forge.last + 1);
      const files = scene.forge.done();
      const all = lines(files, paths.entries);
      const twin = write(all[seq] ?? '');
      if (twin === all[seq]) return null;
      all[seq] = twin;
      files.set(paths.entries, Buffer.from(`${all.join('\n')}\n`));
      return resealed(files, invalid(['ENTRY_UNREADABLE'], { seq }));
    }),
  ),
  ...twins.map(([name, write]) =>
    attack(`writes a line of the disclosures with ${name}`, (scene) => {
      const files = scene.forge.done();
      const all = lines(files, paths.disclosures);
      const at = scene.chance.below(all.length);
      const { seq } = JSON.parse(all[at] ?? '');
      const twin = write(all[at] ?? '');
      all[at] = twin;
      files.set(paths.disclosures, Buffer.from(`${all.join('\n')}\n`));
      return resealed(files, invalid([], { spares: allBut(seq) }));
    }),
  ),
  ...twins.map(([name, write]) =>
    theft(`as a thief, commits to an entry with ${name}`, (scene, secrets) => {
      const { forge } = scene;
      if (forge.last < 2) return null;
      const seq = scene.chance.between(1, forge.last - 1);
      forge.settle(secrets.ledger.keys, new Map([[seq, write]]));
      return resealed(forge.done(), invalid(['ENTRY_UNREADABLE'], { seq }));
    }),
  ),
  ...arrayTwins.map(([name, write]) =>
    theft(`as a thief, commits to a disclosure with ${name}`, (scene, secrets) => {
      const found = target(scene);
      if (found === null) return null;
      const { forge } = scene;
      const json = Buffer.from(found.text, 'base64url').toString();
      if (write(json) === json) return null;
      const encoded = replaced(json, write);
      // The commitment stays under the field's own name.
      const at = forge.shown.findIndex((line) => line.seq === found.seq && line.text === found.text);
      forge.shown[at] = { seq: found.seq, text: encoded };
      const digest = forge.digest(found.seq, encoded);
      commitBlindly(scene, found.seq, found.name, digest);
      forge.settle(secrets.ledger.keys);
      return resealed(forge.done(), invalid(['DISCLOSURE_UNREADABLE'], { seq: found.seq, spares: allBut(found.seq) }));
    }),
  ),
  theft('as a thief, commits to a disclosure with stray bits', (scene, secrets) => {
    const found = target(scene);
    // A multiple of four characters has no bits that mean nothing.
    if (found === null || found.text.length % 4 === 0) return null;
    const { forge } = scene;
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    const encoded = found.text.replace(/.$/, (last) => alphabet[alphabet.indexOf(last) ^ 1] ?? '');
    const at = forge.shown.findIndex((line) => line.seq === found.seq && line.text === found.text);
    forge.shown[at] = { seq: found.seq, text: encoded };
    commitBlindly(scene, found.seq, found.name, forge.digest(found.seq, encoded));
    forge.settle(secrets.ledger.keys);
    return resealed(forge.done(), invalid(['DISCLOSURE_UNREADABLE'], { seq: found.seq, spares: allBut(found.seq) }));
  }),
  attack('writes a disclosure with padding or what is no base64', (scene) => {
    const found = target(scene);
    if (found === null) return null;
    const { forge } = scene;
    const at = forge.shown.findIndex((line) => line.seq === found.seq && line.text === found.text);
    const other = scene.chance.pick([
      `${found.text}=`,
      found.text.replace(/.$/, '!'),
      `${found.text}\\n`,
      `${found.text} `,
    ]);
    forge.shown[at] = { seq: found.seq, text: other };
    return resealed(forge.done(), invalid(['DISCLOSURE_UNREADABLE'], { spares: allBut(found.seq) }));
  }),
  attack('writes a very long line into the disclosures', (scene) => {
    const files = scene.forge.done();
    const long = `{"d":"${'A'.repeat(1_048_576 + 65)}","seq":0}\n`;
    files.set(paths.disclosures, Buffer.concat([Buffer.from(long), Buffer.from(text(files, paths.disclosures))]));
    return resealed(files, invalid(['DISCLOSURE_UNREADABLE'], { spares: everyone }));
  }),
];

/** A shown `operator`, whose value nothing else hangs on. */
function target(scene: Scene): { seq: number; name: string; text: string } | null {
  const { forge } = scene;
  const all = forge.shown.filter(({ seq, text }) => seq !== forge.last && open(text).name === 'operator');
  const line = anyOf(scene, all);
  return line === null ? null : { ...line, name: 'operator' };
}

/** Commits an entry to a digest under a name, without reading what the digest is of. */
function commitBlindly(scene: Scene, seq: number, name: string, digest: string): void {
  const { forge } = scene;
  const own = forge.shown.filter((line) => line.seq === seq);
  const [body, ...fields] = own as [{ seq: number; text: string }, ...{ seq: number; text: string }[]];
  const opened = open(body.text);
  body.text = enclose({ ...opened, value: { ...(opened.value as Record<string, Json>), [name]: digest } });
  forge.change(seq, { body: forge.digest(seq, body.text) });
  const others = fields.map(({ text }) => open(text)).filter((field) => field.name.toLowerCase() !== name);
  const record = recordBytes(new Map(others.map((field) => [field.name, field.value])));
  if (others.length > 0) forge.files.set(recordPath(seq), record);
  else forge.files.delete(recordPath(seq));
}
