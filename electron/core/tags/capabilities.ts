import type { CallName } from '../../../shared/contract.ts';
import type { Capabilities } from '../capability.ts';
import type { Session } from '../session.ts';
import { addTag, allTags, noteItems, removeTag, tagsOf } from './tags.ts';

const recorded = (session: Session) => session.changed('items', 'incidents', 'records', 'ledger', 'vault');

export const tagCapabilities: Capabilities<Extract<CallName, `tag.${string}`> | 'item.note'> = {
  'tag.add': (session, request) => {
    const added = addTag(session.vault, request);
    recorded(session);
    return added;
  },
  'tag.remove': (session, request) => {
    const removed = removeTag(session.vault, request);
    recorded(session);
    return removed;
  },
  'tag.of': ({ vault }, request) => tagsOf(vault, request),
  'tag.list': ({ vault }) => allTags(vault),
  'item.note': (session, request) => {
    const noted = noteItems(session.vault, request);
    recorded(session);
    return noted;
  },
};
