import { useTranslation } from 'react-i18next';
import type { CallOutput } from '../../shared/contract.ts';
import {
  type ListTarget,
  listTexts,
  signLists,
  singleWords,
  wordLists,
  zeroMeanings,
} from '../../shared/model/case-list.ts';
import { harmedGroups, harms, sindCounts } from '../../shared/model/coding.ts';
import { dateOrders } from '../../shared/model/stated-date.ts';
import { Select } from '../kit/select.tsx';
import { useWords } from '../language/words.ts';
import styles from './case-lists.module.css';
import { useListWords } from './list-words.ts';
import { firstOf, type TargetKind, targetKinds } from './target-kinds.ts';

type Column = CallOutput<'caseList.survey'>['columns'][number];

const nothing = 'nothing';

/** What one column becomes: what sort of thing, and which. */
export function TargetFields(props: {
  readonly column: Column;
  readonly target: ListTarget | null;
  readonly onChange: (target: ListTarget | null) => void;
}) {
  const { t } = useTranslation();
  const { column, target, onChange } = props;
  return (
    <div className={styles.target}>
      <Select
        label={t('caseList.becomes', { column: column.name })}
        hideLabel
        value={target?.to ?? nothing}
        options={[
          { key: nothing, label: t('caseList.kind.nothing') },
          ...targetKinds.map((kind) => ({ key: kind, label: t(`caseList.kind.${kind}`) })),
        ]}
        onChange={(kind) => onChange(kind === nothing ? null : firstOf(kind as TargetKind))}
      />
      {target !== null && <Further {...props} target={target} />}
    </div>
  );
}

function Further({
  column,
  target,
  onChange,
}: {
  readonly column: Column;
  readonly target: ListTarget;
  readonly onChange: (target: ListTarget) => void;
}) {
  const { t } = useTranslation();
  const { word, attackType } = useWords();
  const { listName } = useListWords();
  const label = t('caseList.which', { column: column.name });
  const choice = <K extends string>(
    value: K,
    keys: readonly K[],
    name: (key: K) => string,
    change: (key: K) => ListTarget,
    what: string = label,
  ) => (
    <Select
      label={what}
      hideLabel
      value={value}
      options={keys.map((key) => ({ key, label: name(key) }))}
      onChange={(key) => onChange(change(key))}
    />
  );
  const zero = (target: Extract<ListTarget, { zero: unknown }>) =>
    choice(
      target.zero,
      zeroMeanings,
      (key) => t(`caseList.zero.${key}`),
      (key) => ({ ...target, zero: key }),
      t('caseList.zeroIs', { column: column.name }),
    );
  switch (target.to) {
    case 'as stated':
    case 'year':
    case 'access denied':
      return null;
    case 'text':
      return choice(
        target.field,
        listTexts,
        (key) => t(`caseList.text.${key}`),
        (field) => ({ ...target, field }),
      );
    case 'date':
      return choice(
        target.order ?? 'unsaid',
        target.order === null ? (['unsaid', ...dateOrders] as const) : dateOrders,
        (key) =>
          `${t(`caseList.order.${key}`)}${column.orders.some((order) => order === key) ? ` · ${t('caseList.fits')}` : ''}`,
        (key) => ({ ...target, order: key === 'unsaid' ? null : key }),
      );
    case 'degrees':
      return choice(
        target.axis,
        ['latitude', 'longitude'],
        (key) => t(`caseList.axis.${key}`),
        (axis) => ({ ...target, axis }),
      );
    case 'words':
      return choice(target.list, Object.keys(wordLists) as (keyof typeof wordLists)[], listName, (list) => ({
        ...target,
        list,
        words: {},
        separator: singleWords.includes(list) ? '' : ', ',
      }));
    case 'sign':
      return (
        <>
          {choice(target.list, Object.keys(signLists) as (keyof typeof signLists)[], listName, (list) => ({
            ...target,
            list,
            word: signLists[list][0],
          }))}
          {choice(
            target.word,
            signLists[target.list] as readonly string[],
            target.list === 'attack types' ? attackType : word,
            (key) => ({ ...target, word: key }),
            t('caseList.yesMeans', { column: column.name }),
          )}
        </>
      );
    case 'people':
      return (
        <>
          {choice(target.group, harmedGroups, word, (group) => ({ ...target, group }))}
          {choice(
            target.harm,
            harms,
            word,
            (harm) => ({ ...target, harm }),
            t('caseList.harmed', { column: column.name }),
          )}
          {choice(
            target.bound,
            ['lowest', 'best', 'highest'],
            (key) => t(`fieldName.${key}`),
            (bound) => ({ ...target, bound }),
            t('caseList.bound', { column: column.name }),
          )}
          {zero(target)}
        </>
      );
    case 'count':
      return (
        <>
          {choice(target.count, sindCounts, word, (count) => ({ ...target, count }))}
          {zero(target)}
        </>
      );
  }
}
