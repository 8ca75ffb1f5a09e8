/** Why a picture has no preview. */
export type PreviewCode = 'PREVIEW_UNSUPPORTED' | 'PREVIEW_FAILED' | 'PREVIEW_TOO_LARGE';

export class PreviewProblem extends Error {
  readonly code: PreviewCode;

  constructor(code: PreviewCode, options?: { cause?: unknown }) {
    super(code, options);
    this.code = code;
  }
}
