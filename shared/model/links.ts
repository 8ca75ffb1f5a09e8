/**
 * Links are records of their own: they join two things, say how they belong together, and why. `shows`, `mentions` and `same event` join
 * a case with what bears on it; `not the same event`
 * keeps that somebody held two cases against each other and found two events; `at` says where something was; a derivative names what it was made from.
 */
export const linkKinds = ['shows', 'mentions', 'same event'] as const;

/** Between any two things, whichever they are. */
export const relationKinds = [
  ...linkKinds,
  'not the same event',
  'at',
  'repeat attack on',
  'derived: redacted',
  'derived: transcoded',
  'derived: transcribed',
  'derived: translated',
] as const;
export type RelationKind = (typeof relationKinds)[number];
