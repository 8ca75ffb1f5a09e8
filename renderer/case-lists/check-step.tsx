import { useTranslation } from 'react-i18next';
import type { CallOutput } from '../../shared/contract.ts';
import type { IncidentFields } from '../../shared/model/incident.ts';
import { useWhenInWords } from '../cases/when-in-words.ts';
import { CheckCard } from '../kit/choice.tsx';
import { Endless } from '../kit/endless.tsx';
import { Foreign } from '../kit/foreign.tsx';
import { Notice } from '../kit/notice.tsx';
import { Section } from '../kit/page.tsx';
import { Tag } from '../kit/tag.tsx';
import { useNumbers } from '../language/dates.ts';
import { useWords } from '../language/words.ts';
import styles from './case-lists.module.css';

type Check = CallOutput<'caseList.check'>;

const lineHeight = 64;
const nothingMore = () => undefined;

/** What taking the list in would do. */
export function CheckStep(props: {
  readonly check: Check;
  readonly leaveOut: boolean;
  readonly amend: boolean;
  readonly onLeaveOut: (leaveOut: boolean) => void;
  readonly onAmend: (amend: boolean) => void;
}) {
  const { t } = useTranslation();
  const { check } = props;
  const { counts, problems, changes, preview } = check;
  return (
    <>
      <Counts counts={counts} />
      {counts.fresh + counts.changed === 0 && (
        <Notice kind="info" title={t('caseList.nothingNew')}>
          {t('caseList.nothingNewText')}
        </Notice>
      )}
      {counts.faulty > 0 && (
        <Section title={t('caseList.problems', { count: counts.faulty })}>
          <p className={styles.text}>{t('caseList.problemsText')}</p>
          <div className={styles.option}>
            <CheckCard
              label={t('caseList.leaveOut', { count: counts.faulty })}
              note={t('caseList.leaveOutNote')}
              checked={props.leaveOut}
              onChange={props.onLeaveOut}
              small
            />
          </div>
          <Endless
            label={t('caseList.problemList')}
            things={problems}
            total={problems.length}
            keyOf={({ row, column }) => `${row} ${column}`}
            onMore={nothingMore}
            rowHeight={lineHeight}
          >
            {({ row, column, rule, value }) => (
              <div className={styles.line}>
                <b>{t('caseList.row', { row })}</b>
                <span>
                  {column !== '' && (
                    <>
                      <Foreign text={column} />:{' '}
                    </>
                  )}
                  {t(`rowRule.${rule}`)}
                  {value !== '' && (
                    <span className={styles.stated}>
                      <Foreign text={value} />
                    </span>
                  )}
                </span>
              </div>
            )}
          </Endless>
        </Section>
      )}
      {changes.length > 0 && <Changes {...props} changes={changes} />}
      <Section title={t('caseList.preview', { count: preview.length })}>
        <Endless
          label={t('caseList.previewList')}
          things={preview}
          total={preview.length}
          keyOf={({ row }) => String(row)}
          onMore={nothingMore}
          rowHeight={lineHeight}
        >
          {({ row, outcome, fields }) => (
            <div className={styles.line}>
              <b>{t('caseList.row', { row })}</b>
              <Becomes fields={fields} />
              <Tag>{t(`caseList.outcome.${outcome}`)}</Tag>
            </div>
          )}
        </Endless>
      </Section>
    </>
  );
}

export function Counts({ counts }: { readonly counts: Check['counts'] }) {
  const { t } = useTranslation();
  const { number } = useNumbers();
  return (
    <dl className={styles.counts}>
      {(['fresh', 'changed', 'same', 'kept', 'faulty'] as const)
        .filter((each) => counts[each] > 0 || each === 'fresh')
        .map((each) => (
          <div key={each}>
            <dd>{number(counts[each])}</dd>
            <dt>{t(`caseList.counts.${each}`)}</dt>
          </div>
        ))}
    </dl>
  );
}

function Changes({
  changes,
  amend,
  onAmend,
}: {
  readonly changes: Check['changes'];
  readonly amend: boolean;
  readonly onAmend: (amend: boolean) => void;
}) {
  const { t } = useTranslation();
  return (
    <Section title={t('caseList.changes', { count: changes.length })}>
      <p className={styles.text}>{t('caseList.changesText')}</p>
      <div className={styles.option}>
        <CheckCard
          label={t('caseList.amend')}
          note={t('caseList.amendNote')}
          checked={amend}
          onChange={onAmend}
          small
        />
      </div>
      <Endless
        label={t('caseList.changeList')}
        things={changes}
        total={changes.length}
        keyOf={({ row }) => String(row)}
        onMore={nothingMore}
        rowHeight={lineHeight * 2}
      >
        {({ row, title, differences }) => (
          <div className={styles.line}>
            <b>{t('caseList.row', { row })}</b>
            <div>
              <Foreign text={title} />
              <ul className={styles.differences}>
                {differences.map(({ field, before, after, kept }) => (
                  <li key={field}>
                    <Difference field={field} before={before} after={after} />
                    {kept && <Tag>{t('caseList.stays')}</Tag>}
                  </li>
                ))}
              </ul>
            </div>
          </div>
        )}
      </Endless>
    </Section>
  );
}

function Difference({
  field,
  before,
  after,
}: {
  readonly field: string;
  readonly before: string;
  readonly after: string;
}) {
  const { t } = useTranslation();
  const { fieldName, word } = useWords();
  const [, group, harm] = /^harm\|(.+)\|(.+)$/.exec(field) ?? [];
  const name =
    group === undefined || harm === undefined
      ? fieldName(field.split('.').at(-1) ?? field)
      : `${word(group)} · ${word(harm)}`;
  return (
    <>
      {name}: <Foreign text={inShort(before) || t('case.nothing')} /> →{' '}
      <Foreign text={inShort(after) || t('case.nothing')} />
    </>
  );
}

/** What people look for in a value that has several parts: how many, which place, when. */
function inShort(text: string): string {
  if (!/^[[{]/.test(text)) return text;
  try {
    const value = JSON.parse(text) as Record<string, unknown> | unknown[];
    if (Array.isArray(value))
      return value.map((each) => (typeof each === 'string' ? each : JSON.stringify(each))).join(', ');
    const said = value.name ?? value.edtf ?? value.best ?? value.highest ?? value.lowest;
    return said === undefined || said === null ? text : String(said);
  } catch {
    return text;
  }
}

function Becomes({ fields }: { readonly fields: IncidentFields }) {
  const { t } = useTranslation();
  const inWords = useWhenInWords();
  const words = useWords();
  const { number } = useNumbers();
  const { title, when, place, attackTypes, certainty, harm } = fields;
  return (
    <span>
      <Foreign text={title} />
      <span className={styles.dim}>
        <bdi>{when.edtf === '' ? t('cases.whenUnknown') : inWords(when.edtf)}</bdi> ·{' '}
        {place.name === '' ? t('cases.whereUnknown') : <Foreign text={place.name} />} · {words.certainty(certainty)}
        {attackTypes.map((type) => ` · ${words.attackType(type)}`)}
        {harm
          .filter(({ best }) => best !== null)
          .map(
            ({ group, harm: how, best }) =>
              ` · ${words.word(how)}${group === 'all' ? '' : ` (${words.word(group)})`}: ${number(best ?? 0)}`,
          )}
      </span>
    </span>
  );
}
