import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Search } from 'lucide-react';
import { useDeferredValue, useEffect, useState } from 'react';
import { Autocomplete, Input, ListBox, TextField } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { SearchAnswer, SearchHit } from '../../shared/contract.ts';
import type { Fault } from '../../shared/faults.ts';
import { mostFound } from '../../shared/model/search.ts';
import { bridge } from '../bridge/bridge.ts';
import { Button } from '../kit/button.tsx';
import { Dialog } from '../kit/dialog.tsx';
import { Failed } from '../kit/states.tsx';
import { useNumbers } from '../language/dates.ts';
import { type Place, usePlaces } from '../shell/places.tsx';
import { type Asked, queryOf } from './asked.ts';
import { HitLine } from './hit-line.tsx';
import { Narrowing } from './narrowing.tsx';
import { SavedSearches } from './saved-searches.tsx';
import styles from './search.module.css';

const page = 20;
/** After the last key, so that a word is looked for and not each of its letters. */
const settleMs = 120;

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

/** What was asked, once it stayed the same for a moment. */
function useSettled(asked: Asked): Asked {
  const [settled, settle] = useState(asked);
  useEffect(() => {
    const timer = setTimeout(() => settle(asked), settleMs);
    return () => clearTimeout(timer);
  }, [asked]);
  return settled;
}

/** Search in front of everything: type, narrow down, walk with the arrows, open with Enter. */
export function SearchDialog({ begun, onClose }: { begun: Asked; onClose: () => void }) {
  const { t } = useTranslation();
  const { go } = usePlaces();
  const [asked, setAsked] = useState<Asked>(begun);
  const [pages, setPages] = useState(1);
  const settled = useSettled(asked);
  const query = queryOf(settled);
  const found = useQuery<SearchAnswer, Fault>({
    queryKey: ['search.query', query, pages],
    queryFn: () => bridge.call('search.query', { query, offset: 0, limit: Math.min(100, pages * page) }),
    placeholderData: keepPreviousData,
  });
  const hits = useDeferredValue(found.data?.hits ?? []);
  const change = (next: Asked) => {
    setAsked(next);
    setPages(1);
  };
  const open = (key: string) => {
    const hit = hits.find((one) => keyOf(one) === key);
    if (hit === undefined) return;
    onClose();
    go(placeOf(hit));
  };
  const asksNothing = queryOf(asked).text === '' && found.data?.total === 0;
  return (
    <Dialog title={t('search.title')} onClose={onClose} wide>
      <Autocomplete inputValue={asked.text} onInputChange={(text) => change({ ...asked, text: text.slice(0, 500) })}>
        <TextField className={styles.field ?? ''} aria-label={t('search.what')} autoFocus>
          <Search aria-hidden />
          <Input
            className={styles.input ?? ''}
            placeholder={t('search.what')}
            dir="auto"
            spellCheck="false"
            autoComplete="off"
          />
        </TextField>
        <Narrowing asked={asked} answer={found.data ?? null} onChange={change} />
        {found.isError ? (
          <Failed error={found.error} again={() => void found.refetch()} />
        ) : (
          <>
            <Total answer={found.data ?? null} />
            <ListBox
              className={styles.hits ?? ''}
              aria-label={t('search.results')}
              items={hits.map((hit) => ({ id: keyOf(hit), hit }))}
              onAction={(key) => open(String(key))}
              renderEmptyState={() => (found.data && !asksNothing ? <Nothing /> : null)}
            >
              {({ id, hit }) => <HitLine id={id} hit={hit} isDuring={settled.by === 'agreement'} />}
            </ListBox>
          </>
        )}
      </Autocomplete>
      {found.data && found.data.total > hits.length && pages * page < 100 && (
        <div>
          <Button look="quiet" onPress={() => setPages(pages + 1)}>
            {t('search.more')}
          </Button>
        </div>
      )}
      <SavedSearches asked={asked} onChoose={change} />
    </Dialog>
  );
}

function Total({ answer }: { answer: SearchAnswer | null }) {
  const { t } = useTranslation();
  const { number } = useNumbers();
  if (answer === null || answer.total === 0) return null;
  return (
    <p className={styles.total} role="status">
      {answer.more ? t('search.moreThan', { number: number(mostFound) }) : t('search.found', { count: answer.total })}
      {answer.passedOver.length > 0 && <> {t('search.passedOver', { words: answer.passedOver.join(' ') })}</>}
    </p>
  );
}

function Nothing() {
  const { t } = useTranslation();
  return (
    <p className={styles.nothing}>
      <strong>{t('search.nothing')}</strong>
      <span>{t('search.nothingText')}</span>
    </p>
  );
}
