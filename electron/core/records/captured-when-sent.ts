import type { BesideItem } from '../../../shared/contract/companion.ts';
import type { StatedTime } from '../../../shared/model/companions.ts';
import type { Conflict } from '../../../shared/model/metadata.ts';
import type { CaptureTime } from '../../../shared/model/time.ts';

/** Characters of `YYYY-MM-DDTHH:MM`: exports of Android's WhatsApp have no seconds. */
const toTheMinute = 16;

/** To the minute: where both state their zone, in UTC, else wall clock against wall clock. */
function isSameMinute(captured: CaptureTime, sent: Pick<StatedTime, 'offset'> & { readonly wall: string }): boolean {
  if (captured.offset === null || sent.offset === null)
    return captured.wall.slice(0, toTheMinute) === sent.wall.slice(0, toTheMinute);
  const minute = (wall: string, offset: string) => Math.floor(Date.parse(`${wall}${offset}`) / 60_000);
  return minute(captured.wall, captured.offset) === minute(sent.wall, sent.offset);
}

/** Whether a chat dates the sending of a file to the very minute in which the file says that it was made. */
export function wasCapturedWhenSent(captured: CaptureTime, sent: Pick<StatedTime, 'wall' | 'offset'> | null): boolean {
  return sent !== null && sent.wall !== null && isSameMinute(captured, { ...sent, wall: sent.wall });
}

/**
 * Messages in which a file was sent in the very minute in which it says that it was made: programs for messages may write the time of sending, or of saving, into what they hand on. It can also be a picture that was taken to be sent.
 */
export function capturedWhenSent(captured: CaptureTime | null, beside: readonly BesideItem[]): Conflict[] {
  if (captured === null) return [];
  const found = beside.find(({ says }) => wasCapturedWhenSent(captured, says?.sent ?? null));
  const sent = found?.says?.sent;
  if (found === undefined || sent == null) return [];
  return [
    {
      kind: 'captured when sent',
      values: { captured: captured.wall, sent: `${sent.wall}${sent.offset ?? ''}`, chat: found.companion.name },
    },
  ];
}
