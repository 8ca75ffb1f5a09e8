import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { Search } from 'lucide-react';
import { useContext, useEffect, useState } from 'react';
import {
  Autocomplete,
  Collection,
  Header,
  Input,
  type Key,
  ListBox,
  ListBoxLoadMoreItem,
  ListBoxSection,
  TextField,
} from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { SearchAnswer, SearchHit } from '../../shared/contract.ts';
import type { Fault } from '../../shared/faults.ts';
import { mostFound } from '../../shared/model/search.ts';
import { bridge } from '../bridge/bridge.ts';
import { DeedLine, keyOfDeed } from '../deeds/deed-line.tsx';
import { type Deed, deedsAlone, useDeeds } from '../deeds/deeds.ts';
import { Button } from '../kit/button.tsx';
import { classes } from '../kit/classes.ts';
import { Dialog } from '../kit/dialog.tsx';
import { KeptContext } from '../kit/kept.ts';
import { useSettled } from '../kit/settled.ts';
import { Failed, Skeleton } from '../kit/states.tsx';
import { useNumbers } from '../language/dates.ts';
import { type Place, usePlaces } from '../shell/places.tsx';
import { type Asked, nothingAsked, queryOf } from './asked.ts';
import { HitLine } from './hit-line.tsx';
import { Kinds, Narrowing } from './narrowing.tsx';
import { SavedSearches } from './saved-searches.tsx';
import styles from './search.module.css';
import { leftOpen } from './search-wanted.ts';

const page = 20;

const keyOf = (hit: SearchHit) => (hit.kind === 'item' ? `item ${hit.seq}` : `${hit.kind} ${hit.id}`);

const placeOf = (hit: SearchHit): Place => {
  switch (hit.kind) {
    case 'item':
      return { at: 'item', seq: hit.seq };
    case 'claim':
      return { at: 'case', id: hit.incident };
    case 'incident':
      return { at: 'case', id: hit.id };
    case 'testimony':
      return { at: 'testimony', id: hit.id };
    case 'transcript':
    case 'translation':
      return { at: 'transcript', kind: hit.kind, id: hit.id };
    default:
      return { at: 'record', kind: hit.kind, id: hit.id };
  }
};

const isOnlyWords = (asked: Asked) =>
  JSON.stringify(queryOf(asked)) === JSON.stringify(queryOf({ ...nothingAsked, text: asked.text }));

/** Search in front of everything: type, narrow down, walk with the arrows, open with Enter. Deeds and places are found beside what is in the vault. */
export function SearchDialog({ begun, onClose }: { begun: Asked; onClose: () => void }) {
  const { t } = useTranslation();
  const { go } = usePlaces();
  const visit = useContext(KeptContext);
  const [asked, setAsked] = useState<Asked>(begun);
  const settled = useSettled(asked);
  const query = queryOf(settled);
  const isDeedsAlone = asked.text.startsWith(deedsAlone);
  const fitting = useDeeds(asked.text);
  const deeds = isOnlyWords(asked) ? fitting : [];
  const found = useInfiniteQuery<SearchAnswer, Fault, SearchAnswer[], readonly unknown[], number>({
    queryKey: ['search.query', query],
    queryFn: ({ pageParam: offset }) => bridge.call('search.query', { query, offset, limit: page }),
    initialPageParam: 0,
    getNextPageParam: ({ total }, _all, offset) => (offset + page < total ? offset + page : undefined),
    select: ({ pages }) => pages,
    placeholderData: keepPreviousData,
    enabled: !settled.text.startsWith(deedsAlone),
  });
  const answer = found.data?.[0] ?? null;
  const hits = isDeedsAlone ? [] : (found.data ?? []).flatMap((each) => each.hits);
  const isCurrent = settled === asked && !found.isPlaceholderData && found.data !== undefined;
  const open = (hit: SearchHit | undefined) => {
    if (hit === undefined) return;
    // Whoever comes back from what was found goes on with what else was.
    visit?.set(leftOpen, asked);
    onClose();
    go(placeOf(hit));
  };
  const act = (deed: Deed) => {
    onClose();
    deed.act();
  };
  // With nothing typed nobody asked for one of them yet.
  const firstDeed = asked.text.trim() === '' ? undefined : deeds[0];
  const openFirstHit = useOnceCurrent(isCurrent, () => open(hits[0]));
  const openFirst = () => (firstDeed === undefined ? openFirstHit() : act(firstDeed));
  const onAction = (key: Key) => {
    const deed = deeds.find((each) => keyOfDeed(each) === key);
    if (deed === undefined) open(hits.find((hit) => keyOf(hit) === key));
    else act(deed);
  };
  return (
    <Dialog title={t('search.title')} onClose={onClose} large>
      <div className={classes(styles.search, isDeedsAlone && styles.alone)}>
        <Autocomplete
          inputValue={asked.text}
          onInputChange={(text) => setAsked({ ...asked, text: text.slice(0, 500) })}
          disableAutoFocusFirst
        >
          <TextField className={styles.field ?? ''} aria-label={t('search.what')} autoFocus>
            <Search aria-hidden />
            <Input
              className={styles.input ?? ''}
              placeholder={t('search.what')}
              dir={asked.text === '' ? undefined : 'auto'}
              spellCheck="false"
              autoComplete="off"
              onKeyDown={(event) => {
                // With none of them walked to, Enter opens the first of what these words find.
                const isWalking = event.currentTarget.hasAttribute('aria-activedescendant');
                if (event.key === 'Enter' && !event.nativeEvent.isComposing && !isWalking) openFirst();
              }}
            />
          </TextField>
          <div className={styles.found}>
            {!isDeedsAlone && <Kinds asked={asked} answer={answer} onChange={setAsked} />}
            {!isDeedsAlone && <Total answer={answer} besideDeeds={deeds.length > 0} />}
            {found.isError && <Failed error={found.error} again={() => void found.refetch()} />}
            {found.isLoading && <Skeleton lines={8} />}
            {!found.isLoading && (isDeedsAlone || !found.isError) && (
              <ListBox
                className={styles.hits ?? ''}
                aria-label={t('search.results')}
                onAction={onAction}
                renderEmptyState={() =>
                  isDeedsAlone ? (
                    <p className={styles.nothing}>{t('deeds.none')}</p>
                  ) : (
                    <Nothing asked={settled} onChange={setAsked} />
                  )
                }
              >
                {deeds.length > 0 && (
                  <ListBoxSection className={styles.part ?? ''}>
                    <Header className={styles.partName ?? ''}>{t('deeds.title')}</Header>
                    <Collection
                      items={deeds.map((deed) => ({ id: keyOfDeed(deed), deed, isFirst: deed === firstDeed }))}
                    >
                      {({ deed, isFirst }) => <DeedLine deed={deed} isFirst={isFirst} />}
                    </Collection>
                  </ListBoxSection>
                )}
                <Collection
                  items={hits.map((hit, place) => ({
                    id: keyOf(hit),
                    hit,
                    isFirst: place === 0 && firstDeed === undefined,
                  }))}
                >
                  {({ id, hit, isFirst }) => (
                    <HitLine id={id} hit={hit} isFirst={isFirst} isDuring={settled.by === 'agreement'} />
                  )}
                </Collection>
                <ListBoxLoadMoreItem
                  isLoading={found.isFetchingNextPage}
                  onLoadMore={() => {
                    if (isCurrent && found.hasNextPage && !found.isFetchingNextPage) void found.fetchNextPage();
                  }}
                />
              </ListBox>
            )}
            <p className={styles.keys}>
              {t('search.keys')} {t('deeds.keys')}
            </p>
          </div>
        </Autocomplete>
        {!isDeedsAlone && (
          <div className={styles.aside}>
            <SavedSearches asked={asked} onChoose={setAsked} />
            <Narrowing asked={asked} answer={answer} onChange={setAsked} />
          </div>
        )}
      </div>
    </Dialog>
  );
}

/** Does something at once, or as soon as what is shown is what was asked for. */
function useOnceCurrent(isCurrent: boolean, act: () => void): () => void {
  const [isWanted, setWanted] = useState(false);
  const now = isWanted && isCurrent;
  useEffect(() => {
    if (!now) return;
    setWanted(false);
    act();
  });
  return () => setWanted(true);
}

function Total({ answer, besideDeeds }: { readonly answer: SearchAnswer | null; readonly besideDeeds: boolean }) {
  const { t } = useTranslation();
  const { number } = useNumbers();
  return (
    <p className={styles.total} role="status">
      {answer !== null &&
        (answer.more
          ? t('search.moreThan', { number: number(mostFound) })
          : answer.total === 0 && besideDeeds
            ? t('search.nothing')
            : t('search.found', { count: answer.total }))}
      {answer !== null && answer.passedOver.length > 0 && (
        <> {t('search.passedOver', { words: answer.passedOver.join(' ') })}</>
      )}
    </p>
  );
}

/** What to try where nothing was found: fewer words, or less that narrows them down. */
function Nothing({ asked, onChange }: { readonly asked: Asked; readonly onChange: (asked: Asked) => void }) {
  const { t } = useTranslation();
  const wide: Asked = { ...nothingAsked, text: asked.text };
  const isNarrowed = !isOnlyWords(asked);
  return (
    <div className={styles.nothing}>
      <strong>{t(isNarrowed ? 'search.nothingFits' : 'search.nothing')}</strong>
      <span>{t('search.nothingText')}</span>
      {isNarrowed && (
        <div>
          <Button onPress={() => onChange(wide)}>{t('search.widen')}</Button>
        </div>
      )}
    </div>
  );
}
