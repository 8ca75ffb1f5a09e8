/** Video and sound that Sanad reads. Others are archived as they are. */
export const recordingTypes = [
  'video/mp4',
  'video/quicktime',
  'video/3gpp',
  'video/webm',
  'video/x-matroska',
  'video/ogg',
  'application/ogg',
  'video/x-msvideo',
  'audio/mp4',
  'audio/mpeg',
  'audio/aac',
  'audio/ogg',
  'audio/flac',
  'audio/wav',
  'audio/aiff',
  'audio/amr',
  'audio/amr-wb',
] as const;
export type RecordingType = (typeof recordingTypes)[number];

export const isRecordingType = (type: string): type is RecordingType =>
  (recordingTypes as readonly string[]).includes(type);
