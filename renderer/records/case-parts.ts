import {
  confidences,
  definitions,
  harmedGroups,
  harms,
  healthServices,
  intentSigns,
  militaryAnswers,
  observedStates,
  siegeStates,
  sindCaptivities,
  sindCounts,
  sindFlags,
  sindLocations,
  sindPerpetrators,
  sindPrecisions,
  sindWeapons,
  ssaResources,
} from '../../shared/model/coding.ts';
import { answers, functionalities } from '../../shared/model/facility.ts';
import type { uncoded } from '../../shared/model/incident.ts';
import type { Part } from './parts.ts';

/** Where it was taken from is not for anybody to say. */
type Coded = Exclude<keyof typeof uncoded, 'listed'>;
const source: Part = { name: 'source', is: 'line' };

/** What a case says beyond its first sentence, part by part. */
export const caseParts: Readonly<Record<Coded, Part & { readonly name: Coded }>> = {
  impacts: {
    name: 'impacts',
    is: 'rows',
    row: 'impact',
    parts: [
      { name: 'when', is: 'when' },
      { name: 'facility', is: 'record', kind: 'facility' },
      { name: 'site', is: 'record', kind: 'site', of: 'facility' },
      { name: 'place', is: 'place' },
      { name: 'weapon', is: 'line' },
      { name: 'weapons', is: 'words', words: sindWeapons },
      { name: 'hit', is: 'prose' },
      { name: 'secondstrike', is: 'word', words: answers },
      source,
    ],
  },
  harm: {
    name: 'harm',
    is: 'rows',
    row: 'harmrow',
    parts: [
      { name: 'group', is: 'word', words: harmedGroups },
      { name: 'harm', label: 'harmed', is: 'word', words: harms },
      { name: 'lowest', is: 'number' },
      { name: 'best', is: 'number' },
      { name: 'highest', is: 'number' },
      source,
    ],
  },
  functionality: {
    name: 'functionality',
    is: 'group',
    parts: [
      { name: 'before', is: 'word', words: functionalities },
      { name: 'after', is: 'word', words: functionalities },
      source,
    ],
  },
  services: {
    name: 'services',
    is: 'group',
    parts: [
      { name: 'interrupted', is: 'words', words: healthServices },
      { name: 'words', is: 'prose' },
    ],
  },
  attributions: {
    name: 'attributions',
    is: 'rows',
    row: 'attribution',
    parts: [
      { name: 'perpetrator', is: 'word', words: sindPerpetrators },
      { name: 'name', is: 'line' },
      { name: 'basis', is: 'prose' },
      { name: 'confidence', is: 'word', words: confidences },
      { name: 'analyst', is: 'line' },
      { name: 'alternatives', is: 'lines' },
      { name: 'against', is: 'prose' },
    ],
  },
  military: {
    name: 'military',
    is: 'group',
    parts: [
      { name: 'presence', is: 'word', words: militaryAnswers },
      { name: 'use', label: 'militaryuse', is: 'word', words: militaryAnswers },
      source,
    ],
  },
  intent: {
    name: 'intent',
    is: 'rows',
    row: 'sign',
    parts: [
      { name: 'sign', is: 'word', words: intentSigns },
      { name: 'state', is: 'word', words: observedStates },
      source,
    ],
  },
  ssa: {
    name: 'ssa',
    is: 'group',
    parts: [
      { name: 'id', label: 'ssaid', is: 'line', code: true },
      { name: 'resources', is: 'words', words: ssaResources },
      { name: 'facilitytype', is: 'line' },
    ],
  },
  sind: {
    name: 'sind',
    is: 'group',
    parts: [
      { name: 'id', label: 'sindid', is: 'line', code: true },
      { name: 'perpetrators', is: 'words', words: sindPerpetrators },
      { name: 'weapons', label: 'sindweapons', is: 'words', words: sindWeapons },
      { name: 'locations', is: 'words', words: sindLocations },
      { name: 'precision', label: 'sindprecision', is: 'word', words: sindPrecisions },
      { name: 'counts', is: 'counts', words: sindCounts },
      { name: 'accessdenied', is: 'word', words: answers },
      { name: 'captivity', is: 'words', words: sindCaptivities },
      { name: 'flags', is: 'words', words: sindFlags },
    ],
  },
  definitions: { name: 'definitions', is: 'words', words: definitions },
  context: {
    name: 'context',
    is: 'group',
    parts: [{ name: 'control', is: 'line' }, { name: 'siege', is: 'word', words: siegeStates }, source],
  },
};
