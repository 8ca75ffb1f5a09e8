import type { VerificationReport } from '../../shared/model/report.ts';
import type { Conversation } from './conversation.ts';
import type { Refusal } from './messages.ts';
import type { Words } from './words.ts';

/** What the page has to show, and how to begin again. */
export type Showing = {
  readonly words: Words;
  readonly report: VerificationReport;
  readonly refusal: Refusal | null;
  readonly conversation: Conversation;
  readonly again: () => void;
};
