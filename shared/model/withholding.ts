/** Grounds on which a person keeps something back by hand, beyond what the gate decides. */
export const chosenGrounds = [
  'court order',
  'safety of a person',
  'privacy of a person',
  'medical confidence',
  'legal privilege',
  'ongoing investigation',
  'not relevant to the recipient',
] as const;
export type ChosenGround = (typeof chosenGrounds)[number];

/**
 * Why something stays when a bundle leaves, and what it is. Closed lists: each word has a sentence in every locale, under
 * `ground.<word>` and `what.<word>`. Grounds stand in bundles as the exporter's statement.
 */
export const grounds = [
  ...chosenGrounds,
  /** Who somebody is. Sealed identities never leave. */
  'identity',
  /** The witness was not asked, or refused. */
  'not consented',
  /** The witness took the consent back. */
  'consent withdrawn',
  /** The witness agreed to other audiences than this one. */
  'other audience',
  /** Whoever is concerned agreed to other uses than this one, or was not asked about uses. */
  'other purpose',
  /** Consent has to be renewed, or whoever was a child has come of age. */
  'consent ended',
  /** Consent was given under a condition that is not known to be met. */
  'condition of consent',
  /** Somebody asked that this be taken out. */
  'anonymity asked',
  /** It shows or is about a child, sexual violence, or the remains of somebody. */
  'child',
  'sexual violence',
  'remains',
  /** Somebody with the authority to say so limited its use. */
  'restricted',
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

/** What a ground rests on, where the archive itself states it. Other authorities are a person's own words. */
export type Authority =
  | { readonly kind: 'rule' }
  /** The entry in which consent was given, refused or taken back; that erased it; that limited its use. */
  | { readonly kind: 'consent' | 'erasure' | 'restriction'; readonly seq: number };

/** As it stands in a bundle, in English for whoever has no program of ours. `order`: the entry of a court's order that opened the rest. */
export function authorityText(authority: Authority, order: number | null = null): string {
  const own = authority.kind === 'rule' ? 'rule of the archive' : `${authority.kind}, entry ${authority.seq}`;
  return order === null ? own : `${own}; the rest opened by court order, entry ${order}`;
}

export type ReadAuthority = { readonly authority: Authority; readonly order: number | null };

/** The authority that a text states in our words, so that it can be said in others; null for a person's own. */
export function readAuthority(text: string): ReadAuthority | null {
  const [, own, kind, seq, opened] =
    /^(rule of the archive|(consent|erasure|restriction), entry (\d{1,16}))(?:; the rest opened by court order, entry (\d{1,16}))?$/.exec(
      text,
    ) ?? [];
  if (own === undefined) return null;
  const order = opened === undefined ? null : Number(opened);
  return kind === 'consent' || kind === 'erasure' || kind === 'restriction'
    ? { authority: { kind, seq: Number(seq) }, order }
    : { authority: { kind: 'rule' }, order };
}

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
  'circumstances',
  'free text',
  'other entries',
] as const;
export type Matter = (typeof matters)[number];
