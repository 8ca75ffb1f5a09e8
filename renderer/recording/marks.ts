/** A place in a recording as people write it, `1:05` or `1:05.5`, in milliseconds; `null` where it is none. */
export function markFrom(text: string): number | null {
  const [, hours = '0', minutes = '', seconds = '', fraction = ''] =
    /^(?:(\d{1,2}):)?(\d{1,3}):(\d{1,2})(?:\.(\d{1,3}))?$/.exec(text.trim()) ?? [];
  if (minutes === '' || Number(seconds) > 59) return null;
  const whole = (Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds);
  return whole * 1_000 + Number(fraction.padEnd(3, '0'));
}

/** The same the other way; what no second can say is kept behind the point. */
export function markText(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1_000) % 60;
  const minutes = Math.floor(milliseconds / 60_000);
  const fraction = String(milliseconds % 1_000)
    .padStart(3, '0')
    .replace(/0+$/, '');
  return `${minutes}:${String(seconds).padStart(2, '0')}${fraction === '' ? '' : `.${fraction}`}`;
}
