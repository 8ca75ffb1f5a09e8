import { Hospital } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { RecordLine } from '../../shared/contract.ts';
import { usePages } from '../bridge/pages.ts';
import { Button } from '../kit/button.tsx';
import { Chip } from '../kit/choice.tsx';
import { Endless } from '../kit/endless.tsx';
import { plainlyShown } from '../kit/foreign.tsx';
import { Page } from '../kit/page.tsx';
import { useRowMenu } from '../kit/row-menu.tsx';
import { Empty, Failed, Skeleton } from '../kit/states.tsx';
import { Tag } from '../kit/tag.tsx';
import { useNumbers } from '../language/dates.ts';
import { useWords } from '../language/words.ts';
import { wantSearch } from '../search/search-wanted.ts';
import { type ListedKind, listedKinds, usePlaces } from '../shell/places.tsx';
import { useVault } from '../shell/vault.tsx';
import { kindParts } from './kind-parts.ts';
import { PartsTold } from './part-told.tsx';
import styles from './parts.module.css';
import type { Values } from './parts.ts';
import { RecordLink } from './record-link.tsx';

const lineHeight = 76;

/** Facilities, agreements, organisations and devices, by name. Positions are no part of a list. */
export function RecordsPage({ kind }: { kind: ListedKind }) {
  const { t } = useTranslation();
  const { go, replace } = usePlaces();
  const { vault } = useVault();
  const { number } = useNumbers();
  const { query, pages, total, more } = usePages('record.list', { kind, order: 'title' });
  const records = pages.flatMap((page) => page.records);
  const toForm = () => go({ at: 'record form', kind, id: null, facility: null });
  return (
    <Page
      title={t(`recordsPage.title.${kind}`)}
      sub={total > 0 && number(total)}
      filters={listedKinds.map((each) => (
        <Chip key={each} on={each === kind} onChange={() => replace({ at: 'records', kind: each })}>
          {t(`recordsPage.title.${each}`)}
        </Chip>
      ))}
      deeds={
        <Button look="primary" isDisabled={vault.readOnly} onPress={toForm}>
          {t(`recordsPage.new.${kind}`)}
        </Button>
      }
    >
      {query.isPending && <Skeleton cards={3} />}
      {query.isError && <Failed error={query.error} again={() => void query.refetch()} />}
      {query.data && total === 0 && (
        <Empty icon={<Hospital />} title={t('recordsPage.none')}>
          <p>{t(`recordsPage.what.${kind}`)}</p>
          <Button look="primary" isDisabled={vault.readOnly} onPress={toForm}>
            {t(`recordsPage.new.${kind}`)}
          </Button>
        </Empty>
      )}
      {records.length > 0 && (
        <Endless
          key={kind}
          label={t(`recordsPage.title.${kind}`)}
          things={records}
          total={total}
          keyOf={({ id }) => id}
          onMore={more}
          rowHeight={lineHeight}
        >
          {(record) => <Line record={record} />}
        </Endless>
      )}
    </Page>
  );
}

/** What a list says beside the name. */
const beside: readonly string[] = ['begins', 'ends', 'parties', 'runby', 'model'];

function Line({ record }: { record: RecordLine }) {
  const { t } = useTranslation();
  const { go } = usePlaces();
  const { vault } = useVault();
  const { word } = useWords();
  const { kind, id, title, fields } = record;
  const { open, menu } = useRowMenu(plainlyShown(title), [
    { key: 'open', label: t('keys.open'), act: () => go({ at: 'record', kind, id }) },
    ...(vault.readOnly
      ? []
      : [
          {
            key: 'correct',
            label: t('case.correct'),
            act: () => go({ at: 'record form', kind, id, facility: null }),
          },
        ]),
    ...(kind === 'facility'
      ? [{ key: 'around', label: t('search.aroundIt'), act: () => wantSearch({ by: 'facility', facility: id }) }]
      : []),
    ...(kind === 'agreement'
      ? [{ key: 'inside', label: t('search.insideIt'), act: () => wantSearch({ by: 'agreement', agreement: id }) }]
      : []),
  ]);
  const parts = kindParts[kind].filter(({ name }) => beside.includes(name));
  return (
    <article className={styles.card} onContextMenu={(event) => open(event, event.currentTarget)}>
      <h2>
        <RecordLink kind={kind} id={id} title={title} />
      </h2>
      {'category' in fields && fields.category !== 'unknown' && <Tag>{word(fields.category)}</Tag>}
      <PartsTold parts={parts} values={fields as Values} names={[]} />
      {menu}
    </article>
  );
}
