import { useTranslation } from 'react-i18next';
import type { ZipOpened } from '../../shared/contract/companion.ts';
import { Foreign, plainlyShown } from '../kit/foreign.tsx';
import { useWords } from '../language/words.ts';
import styles from './import-panel.module.css';

/** Each zip that was chosen: how many files it has, and which of them stay in it, with the reason. */
export function ZipsOpened({ zips }: { zips: readonly ZipOpened[] }) {
  return zips.map((zip) => <Zip key={zip.item} {...zip} />);
}

function Zip({ name, members, archived, alreadyHere, refused, problem }: ZipOpened) {
  const { t } = useTranslation();
  const words = useWords();
  if (problem !== null)
    return (
      <details className={styles.details} open>
        <summary>{t('zip.notOpened', { name: plainlyShown(name) })}</summary>
        <ul>
          <li>{words.fault(problem)}</li>
        </ul>
      </details>
    );
  return (
    <details className={styles.details} open={refused.length > 0}>
      <summary>{t('zip.opened', { name: plainlyShown(name) })}</summary>
      <ul>
        <li>{t('zip.members', { count: members })}</li>
        <li>{t('zip.archived', { count: archived })}</li>
        {alreadyHere > 0 && <li>{t('zip.alreadyHere', { count: alreadyHere })}</li>}
        {refused.length > 0 && <li>{t('zip.refused', { count: refused.length })}</li>}
        {refused.map((each) => (
          <li key={`${each.name} ${each.code}`}>
            <b>
              <Foreign text={each.name} />
            </b>{' '}
            <span className={styles.dim}>{words.fault(each.code)}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}
