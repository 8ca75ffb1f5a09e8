import { useTranslation } from 'react-i18next';
import type { ZipOpened } from '../../shared/contract/companion.ts';
import { Foreign, plainlyShown } from '../kit/foreign.tsx';
import { useWords } from '../language/words.ts';
import styles from './import-panel.module.css';

/** Each zip that was chosen: how many files it has, and which of them stay in it, with the reason. */
export function ZipsOpened({ zips }: { zips: readonly ZipOpened[] }) {
  const { t } = useTranslation();
  const words = useWords();
  return zips.map(({ item, name, members, archived, alreadyHere, refused, problem }) => (
    <details key={item} className={styles.details} open={problem !== null || refused.length > 0}>
      <summary>
        {t('zip.opened', { name: `\u2068${plainlyShown(name)}\u2069` })}{' '}
        {problem === null && `${t('zip.members', { count: members })} · ${t('zip.archived', { count: archived })}`}
      </summary>
      <ul>
        {problem !== null && <li>{words.fault(problem)}</li>}
        {alreadyHere > 0 && <li>{t('zip.alreadyHere', { count: alreadyHere })}</li>}
        {refused.length > 0 && <li>{t('zip.refused', { count: refused.length })}</li>}
        {refused.map((each) => (
          <li key={each.name}>
            <b>
              <Foreign text={each.name} />
            </b>{' '}
            <span className={styles.dim}>{words.fault(each.code)}</span>
          </li>
        ))}
      </ul>
    </details>
  ));
}
