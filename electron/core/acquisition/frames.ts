/**
 * Gaps in a camera's numbering of its pictures. By DCF (CIPA DC-009) a name has four free characters and a number from 0001 to 9999 that
 * goes on from picture to picture and begins again after 9999. A number that is not there was deleted, moved, or never written: which of
 * these, nobody can tell from it.
 */
export interface Frame {
  /** Whatever the caller knows the file by. */
  readonly number: number;
  /** Path of the folder within the source. */
  readonly folder: string;
  readonly name: string;
  /** As the file itself says; `null` where it says nothing. */
  readonly camera: FrameCamera | null;
}

export interface FrameCamera {
  readonly make: string;
  readonly model: string;
  readonly serial: string | null;
}

/** Between two files that are there, `missing` numbers that no file of that camera in that folder has. */
export interface FrameGap {
  readonly folder: string;
  readonly camera: FrameCamera | null;
  readonly after: Frame;
  readonly before: Frame;
  readonly missing: number;
}

type Numbered = Frame & { readonly prefix: string; readonly frame: number; readonly asMade: boolean };

/** What follows the number tells an edited copy, a burst or a sidecar from the picture itself; both show that the number was used. */
const dcfName = /^([a-z0-9_]{4})(\d{4})(?!\d)(.*)$/i;
const lastFrame = 9_999;

function numbered(frame: Frame): Numbered[] {
  const [, prefix = '', digits = '', rest = ''] = dcfName.exec(frame.name) ?? [];
  const number = Number(digits);
  // Four digits before four digits are a date, as phones name by the clock.
  if (prefix === '' || /^\d{4}$/.test(prefix) || number === 0) return [];
  return [{ ...frame, prefix: prefix.toUpperCase(), frame: number, asMade: /^\.[a-z0-9]{3,4}$/i.test(rest) }];
}

const sameModel = (a: FrameCamera, b: FrameCamera) => a.make === b.make && a.model === b.model;

/** Whether two files may be of one camera: a recording of a known one often leaves out the serial, a stripped file everything. */
const mayBeSame = (a: FrameCamera | null, b: FrameCamera | null) =>
  a === null || b === null || (sameModel(a, b) && (a.serial === null || b.serial === null || a.serial === b.serial));

function grouped<T>(all: readonly T[], keyOf: (one: T) => string): T[][] {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    const group = groups.get(keyOf(one));
    if (group === undefined) groups.set(keyOf(one), [one]);
    else group.push(one);
  }
  return [...groups.values()];
}

const modelOf = (camera: FrameCamera | null) => JSON.stringify([camera?.make, camera?.model]);

/** The numberings that are followed in one folder: of each camera that is known, or else of each prefix. */
function numberings(files: readonly Numbered[]): Numbered[][] {
  const made = files.filter(({ asMade }) => asMade);
  const known = made.filter(({ camera }) => camera !== null);
  if (known.length === 0) return grouped(made, ({ prefix }) => prefix);
  return grouped(known, ({ camera }) => modelOf(camera)).flatMap((ofModel) => {
    const serials = new Set(ofModel.map(({ camera }) => camera?.serial ?? '').filter(Boolean));
    // Of one camera some files may leave its serial out. Where there are several of a model, such files could be of any.
    return serials.size <= 1 ? [ofModel] : grouped(ofModel, ({ camera }) => camera?.serial ?? '');
  });
}

/** A numbering that has begun again reaches from close below 9999 to close above 0001, with a wide stretch unused between. */
const closeToTurn = 100;
const wideStretch = 1_000;

/** The number that a numbering begins with. */
function firstOf(frames: readonly number[]): number {
  const [lowest = 1] = frames;
  const highest = frames.at(-1) ?? lowest;
  if (lastFrame - highest + lowest - 1 >= closeToTurn) return lowest;
  let [widest, first] = [wideStretch, lowest];
  for (const [index, frame] of frames.entries()) {
    const step = frame - (frames[index - 1] ?? frame);
    if (step > widest) [widest, first] = [step, frame];
  }
  return first;
}

function gapsOf(numbering: readonly Numbered[], folder: readonly Numbered[]): FrameGap[] {
  const camera = (numbering.find((file) => file.camera?.serial) ?? numbering[0])?.camera ?? null;
  const frames = [...new Set(numbering.map(({ frame }) => frame))].sort((a, b) => a - b);
  const first = firstOf(frames);
  const place = (frame: number) => (frame - first + lastFrame) % lastFrame;
  const last = Math.max(...frames.map(place));
  const there = new Map<number, Numbered>();
  for (const file of folder)
    if (mayBeSame(file.camera, camera) && place(file.frame) <= last && !there.has(file.frame))
      there.set(file.frame, file);
  const inOrder = [...there.values()].sort((a, b) => place(a.frame) - place(b.frame));
  return inOrder.slice(1).flatMap((before, index) => {
    const after = inOrder[index];
    const missing = after === undefined ? 0 : place(before.frame) - place(after.frame) - 1;
    return after === undefined || missing === 0 ? [] : [{ folder: before.folder, camera, after, before, missing }];
  });
}

/** By folder in the order given, within it by number. Files with other names count for nothing. */
export function frameGaps(frames: readonly Frame[]): FrameGap[] {
  const folders = grouped(frames.flatMap(numbered), ({ folder }) => folder);
  return folders.flatMap((folder) => numberings(folder).flatMap((each) => gapsOf(each, folder)));
}
