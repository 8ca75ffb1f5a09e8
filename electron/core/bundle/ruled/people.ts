/** Which rule each field of people, their consent and the archive’s own affairs is judged by. `*` stands for a number. */
import { forItsAudience, freeText, freeTextForCourt, type Rules, show, stays } from '../field-rules.ts';

export const operatorRules: Rules = { code: show };

/** Who wants something kept, and who asked for what to be erased: the archive's own affair, but that it happened is shown. */
const ownAffair = (...names: readonly string[]): Rules =>
  Object.fromEntries(names.map((name) => [name, stays('working note')]));
export const holdRules = ownAffair(
  'testimony',
  'incident',
  'item',
  'person',
  'authority',
  'basis',
  'until',
  'lifted',
  'reason',
);

export const erasureRules = ownAffair(
  'what',
  'testimony',
  'item',
  'person',
  'ground',
  'plan',
  'state',
  'requester',
  'reason',
);

/** Nobody is known by a code name and what they are to a case; days of birth are another matter. */
export const personRules: Rules = {
  code: show,
  standing: freeText,
  child: freeText,
  majority: stays('may point to a person'),
  keepuntil: stays('working note'),
  keepwhy: stays('working note'),
  keepby: stays('working note'),
  basis: stays('working note'),
  basiswords: stays('working note'),
  ended: show,
  reason: freeTextForCourt,
};

/** Under which consent something was handed over is part of what proceedings look at. Words of somebody's own are for a court. */
export const consentRules: Rules = {
  person: show,
  state: show,
  asked: show,
  explained: show,
  audiences: show,
  purposes: show,
  conditions: freeTextForCourt,
  anonymise: show,
  obtained: freeTextForCourt,
  recording: show,
  child: freeTextForCourt,
  renew: show,
  wishes: freeTextForCourt,
  withdrawal: freeTextForCourt,
  reason: freeTextForCourt,
};

export const involvementRules = ownAffair('person', 'as', 'item', 'testimony', 'incident', 'ended', 'inside', 'reason');

export const markRules = ownAffair('classes', 'item', 'testimony', 'incident', 'reason');

export const restrictionRules = ownAffair(
  ...['viewers', 'authority', 'basis', 'until', 'lifted'],
  ...['item', 'testimony', 'incident', 'reason'],
);

export const overrideRules = ownAffair(
  ...['viewer', 'ground', 'basis', 'covers', 'state', 'requester', 'purpose', 'order'],
  ...['item', 'testimony', 'incident', 'reason'],
);

/** Those whom an order was for see which one it was; nobody else learns of it. */
export const orderRules: Rules = {
  audience: forItsAudience,
  court: forItsAudience,
  reference: forItsAudience,
  issued: forItsAudience,
  ...ownAffair('copy', 'state', 'requester', 'reason'),
};

export const tagRules = ownAffair('tag', 'item', 'incident', 'removed', 'reason');

export const noticeRules = ownAffair('person', 'export', 'told', 'how', 'answer', 'reason');
