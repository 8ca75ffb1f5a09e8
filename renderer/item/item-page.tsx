import { Maximize, ZoomIn, ZoomOut } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ItemDetail, ItemSummary } from '../../shared/contract.ts';
import { mediaKind } from '../../shared/model/media-kinds.ts';
import { bridge } from '../bridge/bridge.ts';
import { useAnswer } from '../bridge/calls.ts';
import { MoreMenu } from '../erasure/more-menu.tsx';
import { useAllItems } from '../items/all-items.ts';
import { goOnTo } from '../items/gone-on.ts';
import { Button } from '../kit/button.tsx';
import { classes } from '../kit/classes.ts';
import { Foreign, plainlyShown } from '../kit/foreign.tsx';
import { keepsKeys, Neighbours } from '../kit/neighbours.tsx';
import { Page } from '../kit/page.tsx';
import { Failed, Skeleton } from '../kit/states.tsx';
import { type Place, usePlaces } from '../shell/places.tsx';
import styles from './item.module.css';
import { ItemInspector } from './item-inspector.tsx';
import { NotShown } from './not-shown.tsx';
import { Player } from './player.tsx';
import { Tags } from './tags.tsx';
import { TextView } from './text-view.tsx';

/** Widths of the picture in parts of the preview's own; `null` fits it into the frame. */
const steps = [0.5, 0.75, 1, 1.5, 2, 3] as const;

export function ItemPage({ seq }: { seq: number }) {
  const { t } = useTranslation();
  const { back, before: cameFrom, replace } = usePlaces();
  const item = useAnswer('item.get', { seq });
  const items = useNeighbours(cameFrom?.place ?? null, seq);
  const [step, setStep] = useState<number | null>(null);
  const [showTags, setShowTags] = useState(false);
  const at = items.findIndex((each) => each.seq === seq);
  const before = items[at - 1]?.seq;
  const after = at < 0 ? undefined : items[at + 1]?.seq;
  const summary = item.isError ? undefined : item.data?.summary;
  const isPicture = summary?.preview ?? false;
  const smaller = () => setStep((now) => Math.max(0, (now ?? 1) - 1));
  const larger = () => setStep((now) => Math.min(steps.length - 1, (now ?? 1) + 1));
  const fit = () => setStep(null);
  const move = (to: number | undefined) => {
    if (to === undefined) return;
    if (cameFrom?.place.at === 'items') goOnTo(to, cameFrom.kept);
    replace({ at: 'item', seq: to });
  };
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const elsewhere = (event.target as HTMLElement).closest(keepsKeys) !== null;
      if (elsewhere || event.ctrlKey || event.metaKey || event.altKey) return;
      const keys: Record<string, () => void> = {
        Escape: back,
        ...(isPicture ? { '+': larger, '=': larger, '-': smaller, 0: fit } : {}),
      };
      keys[event.key]?.();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  });
  return (
    <Page
      title={summary ? <Foreign text={summary.name} /> : item.isError ? t('erasure.what.item') : ' '}
      back={back}
      bare
      inspector={item.isError ? undefined : <ItemInspector seq={seq} />}
      deeds={
        <>
          {isPicture && (
            <>
              <Button
                look="quiet"
                icon={<ZoomOut />}
                aria-label={t('item.zoomOut')}
                keys={['−']}
                isDisabled={step === 0}
                onPress={smaller}
              />
              <Button
                look="quiet"
                icon={<Maximize />}
                aria-label={t('item.zoomFit')}
                keys={['0']}
                isDisabled={step === null}
                onPress={fit}
              />
              <Button
                look="quiet"
                icon={<ZoomIn />}
                aria-label={t('item.zoomIn')}
                keys={['+']}
                isDisabled={step === steps.length - 1}
                onPress={larger}
              />
            </>
          )}
          <Neighbours
            before={t('item.previous')}
            after={t('item.next')}
            onBefore={before === undefined ? undefined : () => move(before)}
            onAfter={after === undefined ? undefined : () => move(after)}
            // A picture larger than its frame is moved by the arrows.
            byArrows={isPicture && step === null}
          />
          <MoreMenu on={{ what: 'item', seq }} erasable={[{ what: 'item', seq }]} isThere={summary !== undefined} />
        </>
      }
    >
      {item.isPending && <Skeleton tiles={1} />}
      {item.isError && (
        <div className={styles.failed}>
          <Failed error={item.error} again={() => void item.refetch()} />
        </div>
      )}
      {item.data && (
        <div className={styles.stage} data-open>
          <Shown key={seq} item={item.data} step={step} />
          <Tags item={item.data} open={showTags} onOpen={setShowTags} />
        </div>
      )}
    </Page>
  );
}

/** What one walks through from here: the items that were listed where this one was opened, and all of them where it is none of those. */
function useNeighbours(from: Place | null, seq: number): readonly ItemSummary[] {
  const listed = useAllItems(from?.at === 'items' ? (from.filter ?? 'all') : 'all').items;
  const all = useAllItems('all').items;
  return listed.some((each) => each.seq === seq) ? listed : all;
}

/** The item itself: a picture, a recording to play, words to read, or what stands for it. */
function Shown({ item, step }: { item: ItemDetail; step: number | null }) {
  const { t } = useTranslation();
  const { summary } = item;
  const kind = mediaKind(summary.type);
  if (kind === 'video' || kind === 'sound') return <Player item={item} />;
  if (kind === 'text') return <TextView summary={summary} />;
  if (kind === 'document' || kind === 'other') return <NotShown item={item} />;
  const name = t('item.picture', { name: plainlyShown(summary.name) });
  // A frame that scrolls can be reached with the keyboard.
  return (
    <section className={styles.frame} aria-label={name}>
      {summary.preview ? (
        <img
          className={classes(styles.picture, step === null && styles.fit)}
          src={bridge.resource(`view/${summary.seq}`)}
          alt={name}
          style={step === null ? {} : { zoom: steps[step] ?? 1 }}
        />
      ) : (
        <p className={styles.none}>{t('item.noPicture')}</p>
      )}
    </section>
  );
}
