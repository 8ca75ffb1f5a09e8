import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { ItemSummary } from '../../shared/contract.ts';
import { bridge } from '../bridge/bridge.ts';
import { KindIcon, useKindInWords } from '../item/kind-picture.tsx';
import { Button } from '../kit/button.tsx';
import { Deeds, Dialog } from '../kit/dialog.tsx';
import { plainlyShown } from '../kit/foreign.tsx';
import { useDates } from '../language/dates.ts';
import { useLook } from '../language/language.ts';
import styles from './quick-look.module.css';

/** One picture, large, for a moment. */
export function QuickLook(props: {
  readonly item: ItemSummary;
  readonly onClose: () => void;
  readonly onOpen: () => void;
  /** To the item that stands so many places further: 1 or -1. */
  readonly onMove: (by: 1 | -1) => void;
}) {
  const { t } = useTranslation();
  const { captured } = useDates();
  const kindInWords = useKindInWords();
  const { item, onMove } = props;
  const { language } = useLook();
  useEffect(() => {
    const onKey = ({ key }: KeyboardEvent) => {
      if (key !== 'ArrowRight' && key !== 'ArrowLeft') return;
      onMove((key === 'ArrowRight') === (language !== 'ar') ? 1 : -1);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [language, onMove]);
  return (
    <Dialog title={plainlyShown(item.name)} onClose={props.onClose} wide>
      <p className={styles.when}>
        <bdi>{item.captured === null ? t('items.dayUnknown') : captured(item.captured)}</bdi>
      </p>
      {item.preview ? (
        <img
          className={styles.picture}
          src={bridge.resource(`view/${item.seq}`)}
          alt={t('item.picture', { name: plainlyShown(item.name) })}
        />
      ) : (
        <p className={styles.none}>
          <KindIcon type={item.type} />
          <br />
          {kindInWords(item)}
        </p>
      )}
      <Deeds>
        <Button look="primary" autoFocus onPress={props.onOpen}>
          {t('items.open')}
        </Button>
        <Button onPress={props.onClose}>{t('kit.close')}</Button>
      </Deeds>
    </Dialog>
  );
}
