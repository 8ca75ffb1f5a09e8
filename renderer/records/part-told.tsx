import { Fragment, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { NamedRecord } from '../../shared/contract.ts';
import { useWhenInWords } from '../cases/when-in-words.ts';
import { Button } from '../kit/button.tsx';
import { Foreign } from '../kit/foreign.tsx';
import { useNumbers } from '../language/dates.ts';
import { useWords } from '../language/words.ts';
import styles from './parts.module.css';
import { type Part, saysSomething, type Values } from './parts.ts';
import { RecordLink } from './record-link.tsx';

type Names = readonly NamedRecord[];

/** What was said, part by part; what nobody said is left out. */
export function PartsTold(props: { readonly parts: readonly Part[]; readonly values: Values; readonly names: Names }) {
  const { fieldName } = useWords();
  const said = props.parts.filter((part) => saysSomething(part, props.values[part.name]));
  if (said.length === 0) return null;
  return (
    <dl className={styles.told}>
      {said.map((part) => (
        <Told key={part.name} label={fieldName(part.label ?? part.name)}>
          <PartTold part={part} value={props.values[part.name]} names={props.names} />
        </Told>
      ))}
    </dl>
  );
}

const Told = ({ label, children }: { label: string; children: ReactNode }) => (
  <>
    <dt>{label}</dt>
    <dd>{children}</dd>
  </>
);

export function PartTold({ part, value, names }: { part: Part; value: unknown; names: Names }) {
  const { word, language } = useWords();
  const { number } = useNumbers();
  switch (part.is) {
    case 'line':
      if (part.language) return <Foreign text={language(value as string)} />;
      return part.position ? (
        <OnAsking>
          <bdi dir="ltr">{value as string}</bdi>
        </OnAsking>
      ) : (
        <Foreign text={value as string} />
      );
    case 'prose':
      return <Foreign text={value as string} />;
    case 'number':
      return <bdi>{number(value as number)}</bdi>;
    case 'lines':
      return (value as readonly string[]).map((line, index) => (
        <p key={JSON.stringify([index, line])}>
          <Foreign text={line} />
        </p>
      ));
    case 'word':
      return word(value as string);
    case 'words':
      return (value as readonly string[]).map(word).join(' · ');
    case 'counts':
      return Object.entries(value as Record<string, number>)
        .map(([each, count]) => `${word(each)}: ${number(count)}`)
        .join(' · ');
    case 'when':
      return <WhenTold when={value as When} />;
    case 'place':
      return <PlaceTold place={value as PlaceValue} />;
    case 'places':
      return (value as readonly PlaceValue[]).map((place, index) => (
        <PlaceTold key={JSON.stringify([index, place])} place={place} />
      ));
    case 'point':
      return <PointTold point={value as PointValue} />;
    case 'record': {
      const named = names.find(({ id }) => id === value);
      return named === undefined ? null : <RecordLink {...named} />;
    }
    case 'group':
      // A name and who that is; answers to different questions are never run together.
      if (fitsALine(part.parts) && part.parts[0]?.is === 'line')
        return <InALine parts={part.parts} values={value as Values} names={names} />;
      return <PartsTold parts={part.parts} values={value as Values} names={names} />;
    case 'rows':
      if (fitsALine(part.parts))
        return (value as readonly Values[]).map((row, index) => (
          <p key={JSON.stringify([index, row])}>
            <InALine parts={part.parts} values={row} names={names} />
          </p>
        ));
      return (value as readonly Values[]).map((row, index) => (
        <div key={JSON.stringify([index, row])} className={styles.inner}>
          <PartsTold parts={part.parts} values={row} names={names} />
        </div>
      ));
  }
}

const short: readonly Part['is'][] = ['line', 'word', 'record'];
/** A name and a word or two about it are read as one line. */
const fitsALine = (parts: readonly Part[]): boolean => parts.length <= 3 && parts.every(({ is }) => short.includes(is));

function InALine({ parts, values, names }: { parts: readonly Part[]; values: Values; names: Names }) {
  const said = parts.filter((part) => saysSomething(part, values[part.name]) && values[part.name] !== 'current');
  return said.map((part, index) => (
    <Fragment key={part.name}>
      {index > 0 && ' · '}
      <PartTold part={part} value={values[part.name]} names={names} />
    </Fragment>
  ));
}

type When = { readonly edtf: string; readonly words: string };
export function WhenTold({ when }: { when: When }) {
  const { t } = useTranslation();
  const inWords = useWhenInWords();
  return (
    <>
      {when.edtf !== '' && <bdi>{inWords(when.edtf)}</bdi>}
      {when.words !== '' && <span className={styles.dim}> {t('case.asSpoken', { words: when.words })}</span>}
    </>
  );
}

type PointValue = { readonly latitude: string; readonly longitude: string };
type PlaceValue = {
  readonly name: string;
  readonly precision: 'exact';
  readonly point: PointValue | null;
  readonly within?: readonly string[];
  readonly area?: readonly PointValue[];
};
export function PlaceTold({ place }: { place: PlaceValue }) {
  const { t } = useTranslation();
  return (
    <p>
      <Foreign text={[place.name, ...(place.within ?? [])].filter(Boolean).join(' · ')} />{' '}
      <span className={styles.dim}>{t(`precision.${place.precision}`)}</span>{' '}
      {place.area !== undefined && (
        <span className={styles.dim}>{t('outline.corners', { count: place.area.length })} </span>
      )}
      {place.point !== null && <PointTold point={place.point} />}
    </p>
  );
}

const PointTold = ({ point }: { point: PointValue }) => (
  <OnAsking>
    <bdi dir="ltr">{`${point.latitude}, ${point.longitude}`}</bdi>
  </OnAsking>
);

/** Where a facility is stays off the screen until somebody asks: whoever looks over a shoulder, or at a picture of it, doesn't learn it. */
function OnAsking({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  const [shown, setShown] = useState(false);
  return shown ? (
    children
  ) : (
    <Button look="link" onPress={() => setShown(true)}>
      {t('recordPage.showPosition')}
    </Button>
  );
}
