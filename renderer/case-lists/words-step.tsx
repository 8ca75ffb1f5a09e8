import { useTranslation } from 'react-i18next';
import type { CallOutput } from '../../shared/contract.ts';
import { type CaseListMapping, type ListTarget, wordLists } from '../../shared/model/case-list.ts';
import { Endless } from '../kit/endless.tsx';
import { Foreign } from '../kit/foreign.tsx';
import { Select } from '../kit/select.tsx';
import styles from './case-lists.module.css';
import { useListWords } from './list-words.ts';

type Unknown = CallOutput<'caseList.check'>['unknown'][number];

const asStated = 'as stated';
const lineHeight = 72;

/** The words of the list that are none of ours: each becomes one, or stays as it was stated. */
export function WordsStep({
  check,
  mapping,
  onChange,
}: {
  readonly check: CallOutput<'caseList.check'>;
  readonly mapping: CaseListMapping;
  readonly onChange: (mapping: CaseListMapping) => void;
}) {
  const { t } = useTranslation();
  const change = (column: string, to: (target: ListTarget) => ListTarget) =>
    onChange({
      ...mapping,
      columns: mapping.columns.map((each) => (each.column === column ? { ...each, to: each.to.map(to) } : each)),
    });
  return (
    <>
      <p className={styles.text}>{t('caseList.wordsText')}</p>
      <Endless
        label={t('caseList.steps.words')}
        things={check.unknown}
        total={check.unknown.length}
        keyOf={(each) => JSON.stringify([each.column, each.list, each.word])}
        onMore={() => undefined}
        rowHeight={lineHeight}
      >
        {(each) => (
          <Word
            unknown={each}
            targets={mapping.columns.find(({ column }) => column === each.column)?.to ?? []}
            onChange={(to) => change(each.column, to)}
          />
        )}
      </Endless>
    </>
  );
}

function Word({
  unknown: { column, list, word, count },
  targets,
  onChange,
}: {
  readonly unknown: Unknown;
  readonly targets: readonly ListTarget[];
  readonly onChange: (to: (target: ListTarget) => ListTarget) => void;
}) {
  const { t } = useTranslation();
  const { inWords, isList, listName } = useListWords();
  const mapped = targets.find((target) => target.to === 'words' && target.list === list);
  return (
    <div className={styles.word}>
      <div>
        <p className={styles.stated}>
          <Foreign text={word} />
        </p>
        <p className={styles.dim}>
          <Foreign text={column} /> · {t('caseList.cells', { count })}
        </p>
      </div>
      {mapped?.to === 'words' && isList(list) ? (
        <Select
          label={t('caseList.wordBecomes', { word, list: listName(list) })}
          hideLabel
          value={mapped.words[word] ?? asStated}
          options={[
            { key: asStated, label: t('caseList.leaveAsStated') },
            ...wordLists[list].map((key) => ({ key, label: inWords(list, key) })),
          ]}
          onChange={(key) =>
            onChange((target) =>
              target.to === 'words' && target.list === list
                ? { ...target, words: { ...target.words, [word]: key === asStated ? null : key } }
                : target,
            )
          }
        />
      ) : (
        <Signs word={word} targets={targets} onChange={onChange} />
      )}
    </div>
  );
}

/** Of a column that says yes or no. */
function Signs({
  word,
  targets,
  onChange,
}: {
  readonly word: string;
  readonly targets: readonly ListTarget[];
  readonly onChange: (to: (target: ListTarget) => ListTarget) => void;
}) {
  const { t } = useTranslation();
  const sign = targets.find((target) => target.to === 'sign' || target.to === 'access denied');
  if (sign === undefined || (sign.to !== 'sign' && sign.to !== 'access denied')) return null;
  const meaning = sign.yes.includes(word) ? 'yes' : sign.no.includes(word) ? 'no' : asStated;
  return (
    <Select
      label={t('caseList.signMeans', { word })}
      hideLabel
      value={meaning}
      options={[
        { key: asStated, label: t('caseList.leaveAsStated') },
        { key: 'yes', label: t('caseList.meansYes') },
        { key: 'no', label: t('caseList.meansNo') },
      ]}
      onChange={(key) =>
        onChange((target) => {
          if (target.to !== 'sign' && target.to !== 'access denied') return target;
          const without = (words: readonly string[]) => words.filter((each) => each !== word);
          return {
            ...target,
            yes: [...without(target.yes), ...(key === 'yes' ? [word] : [])],
            no: [...without(target.no), ...(key === 'no' ? [word] : [])],
          };
        })
      }
    />
  );
}
