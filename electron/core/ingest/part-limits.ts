/** Bytes of one part at most that a worker asks for, parts asked for and not yet answered, and parts of one file all in all. */
export const longestPart = 1_048_576;
export const partsUnderWay = 4;
export const mostParts = 20_000;
