import type { ExhibitState } from '../../shared/model/report.ts';
import type { Conversation } from './conversation.ts';
import { element, icon } from './element.ts';
import type { Words } from './words.ts';

/**
 * Kinds that a browser decodes as a picture and as nothing else. No SVG: it is a document. The kind is what the entry says; bytes of
 * another kind give a picture or none, never a page.
 */
const pictureTypes = ['image/jpeg', 'image/png', 'image/gif', 'image/webp', 'image/avif', 'image/bmp'];
const pictureLimit = 64 * 1024 * 1024;

/** A picture that is loaded once it comes into sight, out of bytes that are what the entry names; else a word why there is none. */
export function pictureOf(
  words: Words,
  { sha256, type, size, state, seq }: Pick<ExhibitState, 'sha256' | 'type' | 'size' | 'state' | 'seq'>,
  conversation: Conversation,
): HTMLElement {
  const frame = element('div', { class: 'picture' });
  const none = (reason: string): void =>
    frame.replaceChildren(icon('picture', 'dim'), element('span', { class: 'dim' }, reason));
  if (state === 'absent' || state === 'damaged') none(words.verify.states[state]);
  else if (!pictureTypes.includes(type)) none(words.own.noPicture);
  else if (size > pictureLimit) none(words.own.pictureLarge);
  else {
    whenInSight(frame, async () => {
      const bytes = await conversation.picture(sha256);
      if (bytes === null) return none(words.own.noPicture);
      const address = URL.createObjectURL(new Blob([bytes], { type }));
      const done = (): void => URL.revokeObjectURL(address);
      const image = element('img', {
        src: address,
        alt: words.fill(words.own.exhibitNumber, { seq: String(seq) }),
        onload: done,
        onerror: () => {
          done();
          none(words.own.noPicture);
        },
      });
      frame.replaceChildren(image);
    });
  }
  return frame;
}

function whenInSight(frame: HTMLElement, load: () => Promise<void>): void {
  const watch = new IntersectionObserver(
    (seen) => {
      if (!seen.some(({ isIntersecting }) => isIntersecting)) return;
      watch.disconnect();
      void load();
    },
    { rootMargin: '300px' },
  );
  watch.observe(frame);
}
