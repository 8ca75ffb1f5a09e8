/** What can be begun and not yet saved. */
export const draftNames = ['interview', 'case', 'send'] as const;
export type DraftName = (typeof draftNames)[number];
