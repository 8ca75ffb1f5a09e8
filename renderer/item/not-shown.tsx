import { useTranslation } from 'react-i18next';
import type { ItemDetail } from '../../shared/contract.ts';
import { mediaKind } from '../../shared/model/media-kinds.ts';
import { Notice } from '../kit/notice.tsx';
import { KindIcon, useKindInWords } from './kind-picture.tsx';
import styles from './player.module.css';

/** What stands in the place of something that Sanad archives and doesn't show, and why. */
export function NotShown({ item }: { item: ItemDetail }) {
  const { t } = useTranslation();
  const inWords = useKindInWords();
  const { summary, metadata } = item;
  const words = mediaKind(summary.type) === 'document' ? 'document' : 'file';
  return (
    <section className={styles.instead} aria-label={inWords(summary)}>
      <span className={styles.sign}>
        <KindIcon type={summary.type} />
      </span>
      <b>{inWords(summary)}</b>
      <Notice kind="info" title={t(`${words}.notShown`)}>
        {metadata?.derived.document?.locked && <p>{t('document.locked')}</p>}
        <p>{t(`${words}.notShownText`)}</p>
      </Notice>
    </section>
  );
}
