import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Relation } from '../../shared/contract.ts';
import { askAgain, useDeed } from '../bridge/calls.ts';
import { Button } from '../kit/button.tsx';
import { Foreign } from '../kit/foreign.tsx';
import { ReasonDialog } from '../kit/reason-dialog.tsx';
import { usePlaces } from '../shell/places.tsx';
import { useVault } from '../shell/vault.tsx';
import styles from './parts.module.css';
import { RecordLink } from './record-link.tsx';

/** Links from and to one thing, each as the sentence that it says. */
export function Relations({ relations }: { readonly relations: readonly Relation[] }) {
  const { t } = useTranslation();
  const { go } = usePlaces();
  const { vault } = useVault();
  const [removing, setRemoving] = useState<string | null>(null);
  const unrelate = useDeed('record.unrelate', () => {
    setRemoving(null);
    askAgain('record.');
    askAgain('incident.');
  });
  return (
    <>
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
              )}{' '}
              <Button look="link" isDisabled={vault.readOnly} onPress={() => setRemoving(link)}>
                {t('recordPage.unlink')}
              </Button>
            </li>
          );
        })}
      </ul>
      {removing !== null && (
        <ReasonDialog
          title={t('recordPage.unlinkTitle')}
          text={t('recordPage.unlinkText')}
          deed={t('recordPage.unlink')}
          busy={unrelate.isPending}
          error={unrelate.error}
          onClose={() => setRemoving(null)}
          onDo={(reason) => unrelate.mutate({ link: removing, reason })}
        />
      )}
    </>
  );
}
