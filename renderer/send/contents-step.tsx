import { Check, Minus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { matters } from '../../shared/model/withholding.ts';
import { reasonsOf } from '../../shared/report/withheld.ts';
import { Failed, Skeleton } from '../kit/states.tsx';
import { useNumbers } from '../language/dates.ts';
import { useReportWords } from '../language/report-words.ts';
import { useWords } from '../language/words.ts';
import { KeptBack } from './kept-back.tsx';
import { usePreview, useQuestions } from './preview.ts';
import { Questions } from './questions.tsx';
import styles from './send.module.css';
import type { SendStepProps } from './send-draft.ts';

const order: readonly string[] = matters;

/** Exactly what leaves and what stays, with reasons, as the gate decides it, and what a person keeps back beyond that. */
export function ContentsStep({ draft, change, tried }: SendStepProps) {
  const { t } = useTranslation();
  const { questions } = useQuestions(draft, true);
  return (
    <>
      <h2 className={styles.title}>{t('send.contents.title')}</h2>
      <Questions draft={draft} change={change} tried={tried} questions={questions} />
      <Preview draft={draft} />
      <KeptBack withhold={draft.withhold} onChange={(withhold) => change({ withhold })} />
      <p className={styles.dim}>{t('send.contents.withheld')}</p>
    </>
  );
}

function Preview({ draft }: Pick<SendStepProps, 'draft'>) {
  const { t } = useTranslation();
  const words = useWords();
  const report = useReportWords();
  const { number, bytes } = useNumbers();
  const preview = usePreview(draft);
  if (preview.isPending) return <Skeleton lines={6} />;
  if (preview.isError) return <Failed error={preview.error} again={() => void preview.refetch()} />;
  const { items } = preview.data;
  const inOrder = <T extends { what: string }>(list: readonly T[]) =>
    [...list].sort((a, b) => order.indexOf(a.what) - order.indexOf(b.what));
  const leaves = inOrder(preview.data.leaves);
  const stays = inOrder(preview.data.stays);
  return (
    <>
      <p className={styles.text}>
        {words.audience(draft.audience)} ·{' '}
        {t('send.contents.size', { items: number(items), bytes: bytes(preview.data.bytes) })}
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
        <section>
          <h3>{t('send.contents.stays')}</h3>
          {stays.length === 0 && <p className={styles.dim}>{t('send.contents.nothingStays')}</p>}
          <ul className={styles.list}>
            {stays.map(({ what, count, ground, chosen }) => (
              <li key={JSON.stringify([what, ground, chosen])}>
                <Minus aria-hidden />
                <span>
                  {words.what(what)}
                  <small>{words.ground(ground)}</small>
                  {chosen !== null && <small>{reasonsOf(chosen, report)}</small>}
                </span>
                <b>{number(count)}</b>
              </li>
            ))}
          </ul>
        </section>
      </div>
    </>
  );
}
