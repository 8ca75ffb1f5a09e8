import { useTranslation } from 'react-i18next';
import type { Relation } from '../../shared/contract.ts';
import { Button } from '../kit/button.tsx';
import { Foreign } from '../kit/foreign.tsx';
import { usePlaces } from '../shell/places.tsx';
import styles from './parts.module.css';
import { RecordLink } from './record-link.tsx';

/** Links from and to one thing, each as the sentence that it says. */
export function Relations({ relations }: { readonly relations: readonly Relation[] }) {
  const { t } = useTranslation();
  const { go } = usePlaces();
  return (
    <ul className={styles.lines}>
      {relations.map(({ link, kind, end, other, reason }) => {
        const name =
          other.what === 'record' ? (
            <RecordLink {...other} />
          ) : (
            <Button look="link" onPress={() => go({ at: 'item', seq: other.seq })}>
              <Foreign text={other.name} />
            </Button>
          );
        return (
          <li key={link}>
            {end === 'from' ? (
              <>
                {t(`relation.${kind}`)} {name}
              </>
            ) : (
              <>
                {name} {t('recordPage.points', { how: t(`relation.${kind}`) })}
              </>
            )}
            {reason !== '' && (
              <p className={styles.dim}>
                <Foreign text={reason} />
              </p>
            )}
          </li>
        );
      })}
    </ul>
  );
}
