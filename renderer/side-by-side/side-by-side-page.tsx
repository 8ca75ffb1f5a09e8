import { ArrowLeftRight, Maximize, ZoomIn, ZoomOut } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ItemDetail } from '../../shared/contract.ts';
import { useAnswer } from '../bridge/calls.ts';
import { Button } from '../kit/button.tsx';
import { Foreign, plainlyShown } from '../kit/foreign.tsx';
import { Page } from '../kit/page.tsx';
import { Failed, Skeleton } from '../kit/states.tsx';
import { usePlaces } from '../shell/places.tsx';
import { Differences } from './differences.tsx';
import { LinkedPicture } from './linked-picture.tsx';
import styles from './side-by-side.module.css';
import { useView } from './view.ts';

/** Two items beside each other: what is done to one picture is done to both, and what their files say differently is said. */
export function SideBySidePage({ first, second }: { readonly first: number; readonly second: number }) {
  const { t } = useTranslation();
  const { back } = usePlaces();
  const one = useAnswer('item.get', { seq: first });
  const other = useAnswer('item.get', { seq: second });
  const [turned, setTurned] = useState(false);
  const view = useView();
  const failed = one.error ?? other.error;
  const both = one.data && other.data ? (turned ? [other.data, one.data] : [one.data, other.data]) : null;
  return (
    <Page
      title={t('sideBySide.title')}
      back={back}
      deeds={
        <>
          <Button look="quiet" icon={<ZoomOut />} aria-label={t('item.zoomOut')} onPress={view.smaller} />
          <Button
            look="quiet"
            icon={<Maximize />}
            aria-label={t('item.zoomFit')}
            isDisabled={view.isWhole}
            onPress={view.whole}
          />
          <Button look="quiet" icon={<ZoomIn />} aria-label={t('item.zoomIn')} onPress={view.larger} />
          <Button icon={<ArrowLeftRight />} onPress={() => setTurned(!turned)}>
            {t('sideBySide.turn')}
          </Button>
        </>
      }
    >
      {failed !== null && <Failed error={failed} />}
      {failed === null && both === null && <Skeleton tiles={2} />}
      {both !== null && (
        <>
          <div className={styles.pair}>
            {both.map((item) => (
              <Side key={item.summary.seq} item={item} view={view} />
            ))}
          </div>
          <p className={styles.hint}>{t('sideBySide.hint')}</p>
          <Differences items={both as [ItemDetail, ItemDetail]} />
        </>
      )}
    </Page>
  );
}

function Side({ item, view }: { readonly item: ItemDetail; readonly view: ReturnType<typeof useView> }) {
  const { t } = useTranslation();
  const { go } = usePlaces();
  const { summary } = item;
  return (
    <section className={styles.side} aria-label={plainlyShown(summary.name)}>
      <h2>
        <Button
          look="link"
          aria-label={t('alike.open', { name: plainlyShown(summary.name) })}
          onPress={() => go({ at: 'item', seq: summary.seq })}
        >
          <Foreign text={summary.name} />
        </Button>
      </h2>
      <LinkedPicture summary={summary} view={view} />
    </section>
  );
}
