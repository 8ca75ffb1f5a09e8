/** What can be begun and not yet saved. */
export const draftNames = ['interview', 'case', 'record', 'send'] as const;
export type DraftName = (typeof draftNames)[number];
