import { type KeyboardEvent, type PointerEvent, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { ItemSummary } from '../../shared/contract.ts';
import { bridge } from '../bridge/bridge.ts';
import { KindIcon, useKindInWords } from '../item/kind-picture.tsx';
import { plainlyShown } from '../kit/foreign.tsx';
import styles from './side-by-side.module.css';
import type { useView } from './view.ts';

/** How far an arrow moves, in parts of the frame. */
const nudge = 0.1;

/** How much larger one turn of the wheel makes it, and one press. */
const turn = 1.2;
const press = 1.5;

/** Where a pointer is, in parts of the frame from its middle. */
function pointIn(frame: Element, { clientX, clientY }: { readonly clientX: number; readonly clientY: number }) {
  const { x, y, width, height } = frame.getBoundingClientRect();
  return { x: (clientX - x) / width - 0.5, y: (clientY - y) / height - 0.5 };
}

/** A picture in a frame: a press or the wheel makes it larger around the pointer, dragging and the arrows move it, and the other one with it. */
export function LinkedPicture(props: { readonly summary: ItemSummary; readonly view: ReturnType<typeof useView> }) {
  const { t } = useTranslation();
  const kindInWords = useKindInWords();
  const { summary, view } = props;
  const frame = useRef<HTMLButtonElement>(null);
  const dragged = useRef(false);
  const scaleAt = useRef(view.scaleAt);
  scaleAt.current = view.scaleAt;

  useEffect(() => {
    const element = frame.current;
    if (element === null) return;
    // Not passive: the page must not scroll at the same time.
    const onWheel = (event: WheelEvent) => {
      event.preventDefault();
      scaleAt.current(event.deltaY < 0 ? turn : 1 / turn, pointIn(element, event));
    };
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => element.removeEventListener('wheel', onWheel);
  }, []);

  const onPointerDown = (event: PointerEvent<HTMLButtonElement>) => {
    dragged.current = false;
    if (event.button === 0) event.currentTarget.setPointerCapture(event.pointerId);
  };
  const onPointerMove = (event: PointerEvent<HTMLButtonElement>) => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const { width, height } = event.currentTarget.getBoundingClientRect();
    if (event.movementX !== 0 || event.movementY !== 0) dragged.current = true;
    view.moveBy(event.movementX / width, event.movementY / height);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const keys: Record<string, () => void> = {
      '+': view.larger,
      '=': view.larger,
      '-': view.smaller,
      0: view.whole,
      ArrowRight: () => view.moveBy(-nudge, 0),
      ArrowLeft: () => view.moveBy(nudge, 0),
      ArrowDown: () => view.moveBy(0, -nudge),
      ArrowUp: () => view.moveBy(0, nudge),
    };
    const deed = keys[event.key];
    if (deed === undefined) return;
    event.preventDefault();
    deed();
  };

  if (!summary.preview) {
    return (
      <div className={styles.none}>
        <KindIcon type={summary.type} />
        <p>{kindInWords(summary)}</p>
      </div>
    );
  }
  const name = t('item.picture', { name: plainlyShown(summary.name) });
  return (
    <button
      ref={frame}
      type="button"
      className={styles.frame}
      aria-label={name}
      data-larger={view.isWhole ? undefined : ''}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onKeyDown={onKeyDown}
      onClick={(event) => {
        // Enter and Space press in the middle.
        if (event.detail === 0) view.larger();
        else if (!dragged.current) view.scaleAt(press, pointIn(event.currentTarget, event));
      }}
    >
      <img
        src={bridge.resource(`view/${summary.seq}`)}
        alt=""
        draggable={false}
        style={{ transform: `translate(${view.x * 100}%, ${view.y * 100}%) scale(${view.scale})` }}
      />
    </button>
  );
}
