import { plainlyShown } from './plainly-shown.ts';

export { plainlyShown };

/** Text from outside, as a part of a sentence. */
export function Foreign({ text }: { text: string }) {
  return <bdi>{plainlyShown(text)}</bdi>;
}
