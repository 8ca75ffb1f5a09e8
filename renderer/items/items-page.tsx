import { Images, MousePointerClick } from 'lucide-react';
import { useCallback, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ErasedList } from '../erasure/erased-list.tsx';
import { AddToCase } from '../item/add-to-case.tsx';
import { ItemInspector } from '../item/item-inspector.tsx';
import { Button } from '../kit/button.tsx';
import { Chip } from '../kit/choice.tsx';
import { type ChoosingHow, useChoosing } from '../kit/choosing.ts';
import { useChoosingKeys } from '../kit/choosing-keys.ts';
import { ChosenBar } from '../kit/chosen-bar.tsx';
import { useKept, useKeptScroll } from '../kit/kept.ts';
import { KeyList } from '../kit/keys.tsx';
import { Page } from '../kit/page.tsx';
import { Empty, Failed, Skeleton } from '../kit/states.tsx';
import { useNumbers } from '../language/dates.ts';
import { type ItemFilter, usePlaces } from '../shell/places.tsx';
import { galleryKeys } from '../shell/shortcuts.tsx';
import { useVault } from '../shell/vault.tsx';
import { NoteDialog } from '../tags/note-dialog.tsx';
import { TagDialog } from '../tags/tag-dialog.tsx';
import { useAllItems } from './all-items.ts';
import { Gallery } from './gallery.tsx';
import { keptCurrent } from './gone-on.ts';
import { ImportButton } from './import-button.tsx';
import { ImportPanel } from './import-panel.tsx';
import { useImports } from './imports.tsx';
import styles from './items-page.module.css';
import { QuickLook } from './quick-look.tsx';

const filters = ['all', 'no incident', 'conflicts', 'no position'] as const satisfies readonly ItemFilter[];

export function ItemsPage({ filter }: { filter: ItemFilter }) {
  const { t } = useTranslation();
  const { number } = useNumbers();
  const { go, replace } = usePlaces();
  const { query, counts, total, items } = useAllItems(filter);
  const [last, setCurrent] = useKept<number | null>(keptCurrent, null);
  const order = useMemo(() => items.map(({ seq }) => seq), [items]);
  const current = last !== null && order.includes(last) ? last : null;
  const { chosen, choose, chooseAll, clear } = useChoosing(order);
  // What was erased since is no longer among them.
  const inOrder = useMemo(() => order.filter((seq) => chosen.has(seq)), [order, chosen]);
  const selected = useMemo(() => new Set(inOrder), [inOrder]);
  const scroller = useRef<HTMLDivElement>(null);
  useKeptScroll(scroller, 'gallery');
  const [looking, setLooking] = useState<number | null>(null);
  const [adding, setAdding] = useState(false);
  const [many, setMany] = useState<'tag' | 'note' | null>(null);
  const { vault } = useVault();
  const imports = useImports();

  const onSelect = useCallback(
    (seq: number, how: ChoosingHow) => {
      choose(seq, how);
      setCurrent(seq);
    },
    [choose, setCurrent],
  );

  useChoosingKeys({ isAny: selected.size > 0, all: () => chooseAll(order), clear });

  const onOpen = useCallback((seq: number) => go({ at: 'item', seq }), [go]);
  const show = (next: ItemFilter) => replace({ at: 'items', ...(next === 'all' ? {} : { filter: next }) });
  const countOf = {
    all: counts?.all,
    'no incident': counts?.noIncident,
    conflicts: counts?.conflicts,
    'no position': counts?.noPosition,
  };
  const looked = items.find((item) => item.seq === looking);

  const [first, second, ...more] = inOrder;
  const pair = first === undefined || second === undefined || more.length > 0 ? null : ([first, second] as const);
  const { readOnly } = vault;
  const withChosen = [
    {
      key: 'new case',
      label: t('items.newCase'),
      act: () => go({ at: 'case form', id: null, items: inOrder }),
      isDisabled: false,
    },
    { key: 'add', label: t('items.addToCase'), act: () => setAdding(true), isDisabled: false },
    ...(pair === null
      ? []
      : [
          {
            key: 'beside',
            label: t('sideBySide.open'),
            act: () => go({ at: 'side by side', first: pair[0], second: pair[1] }),
            isDisabled: false,
          },
        ]),
    { key: 'tag', label: t('tags.add'), act: () => setMany('tag'), isDisabled: readOnly },
    { key: 'note', label: t('tags.note'), act: () => setMany('note'), isDisabled: readOnly },
  ];
  const ofTile =
    first === undefined || second !== undefined
      ? []
      : [
          { key: 'open', label: t('keys.open'), act: () => onOpen(first) },
          { key: 'large', label: t('keys.large'), act: () => setLooking(first) },
        ];

  return (
    <Page
      title={t('items.title')}
      sub={query.data && t('items.count', { count: counts?.all ?? 0 })}
      deeds={
        <>
          <Button onPress={() => go({ at: 'together' })}>{t('together.open')}</Button>
          <Button onPress={() => go({ at: 'acquisitions' })}>{t('acquisition.list')}</Button>
          <ImportButton />
        </>
      }
      bare
      filters={
        (counts?.all ?? 0) > 0 && (
          <fieldset className={styles.filters} aria-label={t('items.filters')}>
            {filters.map((each) => (
              <Chip
                key={each}
                on={filter === each}
                count={number(countOf[each] ?? 0)}
                onChange={(on) => show(on ? each : 'all')}
              >
                {t(`items.filter.${each}`)}
              </Chip>
            ))}
          </fieldset>
        )
      }
      inspector={
        current !== null && items.length > 0 ? (
          <ItemInspector seq={current} />
        ) : vault.items > 0 ? (
          <>
            <div className={styles.hint} data-hint>
              <MousePointerClick aria-hidden />
              <p>{t('items.inspectorHint')}</p>
              <KeyList rows={galleryKeys.map(([keys, does]) => [keys, t(`keys.${does}`)])} />
            </div>
            <ErasedList kinds={['item']} />
          </>
        ) : undefined
      }
    >
      <div className={styles.gallery}>
        <div className={styles.scroller} ref={scroller}>
          <div>
            <ImportPanel />
          </div>
          {(query.isPending || (imports.running && total === 0)) && <Skeleton tiles={9} />}
          {query.isError && <Failed error={query.error} again={() => void query.refetch()} />}
          {query.data && total === 0 && (counts?.all ?? 0) > 0 && (
            <Empty icon={<Images />} title={t('items.noneFiltered')}>
              <Button onPress={() => show('all')}>{t('items.showAll')}</Button>
            </Empty>
          )}
          {query.data && (counts?.all ?? 0) === 0 && !imports.running && (
            <Empty icon={<Images />} title={t('items.none.title')}>
              <p>{t('items.none.text')}</p>
            </Empty>
          )}
          {total > 0 && (
            <Gallery
              items={items}
              current={current}
              selected={selected}
              onSelect={onSelect}
              onOpen={onOpen}
              onQuickLook={setLooking}
              deeds={[...ofTile, ...withChosen.filter(({ isDisabled }) => !isDisabled)]}
            />
          )}
        </div>
        {selected.size > 0 && (
          <ChosenBar label={t('items.selected', { count: selected.size })} className={styles.selection} onClear={clear}>
            {withChosen.map(({ key, label, act, isDisabled }) => (
              <Button key={key} isDisabled={isDisabled} onPress={act}>
                {label}
              </Button>
            ))}
            {selected.size < items.length && (
              <Button look="quiet" onPress={() => chooseAll(order)}>
                {t('tags.all', { number: number(items.length) })}
              </Button>
            )}
          </ChosenBar>
        )}
      </div>
      {looked && (
        <QuickLook
          item={looked}
          onClose={() => setLooking(null)}
          onOpen={() => go({ at: 'item', seq: looked.seq })}
          onMove={(by) => {
            const next = items[items.indexOf(looked) + by];
            if (next === undefined) return;
            setLooking(next.seq);
            onSelect(next.seq, 'alone');
          }}
        />
      )}
      {many === 'tag' && <TagDialog items={inOrder} incidents={[]} onClose={() => setMany(null)} />}
      {many === 'note' && <NoteDialog items={inOrder} onClose={() => setMany(null)} />}
      {adding && <AddToCase items={inOrder} onClose={() => setAdding(false)} />}
    </Page>
  );
}
