import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Degrees } from '../../shared/model/distance.ts';
import { type OutlineFault, readOutline, writeOutline } from '../../shared/model/outline.ts';
import { Button } from '../kit/button.tsx';
import { TextField } from '../kit/field.tsx';
import styles from './case-form.module.css';
import { OutlineFile, useOutlineFault } from './outline-file.tsx';

/** An area by its corners, typed or from a file. What is half typed stays here until it is an outline. */
export function AreaEntry(props: {
  readonly area: readonly Degrees[] | undefined;
  readonly onChange: (area: Degrees[] | undefined) => void;
}) {
  const { t } = useTranslation();
  const [text, setText] = useState<string | null>(props.area === undefined ? null : writeOutline(props.area));
  const inWords = useOutlineFault();
  const [fault, setFault] = useState<OutlineFault | null>(null);
  const type = (typed: string) => {
    setText(typed);
    const read = readOutline(typed);
    setFault('fault' in read ? read : null);
    // What is no outline yet is refused when it is saved, so that nothing is dropped silently.
    props.onChange('corners' in read ? read.corners : typed.trim() === '' ? undefined : []);
  };
  const pick = (
    <OutlineFile
      testId="outline file"
      onRead={(read) => {
        if ('fault' in read) setFault(read);
        else type(writeOutline(read.corners));
      }}
    />
  );
  if (text === null) {
    return (
      <div className={styles.date}>
        <Button look="link" onPress={() => setText('')}>
          {t('outline.add')}
        </Button>
      </div>
    );
  }
  return (
    <fieldset className={styles.date}>
      <TextField
        label={t('outline.typed')}
        description={t('outline.typedHelp')}
        value={text}
        onChange={type}
        error={inWords(fault)}
        lines={4}
        code
        mono
      />
      {pick}
      <p className={styles.help}>{t('outline.fromFileHelp')}</p>
      <Button
        look="link"
        onPress={() => {
          setText(null);
          setFault(null);
          props.onChange(undefined);
        }}
      >
        {t('outline.remove')}
      </Button>
    </fieldset>
  );
}
