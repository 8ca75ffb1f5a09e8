import { Fault } from '../../shared/faults.ts';
import type { Hex64 } from '../../shared/ledger/hex.ts';
import { mediaKind } from '../../shared/model/media-kinds.ts';
import { itemRow } from './records/items.ts';
import type { Session } from './session.ts';
import type { ObjectKind } from './vault/objects.ts';

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

/** Opens a resource by its address (`resourceAddress` of the contract). Throws VAULT_LOCKED, RECORD_NOT_FOUND, OBJECT_MISSING, OBJECT_DAMAGED. */
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
  const row = itemRow(session.vault, Number(name));
  if (kind !== 'original') return stored(session, kind === 'thumb' ? 'thumb' : 'view', row.sha256, 'image/jpeg');
  const type = shownAs(row.type);
  if (type === null) throw new Fault('RECORD_NOT_FOUND');
  return stored(session, 'original', row.sha256, type);
}

/**
 * As what an original is handed to a page, `null` where it is not. Pictures are shown by their previews, which were decoded under
 * limits; of everything else only what a page plays or shows as text, and never under a type that a page would run or lay out.
 */
function shownAs(type: string): string | null {
  const kind = mediaKind(type);
  if (kind === 'video' || kind === 'sound' || type === 'application/ogg') return type;
  return kind === 'text' ? 'application/octet-stream' : null;
}

async function stored(session: Session, kind: ObjectKind, sha256: Hex64, type: string): Promise<Resource> {
  const locking = session.whileOpen;
  const object = await session.vault.objects.open(kind, sha256);
  let open = true;
  const close = async () => {
    if (!open) return;
    open = false;
    locking.removeEventListener('abort', atLock);
    await object.close();
  };
  // A recording takes as long as it lasts to be read: its key goes when the others go, in the middle of a word.
  const atLock = () => void close().catch(() => undefined);
  locking.addEventListener('abort', atLock);
  if (locking.aborted) atLock();
  return {
    type,
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
