import { Images } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallInput, ItemSummary, ProposedGroup } from '../../shared/contract.ts';
import { bridge } from '../bridge/bridge.ts';
import { useAnswer, useDeed } from '../bridge/calls.ts';
import { readEdtf } from '../cases/uncertain-date.ts';
import { useWhenInWords } from '../cases/when-in-words.ts';
import { AddToCase } from '../item/add-to-case.tsx';
import { KindIcon } from '../item/kind-picture.tsx';
import { Button } from '../kit/button.tsx';
import { Chip } from '../kit/choice.tsx';
import { classes } from '../kit/classes.ts';
import { Foreign, plainlyShown } from '../kit/foreign.tsx';
import { FaultNotice } from '../kit/notice.tsx';
import { Page } from '../kit/page.tsx';
import { Select } from '../kit/select.tsx';
import { Empty, Failed, Skeleton } from '../kit/states.tsx';
import { spokenOffset, useNumbers } from '../language/dates.ts';
import { usePlaces } from '../shell/places.tsx';
import { useVault } from '../shell/vault.tsx';
import { useDistances } from './distances.ts';
import styles from './proposals.module.css';

const minutes = ['15', '60', '120', '360', '1440'] as const;
const metres = ['100', '300', '1000', '5000'] as const;
const pageSize = 10;

/** Groups of items that may show one event. A person makes a case of them, adds them to one, or sets them aside. */
export function TogetherPage() {
  const { t } = useTranslation();
  const { duration } = useNumbers();
  const { distance } = useDistances();
  const { back } = usePlaces();
  const [within, setWithin] = useState<(typeof minutes)[number]>('120');
  const [apart, setApart] = useState<(typeof metres)[number]>('300');
  const [aside, setAside] = useState(false);
  const [limit, setLimit] = useState(pageSize);
  const asked: CallInput<'propose.together'> = { minutes: Number(within), metres: Number(apart), aside, limit };
  const found = useAnswer('propose.together', asked);
  return (
    <Page
      title={t('together.title')}
      back={back}
      filters={
        <div className={styles.limits}>
          <Select
            label={t('together.minutes')}
            value={within}
            options={minutes.map((key) => ({ key, label: duration(Number(key) * 60) }))}
            onChange={setWithin}
          />
          <Select
            label={t('together.metres')}
            value={apart}
            options={metres.map((key) => ({ key, label: distance(Number(key)) }))}
            onChange={setApart}
          />
          {(aside || (found.data?.aside ?? 0) > 0) && (
            <Chip on={aside} onChange={setAside}>
              {t('together.setAside', { count: found.data?.aside ?? 0 })}
            </Chip>
          )}
        </div>
      }
    >
      <p className={styles.text}>{t('together.text')}</p>
      {found.isPending && <Skeleton cards={3} />}
      {found.isError && <Failed error={found.error} again={() => void found.refetch()} />}
      {found.data?.total === 0 && (
        <Empty icon={<Images />} title={t('together.none')}>
          <p>{t('together.noneText')}</p>
        </Empty>
      )}
      {found.data && (
        <>
          <ul className={styles.groups}>
            {found.data.groups.map((group) => (
              <li key={group.key}>
                <Group group={group} aside={aside} />
              </li>
            ))}
          </ul>
          {found.data.groups.length < found.data.total && limit < 100 && (
            <Button onPress={() => setLimit(Math.min(100, limit + pageSize))}>{t('search.more')}</Button>
          )}
          {(found.data.undated > 0 || found.data.unplaced > 0) && (
            <p className={styles.dim}>
              {found.data.undated > 0 && t('together.undated', { count: found.data.undated })}{' '}
              {found.data.unplaced > 0 && t('together.unplaced', { count: found.data.unplaced })}
            </p>
          )}
        </>
      )}
    </Page>
  );
}

function Group({ group, aside }: { group: ProposedGroup; aside: boolean }) {
  const { t } = useTranslation();
  const { go } = usePlaces();
  const { vault } = useVault();
  const { distance, away } = useDistances();
  const whenInWords = useWhenInWords();
  const [chosen, setChosen] = useState<ReadonlySet<number>>(() => new Set(group.certain));
  const [adding, setAdding] = useState(false);
  const set = useDeed('propose.setAside');
  const shown = new Map(group.shown.map((item) => [item.seq, item]));
  const toggle = (seq: number) => {
    const next = new Set(chosen);
    if (!next.delete(seq)) next.add(seq);
    setChosen(next);
  };
  const inOrder = [...group.certain, ...group.apart.map(({ seq }) => seq)].filter((seq) => chosen.has(seq));
  const [nearest] = group.near;
  return (
    <article className={styles.group}>
      <h2>
        <bdi>{whenInWords(group.when)}</bdi> <small>{zoneOf(group.when) ?? t('together.noZone')}</small>
      </h2>
      <p>
        {t('together.count', { count: group.certain.length + group.apart.length })}
        {group.across > 0 && <> · {t('together.across', { distance: distance(group.across) })}</>}
        {' · '}
        {nearest === undefined ? (
          t('together.noFacility')
        ) : (
          <>
            <Foreign text={nearest.title} />: {away(nearest.metres, nearest.direction)} · {t(`near.${nearest.time}`)}
          </>
        )}
      </p>
      <p className={styles.dim}>{group.bases.map((basis) => t(`timeBasis.${basis}`)).join(' · ')}</p>
      <Pictures
        items={group.certain.map((seq) => ({ seq, item: shown.get(seq), note: null }))}
        chosen={chosen}
        onToggle={toggle}
      />
      {group.apart.length > 0 && (
        <>
          <h3>{t('together.apart')}</h3>
          <p className={styles.dim}>{t('together.apartText')}</p>
          <Pictures
            items={group.apart.map(({ seq, doubts }) => ({
              seq,
              item: shown.get(seq),
              note: doubts.map((doubt) => t(`doubt.${doubt}`)).join(', '),
            }))}
            chosen={chosen}
            onToggle={toggle}
          />
        </>
      )}
      {group.cases.length > 0 && (
        <p className={styles.dim}>
          {t('together.linked', { count: group.linked })}{' '}
          {group.cases.map(({ id, title }) => (
            <Button key={id} look="link" onPress={() => go({ at: 'case', id })}>
              <Foreign text={title} />
            </Button>
          ))}
        </p>
      )}
      {set.isError && <FaultNotice error={set.error} />}
      <div className={styles.deeds}>
        <Button
          look="primary"
          isDisabled={vault.readOnly || chosen.size === 0}
          onPress={() =>
            go({ at: 'case form', id: null, items: inOrder, proposed: { when: group.when, place: group.place } })
          }
        >
          {t('together.make')}
        </Button>
        <Button isDisabled={vault.readOnly || chosen.size === 0} onPress={() => setAdding(true)}>
          {t('together.add')}
        </Button>
        <Button
          look="quiet"
          isDisabled={vault.readOnly}
          busy={set.isPending}
          onPress={() => set.mutate({ key: group.key, aside: !aside })}
        >
          {aside ? t('together.again') : t('together.not')}
        </Button>
        <span className={styles.dim}>{t('together.chosen', { count: chosen.size })}</span>
      </div>
      {adding && <AddToCase items={inOrder} onClose={() => setAdding(false)} />}
    </article>
  );
}

/** The offset that the interval is written in. */
function zoneOf(when: string): string | null {
  const reading = readEdtf(when);
  const date = reading.kind === 'date' ? reading.date : reading.kind === 'interval' ? reading.from : null;
  return date === null || typeof date === 'string' || date.zone === '' ? null : spokenOffset(date.zone);
}

function Pictures(props: {
  readonly items: readonly {
    readonly seq: number;
    readonly item: ItemSummary | undefined;
    readonly note: string | null;
  }[];
  readonly chosen: ReadonlySet<number>;
  readonly onToggle: (seq: number) => void;
}) {
  const { t } = useTranslation();
  const { go } = usePlaces();
  const known = props.items.flatMap(({ item, ...rest }) => (item === undefined ? [] : [{ item, ...rest }]));
  return (
    <ul className={styles.pictures}>
      {known.map(({ seq, item, note }) => (
        <li key={seq}>
          <button
            type="button"
            className={classes(styles.picture, props.chosen.has(seq) && styles.chosen)}
            aria-pressed={props.chosen.has(seq)}
            aria-label={[plainlyShown(item.name), note].filter(Boolean).join(', ')}
            onClick={() => props.onToggle(seq)}
            onDoubleClick={() => go({ at: 'item', seq })}
          >
            {item.preview ? (
              <img src={bridge.resource(`thumb/${seq}`)} alt="" loading="lazy" />
            ) : (
              <span className={styles.noPreview}>
                <KindIcon type={item.type} />
                <Foreign text={item.name} />
              </span>
            )}
          </button>
          {note !== null && <span className={styles.note}>{note}</span>}
        </li>
      ))}
      {known.length < props.items.length && (
        <li className={styles.dim}>{t('together.more', { count: props.items.length - known.length })}</li>
      )}
    </ul>
  );
}
