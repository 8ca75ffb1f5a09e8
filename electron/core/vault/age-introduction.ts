/** How every age file begins: to tell one takes none of what opens it, which is a good part of what a verification would load. */
import type { RandomAccess } from './random-access.ts';

export const INTRODUCTION = 'age-encryption.org/v1\n';

export async function looksLikeAge(file: RandomAccess): Promise<boolean> {
  if (file.size < INTRODUCTION.length) return false;
  return Buffer.from(await file.read(0, INTRODUCTION.length)).toString('latin1') === INTRODUCTION;
}
