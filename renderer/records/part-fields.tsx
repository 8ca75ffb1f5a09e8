import { Plus, X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EnteredKind } from '../../shared/model/kinds.ts';
import { precisionClasses } from '../../shared/model/position.ts';
import { useAnswer } from '../bridge/calls.ts';
import { AreaEntry } from '../cases/area-entry.tsx';
import { PointEntry } from '../cases/point-entry.tsx';
import { type Entered, enteredFrom, heldText } from '../cases/uncertain-date.ts';
import { WhenEntry } from '../cases/when-entry.tsx';
import { Chooser } from '../choosing/chooser.tsx';
import { Button } from '../kit/button.tsx';
import { TextField } from '../kit/field.tsx';
import { plainlyShown } from '../kit/foreign.tsx';
import { Select } from '../kit/select.tsx';
import { useWords } from '../language/words.ts';
import styles from './parts.module.css';
import { blankOf, blankValues, type Part, type Values } from './parts.ts';
import { type Counts, CountsField, NumberField, WordField, WordsField } from './value-fields.tsx';

interface FieldProps {
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
  /** Where the section around it says the same. */
  readonly hideLabel?: boolean;
  /** What else the record says: a site is chosen among those of its facility. */
  readonly among: Values;
  readonly showFaults: boolean;
}

/** Asks for every part of a record, or of a part of one. */
export function PartFields(props: {
  readonly parts: readonly Part[];
  readonly values: Values;
  readonly onChange: (values: Values) => void;
  readonly showFaults: boolean;
}) {
  const { parts, values, onChange, showFaults } = props;
  return parts.map((part) => (
    <PartField
      key={part.name}
      part={part}
      value={values[part.name] ?? blankOf(part)}
      onChange={(value) => onChange({ ...values, [part.name]: value })}
      among={values}
      showFaults={showFaults}
    />
  ));
}

export function PartField({ part, ...field }: FieldProps & { readonly part: Part }) {
  const { fieldName } = useWords();
  const { value, onChange } = field;
  const label = fieldName(part.label ?? part.name);
  switch (part.is) {
    case 'line':
      return (
        <TextField
          label={label}
          value={value as string}
          onChange={onChange}
          {...(part.code ? { code: true } : { prose: true })}
        />
      );
    case 'prose':
      return <TextField label={label} value={value as string} onChange={onChange} lines={2} prose />;
    case 'number':
      return <NumberField label={label} value={value as number | null} onChange={onChange} />;
    case 'lines':
      return (
        <TextField
          label={label}
          value={(value as readonly string[]).join('\n')}
          onChange={(text) => onChange(text === '' ? [] : text.split('\n'))}
          lines={2}
          prose
        />
      );
    case 'word':
      return <WordField label={label} words={part.words} value={value as string | null} onChange={onChange} />;
    case 'words':
      return <WordsField label={label} words={part.words} value={value as readonly string[]} onChange={onChange} />;
    case 'counts':
      return <CountsField label={label} words={part.words} value={value as Counts} onChange={onChange} />;
    case 'when':
      return <WhenField label={label} {...field} value={value as When} />;
    case 'place':
      return <PlaceField label={label} {...field} value={value as PlaceValue} />;
    case 'places':
      return (
        <RowsField
          label={label}
          part={areaRows}
          {...field}
          value={(value as readonly unknown[]).map((place) => ({ place }))}
          onChange={(rows) => onChange((rows as readonly { place: unknown }[]).map(({ place }) => place))}
        />
      );
    case 'point':
      return <PointEntry point={value as Point} onChange={onChange} showFaults={field.showFaults} />;
    case 'record':
      return <RecordField label={label} kind={part.kind} of={part.of} {...field} />;
    case 'group':
      return <GroupField label={label} part={part} {...field} />;
    case 'rows':
      return <RowsField label={label} part={part} {...field} />;
  }
}

type When = { readonly edtf: string; readonly words: string };
function WhenField({ label, value, onChange, showFaults }: FieldProps & { label: string; value: When }) {
  const [entered, setEntered] = useState<Entered | null>(() => enteredFrom(value.edtf));
  return (
    <fieldset className={styles.group}>
      <legend>{label}</legend>
      <WhenEntry
        entered={entered}
        written={value.edtf}
        words={value.words}
        onEntered={(next) => {
          setEntered(next);
          onChange({ ...value, edtf: heldText(next) });
        }}
        onWords={(words) => onChange({ ...value, words })}
        showFaults={showFaults}
      />
    </fieldset>
  );
}

type Point = { latitude: string; longitude: string } | null;
type PlaceValue = {
  readonly name: string;
  readonly precision: (typeof precisionClasses)[number];
  readonly point: Point;
  readonly within?: readonly string[];
  readonly area?: readonly { latitude: string; longitude: string }[];
};
function PlaceField({ label, value, onChange, showFaults }: FieldProps & { label: string; value: PlaceValue }) {
  const { t } = useTranslation();
  const { fieldName } = useWords();
  const set = (part: Partial<PlaceValue>) => onChange({ ...value, ...part });
  return (
    <fieldset className={styles.group}>
      <legend>{label}</legend>
      <TextField
        label={t('caseForm.place')}
        value={value.name}
        onChange={(name) => set({ name })}
        maxLength={300}
        prose
      />
      <Select
        label={t('caseForm.precision')}
        value={value.precision}
        options={precisionClasses.map((key) => ({ key, label: t(`precision.${key}`) }))}
        onChange={(precision) => set({ precision })}
      />
      <TextField
        label={fieldName('within')}
        value={(value.within ?? []).join('\n')}
        onChange={(text) => {
          const { within: _before, ...rest } = value;
          onChange(text === '' ? rest : { ...rest, within: text.split('\n') });
        }}
        lines={2}
        prose
      />
      <PointEntry point={value.point} onChange={(point) => set({ point })} showFaults={showFaults} />
      <AreaEntry
        area={value.area}
        onChange={(area) => {
          const { area: _before, ...rest } = value;
          onChange(area === undefined ? rest : { ...rest, area });
        }}
      />
    </fieldset>
  );
}

const nothing = 'none';
type RecordFieldProps = FieldProps & { readonly label: string; readonly kind: EnteredKind };

/** Any of its kind, or one of those that belong to another that was chosen: the sites of a facility. */
function RecordField({ of, ...props }: RecordFieldProps & { readonly of: string | undefined }) {
  return of === undefined ? (
    <Chooser
      label={props.label}
      kind={props.kind}
      value={props.value as string | null}
      onChange={(key) => props.onChange(key)}
    />
  ) : (
    <RecordOf {...props} owner={(props.among[of] as string | null | undefined) ?? null} />
  );
}

function RecordOf({ owner, ...props }: RecordFieldProps & { readonly owner: string | null }) {
  const { t } = useTranslation();
  const records = useAnswer(
    'record.list',
    { kind: props.kind, of: owner, order: 'title', limit: 500 },
    { enabled: owner !== null },
  );
  const options = (records.data?.records ?? []).map(({ id, title }) => ({ key: id, label: plainlyShown(title) || id }));
  if (options.length === 0 && props.value === null) return null;
  return (
    <Select
      label={props.label}
      value={(props.value as string | null) ?? nothing}
      options={[{ key: nothing, label: t('recordForm.notNamed') }, ...options]}
      onChange={(key) => props.onChange(key === nothing ? null : key)}
    />
  );
}

type Group = Extract<Part, { is: 'group' }>;
function GroupField({
  label,
  hideLabel,
  part,
  value,
  onChange,
  showFaults,
}: FieldProps & { label: string; part: Group }) {
  const { t } = useTranslation();
  if (value === null) {
    return (
      <div>
        <Button
          icon={<Plus />}
          aria-label={t('recordForm.add', { what: label })}
          onPress={() => onChange(blankValues(part.parts))}
        >
          {label}
        </Button>
      </div>
    );
  }
  return (
    <fieldset className={styles.group} aria-label={label}>
      {!hideLabel && <legend>{label}</legend>}
      <PartFields parts={part.parts} values={value as Values} onChange={onChange} showFaults={showFaults} />
      {part.optional && (
        <div>
          <Button look="link" onPress={() => onChange(null)}>
            {t('recordForm.remove', { what: label })}
          </Button>
        </div>
      )}
    </fieldset>
  );
}

type Rows = Extract<Part, { is: 'rows' }>;
const areaRows: Rows = { name: 'areas', is: 'rows', row: 'place', parts: [{ name: 'place', is: 'place' }] };

/** What is filled in first in a row: beside its name stands only what takes it away. */
const firstField = '[data-row-parts] :is(input, textarea, button)';
const isOn = (element: Element | undefined): boolean => element?.contains(document.activeElement) === true;

/** Rows keep their place while they are typed in: each has a key of its own, made when it is added. */
function RowsField({
  label,
  hideLabel,
  part,
  value,
  onChange,
  showFaults,
}: FieldProps & { label: string; part: Rows }) {
  const { t } = useTranslation();
  const { fieldName } = useWords();
  const rows = value as readonly Values[];
  const [keys, setKeys] = useState<readonly number[]>(() => rows.map((_row, index) => index));
  const what = fieldName(part.row ?? part.name);
  const change = (index: number, row: Values) => onChange(rows.map((each, at) => (at === index ? row : each)));
  const remove = (index: number) => {
    setKeys(keys.filter((_key, at) => at !== index));
    onChange(rows.filter((_row, at) => at !== index));
  };
  const add = () => {
    setKeys([...keys, Math.max(-1, ...keys) + 1]);
    onChange([...rows, blankValues(part.parts)]);
  };
  // The keyboard goes into a row that was added, and to where another can be once one was taken away.
  const all = useRef<HTMLFieldSetElement>(null);
  const count = useRef(rows.length);
  useEffect(() => {
    const before = count.current;
    count.current = rows.length;
    const own = [...(all.current?.children ?? [])];
    const within = own.filter((each) => each.matches('[data-row]')).at(-1);
    if (rows.length === before + 1 && isOn(own.at(-1))) within?.querySelector<HTMLElement>(firstField)?.focus();
    if (rows.length < before && document.activeElement === document.body) own.at(-1)?.querySelector('button')?.focus();
  }, [rows.length]);
  return (
    <fieldset ref={all} className={styles.rows} aria-label={label}>
      {!hideLabel && <legend>{label}</legend>}
      {rows.map((row, index) => (
        <div key={keys[index] ?? index} className={styles.row} data-row>
          <div className={styles.rowHead}>
            <b>
              {what} {index + 1}
            </b>
            <Button
              look="quiet"
              icon={<X />}
              aria-label={t('recordForm.remove', { what: `${what} ${index + 1}` })}
              onPress={() => remove(index)}
            />
          </div>
          <div className={styles.rowParts} data-row-parts>
            <PartFields
              parts={part.parts}
              values={row}
              onChange={(next) => change(index, next)}
              showFaults={showFaults}
            />
          </div>
        </div>
      ))}
      <div>
        <Button icon={<Plus />} aria-label={t('recordForm.add', { what })} onPress={add}>
          {what}
        </Button>
      </div>
    </fieldset>
  );
}
