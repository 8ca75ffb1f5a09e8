import { useTranslation } from 'react-i18next';
import type { CompanionFound } from '../../shared/contract/companion.ts';
import { mayLackEarlier, tellingCounts } from '../../shared/model/companions.ts';
import { Foreign, plainlyShown } from '../kit/foreign.tsx';
import { useWords } from '../language/words.ts';
import styles from './import-panel.module.css';

/** Lines shown; a folder of Google Takeout has a sidecar for each picture. */
const mostShown = 100;

/** Which files of an import say something of others, as what they were read, and what comparing gave. */
export function CompanionsFound({ found }: { found: readonly CompanionFound[] }) {
  const { t } = useTranslation();
  const words = useWords();
  // What needs looking at first.
  const mayLack = ({ form, chat, counts }: CompanionFound) =>
    form !== null && chat !== null && counts !== null && mayLackEarlier(form, chat, counts);
  const troubled = (one: CompanionFound) =>
    one.counts === null || one.counts.differs + one.counts.absent > 0 || mayLack(one);
  const shown = found.toSorted((a, b) => Number(troubled(b)) - Number(troubled(a))).slice(0, mostShown);
  return (
    <ul>
      {shown.map(({ item, name, form, counts, chat }) => (
        <li key={item}>
          {form === null || counts === null ? (
            <span>
              {t('companion.unread', { name: plainlyShown(name) })} {words.fault('COMPANION_UNREADABLE')}
            </span>
          ) : (
            <>
              <b>
                <Foreign text={name} />
              </b>{' '}
              <span className={styles.dim}>
                {[
                  t(`companion.form.${form}`),
                  ...(chat === null ? [] : [t('companion.messages', { count: chat.messages })]),
                  ...tellingCounts(counts).map((count) => t(`companion.counts.${count}`, { count: counts[count] })),
                  ...(mayLack({ item, name, form, counts, chat }) ? [t('companion.mayLackEarlier')] : []),
                ].join(' · ')}
              </span>
            </>
          )}
        </li>
      ))}
    </ul>
  );
}
