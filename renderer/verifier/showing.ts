import type { VerificationReport } from '../../shared/model/report.ts';
import type { Conversation } from './conversation.ts';
import type { Refusal } from './messages.ts';
import type { Words } from './words.ts';

/** A report on the page, and whom to ask for what stands behind it. */
export type Showing = {
  readonly words: Words;
  readonly report: VerificationReport;
  readonly refusal: Refusal | null;
  readonly conversation: Conversation;
  readonly again: () => void;
};
