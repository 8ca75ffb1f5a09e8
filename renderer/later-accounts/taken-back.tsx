import { Undo2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { LaterAccount } from '../../shared/contract.ts';
import type { TakenBackExtent } from '../../shared/model/later-accounts.ts';
import { Notice } from '../kit/notice.tsx';
import styles from './later-accounts.module.css';

/** A few words beside a name, wherever an account that was taken back is listed or found. */
export function TakenBackMark({ extent }: { extent: TakenBackExtent | null }) {
  const { t } = useTranslation();
  if (extent === null) return null;
  return (
    <span className={styles.mark}>
      <Undo2 aria-hidden />
      {t(`takenBack.${extent}`)}
    </span>
  );
}

const isTaken = (later: LaterAccount) => later.act === 'takes back';

/** Says first of all that the account was taken back, before anybody reads it. */
export function TakenBackNotice({ later }: { later: readonly LaterAccount[] }) {
  const { t } = useTranslation();
  if (!later.some(isTaken)) return null;
  const whole = later.some((each) => each.act === 'takes back' && each.paragraphs === null);
  return (
    <div className={styles.above}>
      <Notice kind="warn" title={t(whole ? 'laterAccount.tookBackWhole' : 'laterAccount.tookBackPart')}>
        <span>{t('laterAccount.tookBackNote')}</span>
      </Notice>
    </div>
  );
}

/** Numbers of the paragraphs, as they stand now, that were taken back; `all` where everything was. */
export function takenNumbers(later: readonly LaterAccount[]): ReadonlySet<number> | 'all' {
  const numbers = new Set<number>();
  for (const each of later) {
    if (each.act !== 'takes back') continue;
    if (each.paragraphs === null) return 'all';
    for (const { now } of each.paragraphs) if (now !== null) numbers.add(now);
  }
  return numbers;
}
