/**
 * A note, request or answer as it arrives by mail, clipboard or another system's editor: line ends of the other kind, a line too many
 * before or after. What is signed has none of these, so taking them away changes no outcome.
 */
export function asCarried(text: string): string {
  return `${text.replace(/\r\n/g, '\n').trim()}\n`;
}
