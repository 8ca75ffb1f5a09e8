import type { conflictKinds, refusedReasons } from '../../model/metadata.ts';
import type { precisionClasses } from '../../model/position.ts';
import type { assertionFields, consentStates, knowledgeBases } from '../../model/records.ts';
import type { AttackType, Audience, certainties, testimonyLanguages } from '../../model/vocabulary.ts';

type Named<T extends readonly string[]> = Record<T[number], string>;

export const vocabulary = {
  /** WHO SSA, in the words of its dashboard. */
  attackType: {
    heavy_weapons: 'Violence with heavy weapons',
    individual_weapons: 'Violence with individual weapons',
    psychological_violence_threat_intimidation: 'Psychological violence, threat or intimidation',
    obstruction_to_delivery: 'Obstruction to health care delivery',
    abduction_arrest_detention: 'Abduction, arrest or detention',
    assault: 'Assault',
    sexual_assault: 'Sexual assault',
    armed_or_violent_search: 'Armed or violent search',
    removal_of_assets: 'Removal of health care assets',
    setting_fire: 'Setting fire',
    militarization_of_asset: 'Militarization of a health care asset',
    criminalization_of_care: 'Criminalization of health care',
    chemical_agent: 'Chemical agent',
    unknown: 'Unknown',
    other: 'Other',
  } satisfies Record<AttackType, string>,
  certainty: {
    rumor: 'Rumour',
    possible: 'Possible',
    probable: 'Probable',
    confirmed: 'Confirmed',
  } satisfies Named<typeof certainties>,
  audience: {
    court: 'A court',
    un_mechanism: 'Investigators of the United Nations',
    defence: 'The defence in a trial',
    partner: 'Doctors’ and partner organisations',
    media: 'Newspapers',
    public: 'The public',
  } satisfies Record<Audience, string>,
  precision: {
    exact: 'Exactly here',
    street: 'This street',
    neighbourhood: 'This neighbourhood',
    settlement: 'This town or village',
    district: 'This district',
    governorate: 'This governorate',
    country: 'This country',
    unknown: 'Not known how exactly',
  } satisfies Named<typeof precisionClasses>,
  basis: {
    saw: 'Saw it',
    heard: 'Heard it',
    'was told': 'Was told',
    inferred: 'Concluded it',
    unstated: 'Not asked yet',
  } satisfies Named<typeof knowledgeBases>,
  consentState: {
    given: 'Consent given',
    refused: 'Consent refused',
    'not asked': 'Not asked for consent',
    withdrawn: 'Consent withdrawn',
  } satisfies Named<typeof consentStates>,
  spoken: {
    ar: 'Arabic',
    ku: 'Kurdish',
    uk: 'Ukrainian',
    ru: 'Russian',
    fr: 'French',
    en: 'English',
    fa: 'Persian',
    tr: 'Turkish',
  } satisfies Named<typeof testimonyLanguages>,
  assertionField: {
    captured: 'When it was taken',
    position: 'Where it was taken',
    note: 'What it shows',
  } satisfies Named<typeof assertionFields>,
  /** Something a person should look at. */
  conflict: {
    'offset missing': 'The camera doesn’t say its time zone',
    'gps and clock disagree': 'The camera’s clock and GPS disagree',
    'hemisphere in doubt': 'North or south, or east or west, is in doubt',
    'daylight impossible': 'It was night there, and the camera saw daylight',
    'edited with software': 'A program wrote this file after the camera',
    'metadata absent': 'The file says nothing about when or where',
    'captured after acquisition': 'The camera’s date lies after the day it was archived',
    'content differs from name': 'The file’s name says another kind than its content',
    'captured when sent': 'Its camera’s time is the minute in which it was sent',
    'far from the case': 'It was taken far from the place of a case it is in',
    'read differently': 'Read twice from its medium, it wasn’t the same',
    'credentials faulty': 'Its Content Credentials have a fault',
  } satisfies Named<typeof conflictKinds>,
  /** What it means, and what to do. */
  conflictText: {
    'offset missing': 'The time is the camera’s own wall clock. Nothing was filled in.',
    'gps and clock disagree': 'GPS time is UTC. The camera’s clock may have stayed on another zone or on winter time.',
    'hemisphere in doubt':
      'A reference is missing, or the time zone belongs to the other side of the globe. Compare with where you know it was taken.',
    'daylight impossible':
      'At the place and time the file gives, the sun was well below the horizon, but the exposure is that of a day. A clock, a zone or a position may be wrong; a very bright lamp does the same. Look at the picture yourself.',
    'edited with software': 'It may be an edited copy. Ask for the original, straight from the camera.',
    'metadata absent': 'Messaging programs remove this. Ask the sender for the original file.',
    'captured after acquisition': 'One of the two clocks was wrong.',
    'content differs from name': 'It was archived by its content. The name is kept as it was.',
    'credentials faulty':
      'What was signed is not what the file holds now, or the credentials are damaged or expired. Programs that change pictures without knowing of them do that as well. Ask for the original.',
    'captured when sent':
      'Programs for messages can put the time of sending in the place of the camera’s. It can also have been taken to be sent. Ask the sender for the original.',
    'far from the case':
      'That can be right: a hospital that took people in, a later visit. Otherwise one of the two places is wrong.',
    'read differently':
      'The card or its reader is failing. What was read first is this file; what was read later is kept as a file of its own. Keep the medium, and copy it again with another reader.',
  } satisfies Named<typeof conflictKinds>,
  /** In a few words, on a thumbnail. */
  conflictBadge: {
    'offset missing': 'No time zone',
    'gps and clock disagree': 'GPS and clock differ',
    'hemisphere in doubt': 'Side of the globe in doubt',
    'daylight impossible': 'Daylight at night',
    'edited with software': 'Edited',
    'metadata absent': 'No metadata',
    'captured after acquisition': 'Date in the future',
    'content differs from name': 'Other kind than its name',
    'captured when sent': 'Taken when sent',
    'far from the case': 'Far from the case',
    'read differently': 'Read differently',
    'credentials faulty': 'Credentials at fault',
  } satisfies Named<typeof conflictKinds>,
  refusedReason: {
    'reference missing': 'north or south, or east or west, is not said',
    'out of range': 'not a possible value',
    'not a date': 'not a date',
    'not an offset': 'not a time zone offset',
    'zero date': 'a date of zeros: the clock was never set',
    conflicting: 'the file says two different things',
    'not a number': 'not a number',
    'zero position': 'a position of zeros: the device had none',
    incomplete: 'a part of it is missing',
  } satisfies Named<typeof refusedReasons>,
} as const;
