import { MapPin, TriangleAlert } from 'lucide-react';
import { type MouseEvent, memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ItemSummary } from '../../shared/contract.ts';
import { bridge } from '../bridge/bridge.ts';
import { KindIcon, useKindInWords } from '../item/kind-picture.tsx';
import { classes } from '../kit/classes.ts';
import { Foreign, plainlyShown } from '../kit/foreign.tsx';
import { useDates } from '../language/dates.ts';
import styles from './gallery.module.css';

export const Tile = memo(function Tile(props: {
  readonly item: ItemSummary;
  readonly width: number;
  readonly height: number;
  readonly selected: boolean;
  /** Tab reaches one tile; the arrows do the rest. */
  readonly reachable: boolean;
  readonly onPress: (event: MouseEvent, seq: number) => void;
  readonly onOpen: (seq: number) => void;
}) {
  const { t } = useTranslation();
  const { captured } = useDates();
  const kindInWords = useKindInWords();
  const { item } = props;
  const told = [
    plainlyShown(item.name),
    ...(item.preview ? [] : [kindInWords(item)]),
    item.captured === null ? t('items.dayUnknown') : captured(item.captured),
    ...(item.positioned ? [t('items.positioned')] : []),
    ...(item.conflicts > 0 ? [t('items.flags', { count: item.conflicts })] : []),
  ];
  return (
    <button
      type="button"
      className={classes(styles.tile, props.selected && styles.selected)}
      style={{ inlineSize: props.width, blockSize: props.height }}
      aria-label={told.join(', ')}
      aria-pressed={props.selected}
      tabIndex={props.reachable ? 0 : -1}
      data-seq={item.seq}
      onClick={(event) => props.onPress(event, item.seq)}
      onDoubleClick={() => props.onOpen(item.seq)}
    >
      {item.preview ? (
        <img src={bridge.resource(`thumb/${item.seq}`)} alt="" decoding="async" draggable={false} />
      ) : (
        <span className={styles.noPreview}>
          <KindIcon type={item.type} />
          <span className={styles.noPreviewName}>
            <Foreign text={item.name} />
          </span>
          <span>{kindInWords(item)}</span>
        </span>
      )}
      {item.preview && (
        <span className={styles.name} aria-hidden>
          <Foreign text={item.name} />
        </span>
      )}
      <span className={styles.badges} aria-hidden>
        {item.positioned && (
          <span className={styles.badge}>
            <MapPin />
          </span>
        )}
        {item.conflicts > 0 && (
          <span className={classes(styles.badge, styles.flag)}>
            <TriangleAlert />
            {t('items.flags', { count: item.conflicts })}
          </span>
        )}
      </span>
    </button>
  );
});
