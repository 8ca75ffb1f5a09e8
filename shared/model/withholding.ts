/**
 * Why something stays when a bundle leaves, and what it is. Closed lists: each word has a sentence in every locale, under
 * `ground.<word>` and `what.<word>`. Grounds stand in bundles as the exporter's statement.
 */
export const grounds = [
  /** Who somebody is. Sealed identities never leave. */
  'identity',
  /** The witness was not asked, or refused. */
  'not consented',
  /** The witness took the consent back. */
  'consent withdrawn',
  /** The witness agreed to other audiences than this one. */
  'other audience',
  /** Free text, names of files and folders, tags nobody knows: they may name a person or lead to one. */
  'may point to a person',
  /** Where exactly a facility or a person is or was. */
  'exact place',
  /** For the work of those who keep the archive: nothing that an audience needs. */
  'working note',
  /** One of the two things that a link joins stays, so the link stays. */
  'other end stays',
  /** Destroyed: nobody can open it any more. */
  'erased',
  /** No rule says that it may leave, so it stays. */
  'no rule',
] as const;
export type Ground = (typeof grounds)[number];

/** What is disclosed or withheld, in words that people count by. */
export const matters = [
  'originals',
  'incidents',
  'testimonies',
  'identities',
  'notes',
  'links',
  'acquisitions',
  'file names',
  'folders',
  'unknown tags',
  'positions',
  'working data',
  'free text',
  'other entries',
] as const;
export type Matter = (typeof matters)[number];
