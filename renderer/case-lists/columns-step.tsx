import { Plus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { CallOutput } from '../../shared/contract.ts';
import type { CaseListMapping } from '../../shared/model/case-list.ts';
import { definitions } from '../../shared/model/coding.ts';
import { precisionClasses } from '../../shared/model/position.ts';
import { certainties } from '../../shared/model/vocabulary.ts';
import { useAnswer, useDeed } from '../bridge/calls.ts';
import { Button } from '../kit/button.tsx';
import { CheckLine } from '../kit/choice.tsx';
import { TextField } from '../kit/field.tsx';
import { Foreign } from '../kit/foreign.tsx';
import { FaultNotice, Notice } from '../kit/notice.tsx';
import { Section } from '../kit/page.tsx';
import { Select } from '../kit/select.tsx';
import { useNumbers } from '../language/dates.ts';
import { useWords } from '../language/words.ts';
import styles from './case-lists.module.css';
import { TargetFields } from './target-fields.tsx';
import { firstOf, withTarget } from './target-kinds.ts';

type Survey = CallOutput<'caseList.survey'>;

const examples = 3;
/** Of a long cell as much as fits beside its column. */
const longestExample = 60;

/** What each column becomes. */
export function ColumnsStep({
  survey,
  mapping,
  onChange,
}: {
  survey: Survey;
  mapping: CaseListMapping;
  onChange: (mapping: CaseListMapping) => void;
}) {
  const { t } = useTranslation();
  const { number } = useNumbers();
  const columnOf = new Map(survey.columns.map((column) => [column.name, column]));
  const undated = mapping.columns.filter(({ to }) =>
    to.some((target) => target.to === 'date' && target.order === null),
  );
  const untitled = !mapping.columns.some(({ to }) =>
    to.some((target) => target.to === 'text' && target.field === 'title'),
  );
  return (
    <>
      <p className={styles.text}>{t('caseList.columnsText')}</p>
      <KeptMappings survey={survey} mapping={mapping} onChange={onChange} />
      {undated.map(({ column }) => (
        <Notice key={column} kind="warn" title={t('caseList.undated', { column })}>
          {t(columnOf.get(column)?.orders.length === 0 ? 'caseList.undatedNone' : 'caseList.undatedSeveral')}
        </Notice>
      ))}
      {untitled && (
        <Notice kind="warn" title={t('caseList.untitled')}>
          {t('caseList.untitledText')}
        </Notice>
      )}
      <ul className={styles.columns}>
        {mapping.columns.map(({ column: name, to }, at) => {
          const column = columnOf.get(name);
          if (column === undefined) return null;
          const change = (place: number) => (target: Parameters<typeof withTarget>[3]) =>
            onChange({ ...mapping, columns: withTarget(mapping.columns, at, place, target) });
          return (
            <li key={name} className={styles.column}>
              <div>
                <h3>
                  <Foreign text={name} />
                </h3>
                <p className={styles.dim}>{t('caseList.filled', { count: column.filled, of: number(survey.rows) })}</p>
                <ul className={styles.examples}>
                  {column.values.slice(0, examples).map(({ value }) => (
                    <li key={value}>
                      <Foreign text={value.length > longestExample ? `${value.slice(0, longestExample)}…` : value} />
                    </li>
                  ))}
                </ul>
              </div>
              <div className={styles.targets}>
                {to.length === 0 && <TargetFields column={column} target={null} onChange={change(0)} />}
                {[...to.entries()].map(([place, target]) => (
                  <TargetFields
                    key={`${place} ${target.to}`}
                    column={column}
                    target={target}
                    onChange={change(place)}
                  />
                ))}
                {to.length > 0 && to.length < 6 && (
                  <Button
                    look="link"
                    icon={<Plus aria-hidden />}
                    aria-label={t('caseList.alsoOf', { column: name })}
                    onPress={() => change(to.length)(firstOf('as stated'))}
                  >
                    {t('caseList.also')}
                  </Button>
                )}
              </div>
            </li>
          );
        })}
      </ul>
      <Section title={t('caseList.always')}>
        <Always mapping={mapping} onChange={onChange} />
      </Section>
    </>
  );
}

/** What holds for every case, where no column says otherwise. */
function Always({ mapping, onChange }: { mapping: CaseListMapping; onChange: (mapping: CaseListMapping) => void }) {
  const { t } = useTranslation();
  const { word, certainty } = useWords();
  const { always } = mapping;
  const set = (change: Partial<CaseListMapping['always']>) =>
    onChange({ ...mapping, always: { ...always, ...change } });
  const unsaid = 'unsaid';
  return (
    <div className={styles.step}>
      <div className={styles.two}>
        <Select
          label={t('caseList.certainty')}
          value={always.certainty ?? unsaid}
          options={[
            { key: unsaid, label: t('caseList.certaintyUnsaid') },
            ...certainties.map((key) => ({ key, label: certainty(key) })),
          ]}
          onChange={(key) => set({ certainty: key === unsaid ? null : (key as (typeof certainties)[number]) })}
        />
        <Select
          label={t('caseForm.precision')}
          value={always.precision}
          options={precisionClasses.map((key) => ({ key, label: t(`precision.${key}`) }))}
          onChange={(precision) => set({ precision })}
        />
      </div>
      <fieldset className={styles.choices}>
        <legend>{t('fieldName.definitions')}</legend>
        {definitions.map((each) => (
          <CheckLine
            key={each}
            checked={always.definitions.includes(each)}
            onChange={(on) =>
              set({
                definitions: on ? [...always.definitions, each] : always.definitions.filter((other) => other !== each),
              })
            }
          >
            {word(each)}
          </CheckLine>
        ))}
      </fieldset>
      <TextField
        label={t('caseList.unknownCells')}
        description={t('caseList.unknownCellsText')}
        value={mapping.unknown.join('\n')}
        onChange={(text) => onChange({ ...mapping, unknown: text === '' ? [] : text.split('\n') })}
        lines={3}
        prose
      />
    </div>
  );
}

/** Mappings that somebody kept for the next list of the same columns. */
function KeptMappings({
  survey,
  mapping,
  onChange,
}: {
  survey: Survey;
  mapping: CaseListMapping;
  onChange: (mapping: CaseListMapping) => void;
}) {
  const { t } = useTranslation();
  const kept = useAnswer('caseList.mappings', {});
  const forget = useDeed('caseList.forgetMapping', () => void kept.refetch());
  const here = new Set(survey.columns.map(({ name }) => name));
  const none = '';
  if (kept.data === undefined || kept.data.length === 0) return null;
  const chosen = kept.data.find(({ name }) => name === mapping.name);
  return (
    <div className={styles.two}>
      <Select
        label={t('caseList.kept')}
        value={chosen?.name ?? none}
        options={[
          { key: none, label: t('caseList.keptNone') },
          ...kept.data.map(({ name }) => ({ key: name, label: name })),
        ]}
        description={t('caseList.keptText')}
        onChange={(name) => {
          const found = kept.data.find((each) => each.name === name);
          if (found === undefined) {
            onChange(survey.proposed);
            return;
          }
          // Of a list with other columns what it says of those that are here; the rest becomes nothing.
          const known = new Map(found.columns.map((each) => [each.column, each]));
          onChange({ ...found, columns: [...here].map((column) => known.get(column) ?? { column, to: [] }) });
        }}
      />
      {chosen !== undefined && (
        <div>
          <Button look="link" onPress={() => forget.mutate({ name: chosen.name })}>
            {t('caseList.forget')}
          </Button>
        </div>
      )}
      {forget.isError && <FaultNotice error={forget.error} />}
    </div>
  );
}
