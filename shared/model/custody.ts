/**
 * What happens to something in custody. The words are those that archives of evidence have in common (PILPG's custody log, IIIM's guiding
 * principles, ISO/IEC 27037's processes); `amended` and `held` are ours, for corrections and legal holds.
 */
export const custodyEvents = [
  'collected',
  'received',
  'imported',
  'accessed',
  'copied',
  'transcribed',
  'analysed',
  'verified',
  'redacted',
  'transferred',
  'exported',
  'backed_up',
  'restored',
  'consent_changed',
  'sealed',
  'disposed',
  'amended',
  'held',
] as const;
export type CustodyEvent = (typeof custodyEvents)[number];
