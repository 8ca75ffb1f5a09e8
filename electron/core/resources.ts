import { Fault } from '../../shared/faults.ts';
import { itemRow } from './records/items.ts';
import type { Session } from './session.ts';

/** Bytes for a screen, or for a browser to take away. */
export interface Resource {
  readonly type: string;
  /** In bytes; `null` when only known at the end. */
  readonly size: number | null;
  /** A file name where the bytes are to be saved; `null` where they are only shown. */
  readonly name: string | null;
  /** `end` is exclusive. Ranges are given only where `size` is known. */
  stream(range?: { start: number; end: number }): AsyncIterable<Uint8Array>;
  /** Lets go of what lies behind it, whether or not its bytes were asked for. A second call does nothing. */
  close(): Promise<void>;
}

/** Opens a resource by its address (`resourceAddress` of the contract). Throws RECORD_NOT_FOUND, OBJECT_MISSING, OBJECT_DAMAGED. */
export async function openResource(session: Session, address: string): Promise<Resource> {
  const [kind, name = ''] = address.split('/');
  if (kind === 'download') {
    const download = session.downloads.get(name);
    if (download === undefined) throw new Fault('RECORD_NOT_FOUND');
    session.downloads.delete(name);
    return {
      type: 'application/octet-stream',
      size: download.size,
      name: download.name,
      stream: download.stream,
      // A bundle is made as it is taken: before that there is nothing to let go of.
      close: async () => {},
    };
  }
  const { vault } = session;
  const row = itemRow(vault, Number(name));
  const object = await vault.objects.open(kind === 'thumb' ? 'thumb' : 'view', row.sha256);
  let open = true;
  const close = async () => {
    if (!open) return;
    open = false;
    await object.close();
  };
  return {
    type: 'image/jpeg',
    size: object.size,
    name: null,
    async *stream(range) {
      try {
        yield* object.stream(range?.start ?? 0, range?.end ?? object.size);
      } finally {
        await close();
      }
    },
    close,
  };
}
