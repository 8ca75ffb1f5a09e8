import { useTranslation } from 'react-i18next';
import { RadioCards } from '../kit/choice.tsx';
import { Notice } from '../kit/notice.tsx';
import type { StepProps } from './draft.ts';
import { faultOf } from './draft.ts';
import styles from './interview.module.css';
import { Missing } from './missing.tsx';

/** A child, or sexual violence: somebody who is trained for it asks, and nothing of it is written down here. */
export function CareStep({ draft, change, tried }: StepProps) {
  const { t } = useTranslation();
  const stops = draft.care === 'a child' || draft.care === 'for a specialist';
  return (
    <>
      <h1>{t('interview.care.title')}</h1>
      <p className={styles.say}>{t('interview.care.text', { pause: t('interview.pause') })}</p>
      <RadioCards
        label={t('interview.care.title')}
        hideLabel
        value={draft.care}
        options={[
          { key: 'neither', label: t('interview.care.neither'), note: t('interview.care.neitherNote') },
          { key: 'a child', label: t('interview.care.child'), note: t('interview.care.childNote') },
          { key: 'for a specialist', label: t('interview.care.specialist'), note: t('interview.care.specialistNote') },
        ]}
        onChange={(care) => change({ care })}
      />
      {tried && faultOf(draft, 'care', false) !== null && <Missing>{t('interview.care.choose')}</Missing>}
      {stops && (
        <Notice kind="warn" title={t('interview.care.stop')} urgent>
          <p>{t('interview.care.stopText')}</p>
        </Notice>
      )}
    </>
  );
}
