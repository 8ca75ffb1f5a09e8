import { Check } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Failed, Skeleton } from '../kit/states.tsx';
import { useNumbers } from '../language/dates.ts';
import { useWords } from '../language/words.ts';
import { KeptBack } from './kept-back.tsx';
import { usePreview, useQuestions } from './preview.ts';
import { Questions } from './questions.tsx';
import styles from './send.module.css';
import type { SendStepProps } from './send-draft.ts';
import { inOrder, Stays } from './stays.tsx';
import { TableContents } from './table-contents.tsx';

/** Exactly what leaves and what stays, with reasons, as the gate decides it, and what a person keeps back beyond that. */
export function ContentsStep({ draft, change, tried }: SendStepProps) {
  const { t } = useTranslation();
  const { questions } = useQuestions(draft, true);
  return (
    <>
      <h2 className={styles.title}>{t('send.contents.title')}</h2>
      <Questions draft={draft} change={change} tried={tried} questions={questions} />
      {draft.table === null ? (
        <Preview draft={draft} />
      ) : (
        <TableContents draft={draft} table={draft.table} onChange={(table) => change({ table })} />
      )}
      <KeptBack withhold={draft.withhold} onChange={(withhold) => change({ withhold })} />
      <p className={styles.dim}>{t(draft.table === null ? 'send.contents.withheld' : 'caseTable.limit')}</p>
    </>
  );
}

function Preview({ draft }: Pick<SendStepProps, 'draft'>) {
  const { t } = useTranslation();
  const words = useWords();
  const { number, bytes } = useNumbers();
  const preview = usePreview(draft);
  if (preview.isPending) return <Skeleton lines={6} />;
  if (preview.isError) return <Failed error={preview.error} again={() => void preview.refetch()} />;
  const { items } = preview.data;
  const leaves = inOrder(preview.data.leaves);
  return (
    <>
      <p className={styles.text}>
        {words.audience(draft.audience)} · {t('send.contents.size', { count: items, bytes: bytes(preview.data.bytes) })}
      </p>
      <div className={styles.two}>
        <section>
          <h3>{t('send.contents.leaves')}</h3>
          {leaves.length === 0 && <p className={styles.dim}>{t('send.contents.nothingLeaves')}</p>}
          <ul className={styles.list}>
            {leaves.map(({ what, count }) => (
              <li key={what}>
                <Check className={styles.leaves} aria-hidden />
                <span>{words.what(what)}</span>
                <b>{number(count)}</b>
              </li>
            ))}
          </ul>
        </section>
        <Stays stays={preview.data.stays} />
      </div>
    </>
  );
}
