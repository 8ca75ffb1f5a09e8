/**
 * Which tags of a file point to a person: the one list, for the gate that keeps originals back and for the screen that marks them.
 * Names are ExifTool's `Group:Tag` (EXIF 2.32, IPTC IIM 4.2, IPTC Core, XMP, PDF and QuickTime keys); judged by the name, because the value may
 * be in any language.
 */
const subjects = {
  /** Who made it, whom it shows, whose it is; a computer is often named for its owner. */
  names: /artist|author|by-?line|copyright|creator(?!tool)|credit|hostcomputer|owner|person|dc:(rights|subject)/i,
  /** The one camera that a person is known by. */
  devices: /serial|cameraid|deviceid/i,
  contacts: /contact|phone|telwork|e-?mail|address/i,
  /** A folder has its user's name in it more often than not. */
  paths: /documentname|file-?name|filepath|manifest.*(uri|url)/i,
} as const;
export type PersonalSubject = keyof typeof subjects;

/** What about a person the tag of this name gives away; `null` for none of these. */
export function personalSubject(name: string): PersonalSubject | null {
  for (const [subject, pattern] of Object.entries(subjects)) if (pattern.test(name)) return subject as PersonalSubject;
  return null;
}
