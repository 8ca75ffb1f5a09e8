/**
 * What keeping or handing over rests on. From the legal bases that the GDPR (articles 6(1) and 9(2)) and the ICRC's Handbook on Data Protection in
 * Humanitarian Action (chapter 3) have in common, with the order of a court apart, because it opens what it names.
 */
export const legalBases = [
  'consent',
  'court order',
  'legal obligation',
  'legal claims',
  'public interest',
  'vital interest',
] as const;
export type LegalBasis = (typeof legalBases)[number];
