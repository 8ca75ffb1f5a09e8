import { useTranslation } from 'react-i18next';
import type { SearchAnswer } from '../../shared/contract.ts';
import { type FacetName, facetNames, findableKinds } from '../../shared/model/search.ts';
import { Chip } from '../kit/choice.tsx';
import { TextField } from '../kit/field.tsx';
import { Foreign } from '../kit/foreign.tsx';
import { useNumbers } from '../language/dates.ts';
import { useWords } from '../language/words.ts';
import { type Asked, dayOfPeriod, withFacet, withKind } from './asked.ts';
import { PlaceAsked } from './place-asked.tsx';
import styles from './search.module.css';

/** Values of one facet that are offered at once; words narrow down further. */
const offered = 6;

interface Asking {
  readonly asked: Asked;
  readonly answer: SearchAnswer | null;
  readonly onChange: (asked: Asked) => void;
}

/** What is found, by kind: choosing leaves only that. */
export function Kinds({ asked, answer, onChange }: Asking) {
  const { t } = useTranslation();
  const { number } = useNumbers();
  const countOf = (kind: (typeof findableKinds)[number]) =>
    answer?.kinds.find((counted) => counted.kind === kind)?.count ?? 0;
  return (
    <div className={styles.kinds}>
      {findableKinds
        .filter((kind) => countOf(kind) > 0 || asked.kinds.includes(kind))
        .map((kind) => (
          <Chip
            key={kind}
            on={asked.kinds.includes(kind)}
            count={number(countOf(kind))}
            onChange={(on) => onChange(withKind(asked, kind, on))}
          >
            {t(`search.kind.${kind}`)}
          </Chip>
        ))}
    </div>
  );
}

/** By time, by place and by facet: choosing leaves only that. */
export function Narrowing(props: Asking) {
  const { t } = useTranslation();
  const { asked, onChange } = props;
  return (
    <fieldset className={styles.narrowing} aria-label={t('search.narrow')}>
      <div className={styles.periods}>
        <Period
          label={t('search.from')}
          end="first"
          value={asked.from}
          onChange={(from) => onChange({ ...asked, from })}
        />
        <Period label={t('search.to')} end="last" value={asked.to} onChange={(to) => onChange({ ...asked, to })} />
      </div>
      <div>
        <Chip on={asked.byTime} onChange={(byTime) => onChange({ ...asked, byTime })}>
          {t('search.byTime')}
        </Chip>
      </div>
      <PlaceAsked asked={asked} onChange={onChange} />
      {facetNames.map((facet) => (
        <Facet key={facet} facet={facet} {...props} />
      ))}
    </fieldset>
  );
}

function Period(props: {
  readonly label: string;
  readonly end: 'first' | 'last';
  readonly value: string;
  readonly onChange: (value: string) => void;
}) {
  const { t } = useTranslation();
  const wrong = dayOfPeriod(props.value, props.end) === undefined;
  return (
    <TextField
      label={props.label}
      value={props.value}
      onChange={props.onChange}
      placeholder="2016-04-27"
      maxLength={10}
      code
      error={wrong && props.value.trim().length >= 4 ? t('search.periodWrong') : undefined}
    />
  );
}

function Facet({ facet, asked, answer, onChange }: Asking & { readonly facet: FacetName }) {
  const { t } = useTranslation();
  const { number } = useNumbers();
  const chosen = asked.facets[facet] ?? [];
  const counted = answer?.facets.find((one) => one.facet === facet)?.values ?? [];
  const shown = [
    ...counted.filter(({ value }) => chosen.includes(value)),
    ...chosen.filter((value) => !counted.some((one) => one.value === value)).map((value) => ({ value, count: 0 })),
    ...counted.filter(({ value }) => !chosen.includes(value)).slice(0, offered),
  ];
  if (shown.length === 0) return null;
  return (
    <fieldset className={styles.facet}>
      <legend>{t(`search.facet.${facet}`)}</legend>
      <div className={styles.chips}>
        {shown.map(({ value, count }) => (
          <Chip
            key={value}
            on={chosen.includes(value)}
            count={number(count)}
            onChange={(on) => onChange(withFacet(asked, facet, value, on))}
          >
            <FacetValue facet={facet} value={value} named={answer?.named ?? []} />
          </Chip>
        ))}
      </div>
    </fieldset>
  );
}

function FacetValue({ facet, value, named }: { facet: FacetName; value: string; named: SearchAnswer['named'] }) {
  const words = useWords();
  const { t } = useTranslation();
  switch (facet) {
    case 'attack':
      return words.attackType(value);
    case 'certainty':
      return words.certainty(value);
    case 'flag':
      return value.startsWith('taken back') ? words.of('laterAccount.flag', value) : words.conflictBadge(value);
    case 'language':
      return words.language(value);
    case 'consent':
      return words.consentState(value);
    case 'category':
    case 'functionality':
      return words.word(value);
    case 'facility':
      return <Foreign text={named.find(({ id }) => id === value)?.title ?? t('search.gone')} />;
    case 'file':
    case 'camera':
    case 'called':
    case 'tag':
      return <Foreign text={value} />;
  }
}
