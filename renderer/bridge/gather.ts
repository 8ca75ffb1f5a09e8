/** A file with the path it had below what was dropped or picked. */
export interface Gathered {
  readonly path: string;
  readonly file: File;
}

const childrenOf = (folder: FileSystemDirectoryEntry) =>
  new Promise<FileSystemEntry[]>((resolve, reject) => {
    const reader = folder.createReader();
    const all: FileSystemEntry[] = [];
    // A reader hands out at most a hundred entries at a time and an empty list at the end.
    const next = () =>
      reader.readEntries((some) => {
        if (some.length === 0) return resolve(all);
        all.push(...some);
        next();
      }, reject);
    next();
  });

async function walk(entry: FileSystemEntry, into: Gathered[]): Promise<void> {
  if (entry.isDirectory) {
    const children = await childrenOf(entry as FileSystemDirectoryEntry);
    for (const child of children.sort((a, b) => (a.name < b.name ? -1 : 1))) await walk(child, into);
    return;
  }
  const file = await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject));
  into.push({ path: entry.fullPath.replace(/^\//, ''), file });
}

/**
 * What was dropped. On the desktop core walks folders itself, so a folder stays one entry there; in a browser the page
 * has to walk it. Must be called while the drop event is being handled: entries are void afterwards.
 */
export function gatherDropped(transfer: DataTransfer, face: 'desktop' | 'browser'): Promise<Gathered[]> {
  if (face === 'desktop') {
    return Promise.resolve(Array.from(transfer.files, (file) => ({ path: file.name, file })));
  }
  const entries = Array.from(transfer.items, (item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);
  return (async () => {
    const gathered: Gathered[] = [];
    for (const entry of entries) await walk(entry, gathered);
    return gathered;
  })();
}

/** What was picked in the page's own dialog, a folder or files. */
export const gatherPicked = (files: Iterable<File>): Gathered[] =>
  Array.from(files, (file) => ({ path: file.webkitRelativePath || file.name, file }));
