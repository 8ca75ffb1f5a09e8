/** The words of the person's language, as a face has them, and how it shows text that comes from a bundle. */
export interface ReportWords {
  /** The sentence under this key of the locales. */
  say(key: string, values?: Readonly<Record<string, string | number>>): string;
  knows(key: string): boolean;
  /** Text from outside, with nothing in it that moves a cursor or turns a line around. */
  plain(text: string): string;
  number(value: number): string;
  /** A time in UTC, as ISO 8601 has it, in words. */
  instant(text: string): string;
}
