import type { BesideItem } from '../../../shared/contract/companion.ts';
import type { Conflict } from '../../../shared/model/metadata.ts';
import type { CaptureTime } from '../../../shared/model/time.ts';

/** Characters of `YYYY-MM-DDTHH:MM`: exports of Android's WhatsApp have no seconds. */
const toTheMinute = 16;

/**
 * Messages in which a file was sent in the very minute in which it says that it was made, wall clock against wall clock: programs for messages
 * may write the time of sending, or of saving, into what they hand on. It can also be a picture that was taken to be sent.
 */
export function capturedWhenSent(captured: CaptureTime | null, beside: readonly BesideItem[]): Conflict[] {
  if (captured === null) return [];
  for (const { companion, says } of beside) {
    const wall = says?.sent?.wall ?? null;
    if (wall !== null && wall.slice(0, toTheMinute) === captured.wall.slice(0, toTheMinute))
      return [{ kind: 'captured when sent', values: { captured: captured.wall, sent: wall, chat: companion.name } }];
  }
  return [];
}
