/** What a file says of the camera: EXIF Make and Model. */
export type CameraOf = { readonly make: string | null; readonly model: string | null };

/**
 * What people call a camera; empty where the file names none. Many makers begin the model with their own name ("Canon", "Canon EOS 80D";
 * "NIKON CORPORATION", "NIKON D90"): then that is said once.
 */
export function cameraName({ make, model }: CameraOf): string {
  const firstWord = (text: string | null) => text?.trim().split(/\s+/, 1)[0]?.toLowerCase() ?? '';
  const isSaid = firstWord(make) !== '' && firstWord(make) === firstWord(model);
  return [isSaid ? null : make, model].filter(Boolean).join(' ');
}
