/** What can be begun and not yet saved. */
export const draftNames = [
  'interview',
  'amendment',
  'case',
  'record',
  'transcript',
  'send',
  'list',
  'statement',
  'consent',
  'later',
  'claim',
] as const;
export type DraftName = (typeof draftNames)[number];
