import { useTranslation } from 'react-i18next';
import { Page } from '../kit/page.tsx';
import { usePlaces } from '../shell/places.tsx';
import { ForOthers } from './for-others.tsx';
import { ForUs } from './for-us.tsx';
import styles from './witnesses.module.css';

/** Who vouches for this vault, and for whom it vouches. */
export function WitnessesPage() {
  const { t } = useTranslation();
  const { go } = usePlaces();
  return (
    <Page title={t('witnesses.title')} back={() => go({ at: 'ledger' })} narrow>
      <p className={styles.text}>{t('witnesses.intro')}</p>
      <ForUs />
      <ForOthers />
    </Page>
  );
}
