import { useTranslation } from 'react-i18next';
import type { Told } from '../../shared/model/testimony.ts';
import { plainlyShown } from '../kit/foreign.tsx';
import styles from './interview.module.css';

/** A witness's account, as it was given, with how each part is known. */
export function Account(props: {
  readonly paragraphs: readonly Told[];
  readonly language: string;
  /** Numbers of paragraphs that the witness took back. */
  readonly taken?: ReadonlySet<number> | 'all';
}) {
  const { paragraphs, language, taken } = props;
  const { t } = useTranslation();
  return (
    <ol className={styles.account}>
      {[...paragraphs.entries()].map(([place, paragraph]) => (
        <li key={place} dir="auto">
          <p lang={language}>{plainlyShown(paragraph.text)}</p>
          <small>
            {t(`basis.${paragraph.basis}`)}
            {paragraph.toldBy !== undefined && (
              <>
                {' · '}
                <bdi>{plainlyShown(paragraph.toldBy)}</bdi>
              </>
            )}
          </small>
          {(taken === 'all' || taken?.has(place + 1)) && (
            <small className={styles.takenBack}>{t('laterAccount.paragraphBack')}</small>
          )}
        </li>
      ))}
    </ol>
  );
}
