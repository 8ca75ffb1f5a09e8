const day = '(19|20)\\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\\d|3[01])';
const extension = '\\.[A-Z0-9]{3,4}$';

/**
 * Names that cameras and phones give by themselves: DCF (CIPA DC-009, four characters and four digits) with the characters that makers
 * set, and names by the clock. The free characters of a DCF name can be set to a person's, so others are not taken for granted.
 */
const cameraMade = [
  `^(IMG|MVI|DSC|DSCN|DSCF|PXL|VID|MOV|GOPR|DJI|SAM|CIMG|PICT|IMGP|KIF|CLIP|_MG|_DSC)[_-]?\\d{4,6}${extension}`,
  `^(IMG_E\\d{4}|P\\d{7}|\\d{3}_\\d{4}|G[HX]\\d{6})${extension}`,
  `^((IMG|VID|PXL|MVIMG|PANO|DJI)_)?${day}_\\d{6,9}([_.](HDR|MP|NIGHT|PORTRAIT|COVER|\\d{1,4}))*${extension}`,
].map((pattern) => new RegExp(pattern, 'i'));

/** Whether a camera or phone gave this name by itself, so that it says nothing about anybody. */
export function isCameraMade(name: string): boolean {
  return cameraMade.some((pattern) => pattern.test(name));
}
