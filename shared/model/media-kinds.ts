/**
 * What sort of thing a media type is, for whoever has to choose a parser, a picture for a tile, or a way of showing it. The types
 * are those that Sanad finds from content; camera makers' raw formats have no registered types and bear the names that ExifTool
 * and shared-mime-info give them.
 */
export const mediaKinds = ['picture', 'raw picture', 'video', 'sound', 'document', 'text', 'other'] as const;
export type MediaKind = (typeof mediaKinds)[number];

/** What a camera's sensor gave, undeveloped, with a picture made by the camera inside. */
export const rawPictureTypes = [
  'image/x-adobe-dng',
  'image/x-canon-cr2',
  'image/x-canon-cr3',
  'image/x-nikon-nef',
  'image/x-sony-arw',
  'image/x-fujifilm-raf',
  'image/x-olympus-orf',
  'image/x-panasonic-rw2',
  'image/x-pentax-pef',
  'image/x-samsung-srw',
] as const;
export type RawPictureType = (typeof rawPictureTypes)[number];

export const isRawPictureType = (type: string): type is RawPictureType =>
  (rawPictureTypes as readonly string[]).includes(type);

/** @param type a media type without parameters, in lower case */
export function mediaKind(type: string): MediaKind {
  if (isRawPictureType(type)) return 'raw picture';
  if (type === 'application/pdf') return 'document';
  if (type === 'text/plain') return 'text';
  const [family] = type.split('/', 1);
  return family === 'image' ? 'picture' : family === 'video' ? 'video' : family === 'audio' ? 'sound' : 'other';
}
