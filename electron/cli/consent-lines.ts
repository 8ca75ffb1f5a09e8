import type { ConsentFields } from '../../shared/model/consent.ts';
import { t } from './words.ts';

/** Nothing where nobody said anything. */
const line = (name: string, said: readonly string[]): string[] =>
  said.length === 0 ? [] : [`  ${name}: ${said.join(', ')}`];

/** What somebody agreed to, under which conditions, and how that was asked; or what is known of their wishes. */
export function consentLines(fields: ConsentFields): string[] {
  const { state, asked, explained, audiences, purposes, anonymise, obtained, recording, child, wishes } = fields;
  const how = obtained.how.map((way) => t(`consentWay.${way}`)).join(', ');
  const isBefore = fields.withdrawal !== null;
  return [
    `${t('people.consent')}: ${t(`personConsent.${state}`)}${withdrawn(fields)}`,
    `  ${obtained.by === '' ? t('people.found', { day: asked }) : t('people.asked', { day: asked, by: obtained.by, how })}`,
    ...line(t('people.part.witness'), obtained.witness === '' ? [] : [obtained.witness]),
    ...line(
      t('people.explained'),
      explained.map((topic) => t(`explainedTopic.${topic}`)),
    ),
    ...line(
      t(isBefore ? 'people.mayBefore' : 'people.may'),
      audiences.map((audience) => t(`audience.${audience}`)),
    ),
    ...line(
      t(isBefore ? 'people.forBefore' : 'people.for'),
      purposes.map((purpose) => t(`purpose.${purpose}`)),
    ),
    ...line(t('people.under'), conditionsIn(fields)),
    ...line(
      t('people.takenOut'),
      anonymise.map((part) => t(`anonymisedPart.${part}`)),
    ),
    ...line(t('people.recording'), state === 'cannot be asked' ? [] : [t(`people.recordingState.${recording}`)]),
    ...(child === null
      ? []
      : [
          ...line(t('people.childSaid'), [t(`people.assent.${child.assent}`)]),
          ...line(t('people.guardian'), [t(`people.guardianState.${child.guardian}`)]),
        ]),
    ...line(t('people.wishes'), wishes === '' ? [] : [wishes]),
  ];
}

/** How far it was taken back, when and in which words. */
function withdrawn({ withdrawal }: ConsentFields): string {
  if (withdrawal === null) return '';
  const { on, reach, how, words } = withdrawal;
  return `, ${on}: ${t(`withdrawalReach.${reach}`)} (${t(`consentWay.${how}`)})${words === '' ? '' : ` “${words}”`}`;
}

function conditionsIn({ conditions }: ConsentFields): string[] {
  const { noDeathPenalty, askAgain, notStates, words } = conditions;
  return [
    ...(noDeathPenalty ? [t('people.noDeath')] : []),
    ...(askAgain ? [t('people.askAgain')] : []),
    ...(notStates.length === 0 ? [] : [`${t('people.notStates')} ${notStates.join(' ')}`]),
    ...(words === '' ? [] : [`“${words}”`]),
  ];
}
