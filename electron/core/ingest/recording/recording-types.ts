/** Video and sound that Sanad reads. Others are archived as they are. */
export const recordingTypes = [
  'video/mp4',
  'video/quicktime',
  'video/3gpp',
  'video/webm',
  'video/x-matroska',
  'video/ogg',
  'application/ogg',
  'audio/mp4',
  'audio/mpeg',
  'audio/aac',
  'audio/ogg',
  'audio/flac',
  'audio/wav',
] as const;
export type RecordingType = (typeof recordingTypes)[number];

export const isRecordingType = (type: string): type is RecordingType =>
  (recordingTypes as readonly string[]).includes(type);
