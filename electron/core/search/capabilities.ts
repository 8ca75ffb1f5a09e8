import type { Capabilities } from '../capability.ts';
import { forgetSearch, savedSearches, saveSearch } from './saved-searches.ts';
import { search } from './search.ts';

export const searchCapabilities: Capabilities<'search.query' | 'search.save' | 'search.saved' | 'search.forget'> = {
  'search.query': ({ vault }, request) => search(vault, request),
  'search.save': ({ vault }, request) => {
    saveSearch(vault, request);
    return {};
  },
  'search.saved': ({ vault }) => savedSearches(vault),
  'search.forget': ({ vault }, { name }) => {
    forgetSearch(vault, name);
    return {};
  },
};
