import { Equal, EqualNot } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ItemDetail } from '../../shared/contract.ts';
import { CheckLine } from '../kit/choice.tsx';
import { Foreign } from '../kit/foreign.tsx';
import { ShortHash } from '../kit/hash.tsx';
import { Section } from '../kit/page.tsx';
import { useDates, useNumbers } from '../language/dates.ts';
import { compared } from './compared.ts';
import styles from './side-by-side.module.css';

type Pair = readonly [ItemDetail, ItemDetail];

/** What two files say of themselves, line by line. That they agree shows nothing of where they came from, and is not said to. */
export function Differences({ items }: { readonly items: Pair }) {
  const { t } = useTranslation();
  const { captured } = useDates();
  const { bytes, number } = useNumbers();
  const [all, setAll] = useState(false);
  const facts: readonly {
    readonly name: string;
    readonly of: (item: ItemDetail) => string;
    readonly show?: (item: ItemDetail) => ReactNode;
  }[] = [
    {
      name: t('sideBySide.file'),
      of: (item) => item.summary.sha256,
      show: (item) => <ShortHash value={item.summary.sha256} />,
    },
    { name: t('sideBySide.type'), of: (item) => item.summary.type },
    { name: t('sideBySide.size'), of: (item) => bytes(item.summary.size) },
    {
      name: t('item.rows.picture'),
      of: ({ summary: { width, height } }) =>
        width === null || height === null ? '' : t('item.pixels', { width, height }),
    },
    {
      name: t('item.rows.captured'),
      of: ({ summary }) => (summary.captured === null ? '' : captured(summary.captured)),
    },
    {
      name: t('item.rows.position'),
      of: ({ position }) => (position === null ? '' : `${position.latitude}, ${position.longitude}`),
    },
  ];
  const tags = compared(...items);
  const shown = tags.filter(({ same }) => all || !same);
  return (
    <>
      <Section title={t('sideBySide.derived')}>
        <Table
          items={items}
          rows={facts.map(({ name, of, show }) => {
            const said = items.map(of);
            const cells = show
              ? items.map(show)
              : said.map((each) => (each === '' ? '–' : <bdi key={each}>{each}</bdi>));
            return { key: name, name, same: said[0] === said[1], cells };
          })}
        />
      </Section>
      <Section title={t('sideBySide.read')}>
        <div className={styles.choice}>
          <p className={styles.hint}>
            {tags.length === 0
              ? t('sideBySide.noTags')
              : t('sideBySide.differing', { count: tags.filter(({ same }) => !same).length, all: number(tags.length) })}
          </p>
          <CheckLine checked={all} onChange={setAll}>
            {t('sideBySide.all')}
          </CheckLine>
        </div>
        {shown.length > 0 && (
          <Table
            items={items}
            rows={shown.map(({ name, values, same }) => ({
              key: name,
              name: <bdi dir="ltr">{name}</bdi>,
              same,
              cells: values.map((value, index) =>
                value === null ? (
                  <span key={index === 0 ? 'one' : 'other'} className={styles.dim}>
                    {t('sideBySide.missing')}
                  </span>
                ) : (
                  <Foreign key={index === 0 ? 'one' : 'other'} text={value} />
                ),
              ),
            }))}
          />
        )}
      </Section>
    </>
  );
}

function Table(props: {
  readonly items: Pair;
  readonly rows: readonly {
    readonly key: string;
    readonly name: ReactNode;
    readonly same: boolean;
    readonly cells: readonly ReactNode[];
  }[];
}) {
  const { t } = useTranslation();
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <td />
          {props.items.map(({ summary }) => (
            <th key={summary.seq} scope="col">
              <Foreign text={summary.name} />
            </th>
          ))}
          <th scope="col">{t('sideBySide.agree')}</th>
        </tr>
      </thead>
      <tbody>
        {props.rows.map(({ key, name, same, cells }) => (
          <tr key={key} data-same={same ? '' : undefined}>
            <th scope="row">{name}</th>
            <td>{cells[0]}</td>
            <td>{cells[1]}</td>
            <td className={styles.agree}>
              {same ? <Equal aria-hidden /> : <EqualNot aria-hidden />}
              {t(same ? 'sideBySide.same' : 'sideBySide.different')}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
