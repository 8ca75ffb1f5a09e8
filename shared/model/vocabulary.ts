/**
 * Words of others, kept as they use them. WHO SSA: attack types, certainty and affected resources of the Surveillance System for
 * Attacks on Health Care. Labels for people are in the locales under `attackType.<code>` and so on.
 */
export const attackTypes = [
  'heavy_weapons',
  'individual_weapons',
  'psychological_violence_threat_intimidation',
  'obstruction_to_delivery',
  'abduction_arrest_detention',
  'assault',
  'sexual_assault',
  'armed_or_violent_search',
  'removal_of_assets',
  'setting_fire',
  'militarization_of_asset',
  'criminalization_of_care',
  'chemical_agent',
  'unknown',
  'other',
] as const;
export type AttackType = (typeof attackTypes)[number];

/** WHO SSA certainty levels. */
export const certainties = ['rumor', 'possible', 'probable', 'confirmed'] as const;

/** Who may be given something. `defence` is its own audience: in a trial both sides read. */
export const audiences = ['court', 'un_mechanism', 'defence', 'partner', 'media', 'public'] as const;
export type Audience = (typeof audiences)[number];

/** Languages a testimony may have been given in: BCP 47 tags offered first; any other tag may be typed. */
export const testimonyLanguages = ['ar', 'ku', 'uk', 'ru', 'fr', 'en', 'fa', 'tr'] as const;
