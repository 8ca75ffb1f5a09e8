/**
 * The vocabularies in which an incident is coded, side by side. Where a list is another's own, its words are kept to the letter, in the
 * spelling and the case of the source; lists of ours say so. Labels for people are in the locales under `coding.<list>.<word>`.
 */

/**
 * WHO SSA: affected health resources. The first five by its public data, `warehouse` and `other` by the columns "HC Warehouse Storage" and
 * "HC Other" of its own export of incidents.
 */
export const ssaResources = [
  'facilities',
  'transport',
  'personnel',
  'patients',
  'supplies_assets',
  'warehouse',
  'other',
] as const;

/** SiND/SHCC (Insecurity Insight): who is said to have done it. */
export const sindPerpetrators = [
  'Armed Forces of Government/Self-Declared Government',
  'Foreign Forces: Military',
  'NSA',
  'Police',
  'Government/Self-Declared Government',
  'Donor Government',
  'Criminal',
  'Civilian',
  'Vigilante',
  'Protestors',
  'Employee',
  'Patient or Family',
  'Political Party',
  'Multiple',
  'Other',
  'No Information',
] as const;

/** SiND/SHCC: weapon carried or used. */
export const sindWeapons = [
  'Firearms',
  'Aerial Bomb: Plane',
  'Aerial Bomb: Drone',
  'Aerial Bomb: Missile',
  'Aerial Bomb: No Information on Platform Type',
  'Missile',
  'Rocket',
  'Artillery',
  'Mortar',
  'Shelling',
  'RPG',
  'Hand Grenade',
  'Cluster Bomb',
  'Mine',
  'VBIED',
  'SVIED',
  'RCIED',
  'Unspecified IED',
  'Unspecified Explosive',
  'Arson',
  'Knife',
  'Fist and Foot',
  'Stones, Sticks and Gravel',
  'Tasers, Live and Rubber Bullets',
  'Unarmed Perpetrator',
  'Other Weapon',
  'Not Applicable: No Direct Violence',
  'No Information',
] as const;

/** SiND/SHCC: where it happened. */
export const sindLocations = [
  'Health Building',
  'Road',
  'Open Space',
  'Home',
  'Administration',
  'Project Site',
  'Compound/Office Building',
  'Communication',
  'Checkpoint',
  'IDP/Refugee Camp',
  'Warehouse',
  'Public Building',
  'School',
  'Police Station',
  'Airstrip',
  'Ship/Water',
  'Other',
  'No Information',
] as const;

/** SiND/SHCC geo precision: within 25 km, district, province, along a line, country, sea or air. */
export const sindPrecisions = ['2', '3', '4', '5', '6', '7'] as const;

/** SiND/SHCC: what is counted. The words are ours for its columns; which column each stands for is in their names. */
export const sindCounts = [
  'facilities destroyed',
  'facilities damaged',
  'forceful entry',
  'occupation',
  'vicinity affected',
  'transport destroyed',
  'transport damaged',
  'transport stolen',
  'supplies looted',
  'workers killed',
  'workers injured',
  'workers kidnapped',
  'workers arrested',
  'workers threatened',
  'workers assaulted',
  'workers sexually assaulted',
] as const;

/** SiND/SHCC: how a captivity ended. */
export const sindCaptivities = [
  'Freed',
  'Escaped',
  'Killed',
  'StillInCaptivity',
  'Missing',
  'NoInformation',
  'NotAnswered',
] as const;

/** SiND/SHCC: what it had to do with. */
export const sindFlags = ['conflict', 'political', 'COVID', 'Ebola', 'vaccination'] as const;

/** Whose definition of an attack on health care is met: WHO, SHCC, Physicians for Human Rights, Syrian American Medical Society. */
export const definitions = ['who', 'shcc', 'phr', 'sams'] as const;

/** Ours from here on. Who was harmed, and how; WHO SSA and SiND/SHCC count by these. `all`: a total in which nobody told the groups apart. */
export const harmedGroups = ['health worker', 'patient', 'other', 'all'] as const;
export const harms = [
  'killed',
  'injured',
  'abducted',
  'arrested',
  'detained',
  'missing',
  'threatened',
  'assaulted',
  'sexually assaulted',
] as const;

export const healthServices = [
  'emergency',
  'surgery',
  'intensive care',
  'inpatient',
  'outpatient',
  'maternity',
  'child health',
  'dialysis',
  'blood bank',
  'laboratory',
  'pharmacy',
  'vaccination',
  'mental health',
  'rehabilitation',
  'ambulance',
  'other',
] as const;

/** Whether anything military was there. `not asked` until somebody did: silence says nothing. */
export const militaryAnswers = ['seen', 'not seen', 'denied', 'not asked'] as const;

/** What bears on intent, as something that was observed or not. No number of them is a verdict. */
export const intentSigns = [
  'coordinates had been shared',
  'emblem could be seen',
  'the same place was hit before',
  'a second strike hit those who helped',
  'several medical places on the same day',
  'a guided weapon',
  'circling before it',
  'nothing military near',
  'a warning was given',
  'announced beforehand',
] as const;
export const observedStates = ['observed', 'reported', 'looked for, not found'] as const;

export const confidences = ['low', 'moderate', 'high', 'not stated'] as const;
export const siegeStates = ['besieged', 'not besieged', 'disputed', 'unknown'] as const;
