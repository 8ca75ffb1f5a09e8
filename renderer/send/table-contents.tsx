import { useTranslation } from 'react-i18next';
import { caseTableForms } from '../../shared/model/case-table.ts';
import { CheckLine, RadioCards } from '../kit/choice.tsx';
import { Failed, Skeleton } from '../kit/states.tsx';
import { useNumbers } from '../language/dates.ts';
import { useWords } from '../language/words.ts';
import { useTablePreview } from './preview.ts';
import styles from './send.module.css';
import type { SendDraft, TableDraft } from './send-draft.ts';
import { Stays } from './stays.tsx';

/** In whose columns cases are handed out, and what the gate leaves of them. */
export function TableContents(props: {
  readonly draft: SendDraft;
  readonly table: TableDraft;
  readonly onChange: (table: TableDraft) => void;
}) {
  const { t } = useTranslation();
  const { draft, table, onChange } = props;
  const { of } = table;
  return (
    <>
      <p className={styles.text}>{of === 'all' ? t('caseTable.all') : t('caseTable.which', { count: of.length })}</p>
      <RadioCards
        label={t('caseTable.columns')}
        value={table.as}
        options={caseTableForms.map((key) => ({
          key,
          label: t(`caseTable.form.${key}`),
          note: t(`caseTable.formNote.${key}`),
        }))}
        onChange={(as) => onChange({ ...table, as })}
        small
      />
      <CheckLine checked={table.bom} onChange={(bom) => onChange({ ...table, bom })}>
        {t('caseTable.bom')}
      </CheckLine>
      <Preview draft={draft} />
    </>
  );
}

function Preview({ draft }: { readonly draft: SendDraft }) {
  const { t } = useTranslation();
  const words = useWords();
  const { number } = useNumbers();
  const preview = useTablePreview(draft);
  if (preview.isPending) return <Skeleton lines={6} />;
  if (preview.isError) return <Failed error={preview.error} again={() => void preview.refetch()} />;
  const { cases, columns, withheld, guarded, stays } = preview.data;
  return (
    <div className={styles.two}>
      <section>
        <h3>{t('send.contents.leaves')}</h3>
        {cases === 0 ? (
          <p className={styles.dim}>{t('send.contents.nothingLeaves')}</p>
        ) : (
          <>
            <p>
              {words.audience(draft.audience)} ·{' '}
              {t('caseTable.size', { cases: number(cases), columns: number(columns) })}
            </p>
            {withheld > 0 && <p className={styles.dim}>{t('caseTable.withheld', { count: withheld })}</p>}
            {guarded > 0 && <p className={styles.dim}>{t('caseTable.guarded', { count: guarded })}</p>}
          </>
        )}
      </section>
      <Stays stays={stays} />
    </div>
  );
}
