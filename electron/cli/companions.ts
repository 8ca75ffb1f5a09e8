import type { BesideItem, CompanionFound, ItemAsCompanion, ZipOpened } from '../../shared/contract/companion.ts';
import {
  algorithmsShown,
  type ChatRead,
  type CompanionCounts,
  type CompanionForm,
  isWeaklyCompared,
  mayLackEarlier,
  type StatedTime,
  tellingCounts,
} from '../../shared/model/companions.ts';
import type { DateInName } from '../../shared/model/messengers.ts';
import { t } from './words.ts';

/** What files beside an item say of it, and what an item says of others, line by line. */

/** As written, where it can't be told which day is meant. */
function statedTimeInWords({ text, wall, offset }: StatedTime): string {
  if (wall === null) return t('companion.unsure', { text });
  const zone = offset === null ? t('companion.zoneUnstated') : offset === 'Z' ? t('companion.utc') : offset;
  return t('companion.timeAndZone', { when: wall.replace('T', ' '), zone });
}

const countsInWords = (counts: CompanionCounts): string =>
  tellingCounts(counts)
    .map((name) => t(`companion.counts.${name}`, { count: counts[name] }))
    .join(', ');

function chatInWords(form: CompanionForm, chat: ChatRead, counts: CompanionCounts): string[] {
  const { messages, first, last, dates, leftOut } = chat;
  return [
    t('companion.messages', { count: messages }),
    ...(first !== null && last !== null
      ? [t('companion.between', { first: statedTimeInWords(first), last: statedTimeInWords(last) })]
      : []),
    t(`companion.dates.${dates}`),
    ...(leftOut > 0 ? [t('companion.leftOut', { count: leftOut })] : []),
    ...(mayLackEarlier(form, chat, counts) ? [t('companion.mayLackEarlier')] : []),
  ];
}

export function foundLines(found: readonly CompanionFound[]): string[] {
  return found.flatMap(({ name, form, counts, chat }) => {
    if (form === null || counts === null) return [t('companion.unread', { name })];
    const about = [...(chat === null ? [] : chatInWords(form, chat, counts)), countsInWords(counts)].filter(
      (part) => part !== '',
    );
    return [t('companion.foundOne', { name, form: t(`companion.form.${form}`) }), `  ${about.join('; ')}`];
  });
}

export function zipLines(zips: readonly ZipOpened[]): string[] {
  return zips.flatMap(({ name, members, archived, alreadyHere, refused, problem }) => [
    t(problem === null ? 'zip.opened' : 'zip.notOpened', { name }),
    ...(problem === null ? [] : [`  ${t(`faults.${problem}`)}`]),
    ...(problem === null
      ? [`  ${t('zip.members', { count: members })}, ${t('zip.archived', { count: archived })}`]
      : []),
    ...(alreadyHere > 0 ? [`  ${t('zip.alreadyHere', { count: alreadyHere })}`] : []),
    ...refused.map((each) => `  ${each.name}: ${t(`faults.${each.code}`)}`),
  ]);
}

export function besideLines(beside: readonly BesideItem[]): string[] {
  return beside.flatMap(({ companion, about, says }) => {
    const by = `${companion.name}, ${t(`companion.form.${companion.form}`)}, entry ${companion.item}`;
    const algorithms = algorithmsShown(about.algorithms);
    return [
      `Beside it  ${by}`,
      ...(about.answer === null ? [] : [`           ${t(`companion.answer.${about.answer}`, { algorithms })}`]),
      ...(isWeaklyCompared(about.algorithms) ? [`           ${t('companion.weak', { algorithms })}`] : []),
      ...(companion.form === 'signature' ? [`           ${t('companion.signatureKept')}`] : []),
      ...(says?.sent ? [`           ${t('companion.sent', { time: statedTimeInWords(says.sent) })}`] : []),
      ...(says?.sender ? [`           ${t('companion.sender', { name: says.sender })}`] : []),
      ...(says?.named ? [`           ${t('companion.named', { name: says.named })}`] : []),
      ...(says?.hashes ?? []).map(({ value }) => `           ${t('companion.stated')} ${value}`),
      `           ${t('companion.found', { rule: t(`companion.rule.${about.rule}`) })}`,
      ...(says?.tags ?? []).map(({ name, value }) => `           ${name} = ${value}`),
    ];
  });
}

export function namedForLines(named: DateInName | null): string[] {
  if (named === null) return [];
  const when = `${named.day}${named.time === null ? '' : ` ${named.time}`}, ${t('companion.zoneUnstated')}`;
  return [`Named      ${t('companion.namedFor', { messenger: named.messenger, when })}`];
}

export function ownLines(companion: ItemAsCompanion | null): string[] {
  if (companion === null) return [];
  const { form, counts, chat, cut, absent } = companion;
  return [
    `Of others  ${t('companion.ownForm', { form: t(`companion.form.${form}`) })}: ${countsInWords(counts)}`,
    ...(chat === null ? [] : chatInWords(form, chat, counts).map((line) => `           ${line}`)),
    ...(cut ? [`           ${t('companion.cut')}`] : []),
    ...(absent.length === 0 ? [] : [`           ${t('companion.absentTitle')}`]),
    ...absent.map((name) => `             ${name}`),
  ];
}
