/** The values of canonical JSON, and how deep they may be. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export type JsonObject = { readonly [name: string]: Json };

/** How many arrays and objects may stand inside one another. */
export const MAX_DEPTH = 32;

// With the u flag a surrogate pair is one character, so this finds only halves that stand alone.
export const loneSurrogate = /\p{Surrogate}/u;
