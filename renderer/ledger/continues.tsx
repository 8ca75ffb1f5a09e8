import { useTranslation } from 'react-i18next';
import { Hash } from '../kit/hash.tsx';
import { Notice } from '../kit/notice.tsx';
import { useVault } from '../shell/vault.tsx';
import styles from './ledger.module.css';

/** Said where the ledger is shown, on a file system that doesn't tell a copied folder from one that stayed. */
export function CopiesUnnoticed() {
  const { t } = useTranslation();
  const { noticesCopies } = useVault().vault;
  if (noticesCopies) return null;
  return (
    <Notice kind="info" title={t('continuing.unnoticed')}>
      <p>{t('continuing.unnoticedText')}</p>
    </Notice>
  );
}

/** Said wherever this ledger is shown: that it goes on from another one, as it says itself. */
export function Continues() {
  const { t } = useTranslation();
  const { continues } = useVault().vault;
  if (continues === null) return null;
  return (
    <Notice kind="info" title={t('continuing.says', { count: continues.size })}>
      <p>{t('continuing.saysText')}</p>
      <p className={styles.dim}>{t('continuing.older')}</p>
      <Hash value={continues.ledger} label={t('continuing.older')} />
    </Notice>
  );
}
