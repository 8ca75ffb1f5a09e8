/**
 * Links are records of their own: they join two things, say how they belong together, and why. `shows`, `mentions` and `same event` join
 * a case with what bears on it; `at` says where something was; a derivative names what it was made from.
 */
export const linkKinds = ['shows', 'mentions', 'same event'] as const;

/** Between any two things, whichever they are. */
export const relationKinds = [
  ...linkKinds,
  'at',
  'repeat attack on',
  'derived: redacted',
  'derived: transcoded',
  'derived: transcribed',
] as const;
export type RelationKind = (typeof relationKinds)[number];
