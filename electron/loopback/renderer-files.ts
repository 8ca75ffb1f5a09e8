import { readdirSync, statSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';

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

export interface RendererFile {
  readonly file: string;
  readonly type: string;
  readonly size: number;
}

/**
 * The built renderer by the path a page asks for. Listed once, at the start: what is asked for is looked up and never
 * joined to a folder, so no request can name a file that is not in the list.
 *
 * @param folder `out/renderer`
 */
export function rendererFiles(folder: string): ReadonlyMap<string, RendererFile> {
  const files = new Map<string, RendererFile>();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath, entry.name);
    const name = relative(folder, file).split(sep).join('/');
    const type = types[extname(name)] ?? 'application/octet-stream';
    files.set(name, { file, type, size: statSync(file).size });
  }
  const index = files.get('index.html');
  if (index !== undefined) files.set('', index);
  return files;
}
