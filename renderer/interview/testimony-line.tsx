import { useTranslation } from 'react-i18next';
import type { TestimonySummary } from '../../shared/contract.ts';
import { Button } from '../kit/button.tsx';
import { Foreign } from '../kit/foreign.tsx';
import { useDates } from '../language/dates.ts';
import { useWords } from '../language/words.ts';
import { TakenBackMark } from '../later-accounts/taken-back.tsx';
import { usePlaces } from '../shell/places.tsx';
import styles from './interview.module.css';

/** BCP 47: nobody said which language. */
export const undetermined = 'und';

export function TestimonyLine({ testimony }: { testimony: TestimonySummary }) {
  const { t } = useTranslation();
  const words = useWords();
  const { shortInstant } = useDates();
  const { go } = usePlaces();
  return (
    <div className={styles.line}>
      <Button look="link" onPress={() => go({ at: 'testimony', id: testimony.id })}>
        <Foreign text={testimony.witness} />
      </Button>
      <span>
        {t(`consentState.${testimony.consent as 'given'}`)}
        {testimony.audiences.length > 0 && `: ${testimony.audiences.map(words.audience).join(', ')}`}
      </span>
      <TakenBackMark extent={testimony.takenBack} />
      {testimony.added > 0 && (
        <span className={styles.dim}>{t('laterAccount.addedTimes', { count: testimony.added })}</span>
      )}
      {testimony.paragraphs === 0 && testimony.stopped !== null && (
        <span className={styles.dim}>{t('interview.close.noAccount')}</span>
      )}
      <span className={styles.dim}>
        {testimony.language !== undetermined && `${words.language(testimony.language)} · `}
        <bdi>{shortInstant(testimony.at)}</bdi>
      </span>
    </div>
  );
}
