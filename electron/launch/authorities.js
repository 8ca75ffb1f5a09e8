// The public root certificates that time stamps are judged with where a person names none: writes assets/authorities/roots.json from
// Mozilla's list as this very Node carries it. Runtimes carry lists of different years; one that comes along gives one answer everywhere.
import { X509Certificate } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rootCertificates } from 'node:tls';
import { fileURLToPath } from 'node:url';
import { root } from './runtime.js';

/** @returns {string} */
export function composeRoots() {
  const certificates = rootCertificates
    .map((text) => new X509Certificate(text))
    .sort((a, b) => (a.fingerprint256 < b.fingerprint256 ? -1 : 1))
    .map(({ raw }) => raw.toString('base64'));
  const from = `Mozilla's list of root certificates (MPL 2.0), as Node.js ${process.versions.node} carries it`;
  return `${JSON.stringify({ from, certificates }, null, 2)}\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(join(root, 'assets', 'authorities', 'roots.json'), composeRoots());
}
