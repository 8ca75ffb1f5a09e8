import { ChevronDown } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button, ComboBox, Input, Label, ListBox, ListBoxItem, Popover, Text } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { classes } from '../kit/classes.ts';
import styles from '../kit/field.module.css';
import { type Choice, type ChoosableKind, useChoices, useNameOf } from './choices.ts';
import own from './chooser.module.css';

export interface ChooserProps {
  readonly label: string;
  readonly hideLabel?: boolean;
  readonly kind: ChoosableKind;
  /** The id of a record, the number of an item's entry; null where nothing is chosen. */
  readonly value: string | null;
  readonly onChange: (key: string | null, choice: Choice | null) => void;
  readonly description?: string;
  /** What is not offered: the thing itself that something is chosen for. */
  readonly except?: (choice: Choice) => boolean;
}

/** Chooses one of however many there are: the first of them stand in a list, and every other one is found by its words. */
export function Chooser({ label, hideLabel, kind, value, onChange, description, except }: ChooserProps) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const [chosen, setChosen] = useState<{ readonly key: string; readonly label: string } | null>(null);
  const known = useNameOf(kind, value !== null && chosen?.key !== value ? value : null);
  const name =
    value === null ? '' : chosen?.key === value ? chosen.label : known.gone ? t('choosing.gone') : known.name;
  const [isOpen, setOpen] = useState(false);
  // What stands in the field is the name of what was chosen until somebody writes over it: then it is words to look for.
  useEffect(() => {
    if (!isOpen) setTyped(name ?? '');
  }, [name, isOpen]);
  const looked = typed === (name ?? '') ? '' : typed;
  const { choices, more, isPending } = useChoices(kind, looked, isOpen);
  const offered = choices.filter((choice) => except?.(choice) !== true);
  return (
    <ComboBox
      className={styles.field ?? ''}
      inputValue={typed}
      onInputChange={setTyped}
      selectedKey={value}
      onSelectionChange={(key) => {
        const found = choices.find((choice) => choice.key === key) ?? null;
        if (found === null) return;
        setChosen(found);
        setTyped(found.label);
        onChange(found.key, found);
      }}
      onOpenChange={(open) => {
        setOpen(open);
        // Whoever takes the name out of the field has chosen nothing.
        if (!open && typed.trim() === '' && value !== null) onChange(null, null);
      }}
      items={offered.map((choice) => ({ ...choice, id: choice.key }))}
      menuTrigger="focus"
      allowsEmptyCollection
      allowsCustomValue
      {...(hideLabel ? { 'aria-label': label } : {})}
    >
      {!hideLabel && <Label className={styles.label ?? ''}>{label}</Label>}
      <div className={own.line}>
        <Input
          className={classes(styles.input, own.input)}
          dir={typed === '' ? undefined : 'auto'}
          placeholder={t('choosing.find')}
          autoComplete="off"
          spellCheck="false"
        />
        <Button className={own.open ?? ''} aria-label={t('choosing.show')}>
          <ChevronDown aria-hidden />
        </Button>
      </div>
      {description !== undefined && (
        <Text slot="description" className={styles.description ?? ''}>
          {description}
        </Text>
      )}
      <Popover className={styles.popover ?? ''}>
        <ListBox
          className={styles.list ?? ''}
          renderEmptyState={() => (
            <p className={own.none}>
              {isPending ? t('kit.reading') : t(looked === '' ? 'choosing.none' : 'choosing.nothing')}
            </p>
          )}
        >
          {(choice: Choice) => (
            <ListBoxItem id={choice.key} textValue={choice.label} className={styles.option ?? ''}>
              <bdi>{choice.label}</bdi>
            </ListBoxItem>
          )}
        </ListBox>
        {more && <p className={own.more}>{t('choosing.more')}</p>}
      </Popover>
    </ComboBox>
  );
}
