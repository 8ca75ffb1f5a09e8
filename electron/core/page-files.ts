import { readdirSync, statSync } from 'node:fs';
import { extname, join } from 'node:path';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
};

export interface PageFile {
  readonly file: string;
  readonly type: string;
  readonly size: number;
}

/**
 * The built renderer by the path a page asks for. Listed once, at the start: what is asked for is looked up and never
 * joined to a folder, so no request can name a file that is not in the list.
 *
 * @param folder `out/renderer`, also inside an ASAR archive (hence no recursive listing, which Electron reads differently)
 * @returns keys such as `assets/index.js`; the empty key is the page itself
 */
export function pageFiles(folder: string): ReadonlyMap<string, PageFile> {
  const files = new Map<string, PageFile>();
  const list = (path: string, prefix: string): void => {
    for (const name of readdirSync(path)) {
      const file = join(path, name);
      const status = statSync(file);
      if (status.isDirectory()) list(file, `${prefix}${name}/`);
      else {
        const type = types[extname(name)] ?? 'application/octet-stream';
        files.set(`${prefix}${name}`, { file, type, size: status.size });
      }
    }
  };
  list(folder, '');
  const index = files.get('index.html');
  if (index !== undefined) files.set('', index);
  return files;
}
