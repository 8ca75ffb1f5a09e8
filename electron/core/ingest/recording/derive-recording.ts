import type { Camera, Conflict, Picture, Refused } from '../../../../shared/model/metadata.ts';
import type { Recording } from '../../../../shared/model/recording.ts';
import type { Refuse } from '../metadata/capture-time.ts';
import { type Derivation, product } from '../metadata/derive.ts';
import { isProductName } from '../metadata/groups.ts';
import { type RawTags, textOf, wellFormed } from '../metadata/tags.ts';
import { deriveRecordingPosition } from './recording-position.ts';
import { deriveRecordingTime } from './recording-time.ts';

/** What follows from a recording's raw tags: the same columns as a picture's, by rules of its own. Pure. */
const softwareTags = [
  'Keys:Software',
  'UserData:SoftwareVersion',
  'ItemList:Encoder',
  'Keys:Encoder',
  'UserData:Encoder',
  'Matroska:WritingApp',
  'RIFF:Software',
  'ID3:EncoderSettings',
];

/** Programs that cut, convert or pass on, by the name that they leave. */
const editors =
  /lavf|lavc|handbrake|premiere|final cut|imovie|capcut|inshot|kinemaster|davinci|vegas|videopad|avidemux|vlc|filmora|powerdirector|movie maker|windows live|mencoder|x264|youtube|google|adobe|audacity/i;

function deriveCamera(tags: RawTags): Camera | null {
  const make = product(tags, 'Keys:Make', 'UserData:Make', 'Keys:AndroidMake');
  const model = product(tags, 'Keys:Model', 'UserData:Model', 'Keys:AndroidModel');
  if (make === null && model === null) return null;
  return { make, model, lens: null, software: product(tags, 'Keys:Software', 'UserData:SoftwareVersion') };
}

/** EXIF's orientations for the turns that a player makes (CIPA DC-008, tag 0x0112). */
const orientations = { 0: 1, 90: 6, 180: 3, 270: 8 } as const;

function derivePicture(recording: Recording | null): Picture | null {
  for (const track of recording?.tracks ?? [])
    if (track.kind === 'picture' && track.width !== null && track.height !== null)
      return { width: track.width, height: track.height, orientation: orientations[track.turned] };
  return null;
}

/** Formats in which cameras and phones write when and with what they recorded: there its absence means something. */
const tellingTypes = ['video/mp4', 'video/quicktime', 'video/3gpp'];

const longestRefused = 400;

/** @param recording what the container says of its tracks, `null` where it could not be walked */
export function deriveRecording(tags: RawTags, recording: Recording | null, type: string): Derivation {
  const refused: Refused[] = [];
  const refuse: Refuse = (name, value, reason) =>
    refused.push({ name, value: wellFormed(value.slice(0, longestRefused)), reason });
  const conflicts: Conflict[] = [];
  const captured = deriveRecordingTime(tags, Number(recording?.seconds ?? 0), refuse);
  const position = deriveRecordingPosition(tags, refuse);
  const camera = deriveCamera(tags);
  if (captured !== null && captured.offset === null)
    conflicts.push({ kind: 'offset missing', values: { captured: captured.wall } });
  const editor = softwareTags.map((name) => textOf(tags.get(name)) ?? '').find((text) => editors.test(text));
  if (editor !== undefined)
    conflicts.push({ kind: 'edited with software', values: isProductName(editor) ? { software: editor } : {} });
  if (captured === null && position === null && camera === null && tellingTypes.includes(type))
    conflicts.push({ kind: 'metadata absent', values: {} });
  const derived = { captured, position, camera, picture: derivePicture(recording) };
  return { derived: recording === null ? derived : { ...derived, recording }, refused, conflicts };
}
