import type { CallName } from '../../../shared/contract.ts';
import type { Capabilities } from '../capability.ts';
import type { Session } from '../session.ts';
import { addTag, allTags, noteItems, removeTag, tagsOf } from './tags.ts';

/** Also where it ended early: what was written until then is there. */
async function recorded<T>(session: Session, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } finally {
    session.changed('items', 'incidents', 'records', 'ledger', 'vault');
  }
}

export const tagCapabilities: Capabilities<Extract<CallName, `tag.${string}`> | 'item.note'> = {
  'tag.add': (session, request) => recorded(session, addTag(session, request)),
  'tag.remove': (session, request) => recorded(session, removeTag(session, request)),
  'tag.of': ({ vault }, request) => tagsOf(vault, request),
  'tag.list': ({ vault }) => allTags(vault),
  'item.note': (session, request) => recorded(session, noteItems(session, request)),
};
