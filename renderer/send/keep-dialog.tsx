import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type FieldName, isFieldName } from '../../shared/ledger/field-name.ts';
import { isDay } from '../../shared/ledger/reserved.ts';
import { type ChosenGround, chosenGrounds } from '../../shared/model/withholding.ts';
import { Chooser } from '../choosing/chooser.tsx';
import { Button } from '../kit/button.tsx';
import { CheckLine, RadioCards } from '../kit/choice.tsx';
import { Deeds, Dialog } from '../kit/dialog.tsx';
import { TextField } from '../kit/field.tsx';
import { Select } from '../kit/select.tsx';
import { type Keepable, useKeepable, usePartNames } from './parts.ts';
import styles from './send.module.css';
import type { KeptChoice } from './send-draft.ts';

const kinds = ['testimony', 'incident', 'item', 'entry'] as const satisfies readonly KeptChoice['kind'][];

/** Asks what is to stay, all of it or which parts, why, on what that rests, and when it is looked at again. */
export function KeepDialog(props: { readonly onClose: () => void; readonly onKeep: (kept: KeptChoice) => void }) {
  const { t } = useTranslation();
  const [kind, setKind] = useState<KeptChoice['kind']>('testimony');
  const [key, setKey] = useState('');
  const [whole, setWhole] = useState(true);
  const [parts, setParts] = useState<readonly string[]>([]);
  const [typed, setTyped] = useState({ seq: '', fields: '' });
  const [ground, setGround] = useState<ChosenGround>('court order');
  const [authority, setAuthority] = useState('');
  const [review, setReview] = useState('');
  const [tried, setTried] = useState(false);
  const known = useKeepable(kind, key);

  const names = typed.fields.split(/[\s,]+/).filter((name) => name !== '');
  const byNumber = kind === 'entry' && /^\d{1,15}$/.test(typed.seq.trim());
  const entry: Keepable | null = byNumber ? { seq: Number(typed.seq), name: typed.seq.trim(), parts: [] } : null;
  const chosen = kind === 'entry' ? entry : known;
  const fields = kind === 'entry' ? (names.length === 0 ? null : names) : whole ? null : parts;
  const fault = {
    what: chosen === null,
    parts: fields?.length === 0,
    fields: kind === 'entry' && !names.every(isFieldName),
    authority: authority.trim() === '',
    review: review.trim() !== '' && !isDay(review.trim()),
  };
  const keep = () => {
    setTried(true);
    if (chosen === null || Object.values(fault).includes(true)) return;
    const choice = {
      seq: chosen.seq,
      fields: fields as FieldName[] | null,
      alone: false,
      ground,
      authority: authority.trim(),
      review: review.trim() === '' ? null : review.trim(),
    };
    props.onKeep({ choice, kind, name: chosen.name });
  };
  return (
    <Dialog title={t('keep.add')} onClose={props.onClose} wide>
      <RadioCards
        label={t('keep.what')}
        value={kind}
        options={kinds.map((one) => ({ key: one, label: t(`keep.kinds.${one}`) }))}
        onChange={(next) => {
          setKind(next);
          setKey('');
          setParts([]);
        }}
        row
        small
      />
      {kind === 'entry' ? (
        <>
          <TextField
            label={t('keep.entryNumber')}
            value={typed.seq}
            onChange={(seq) => setTyped({ ...typed, seq })}
            error={tried && fault.what ? t('keep.numberNeeded') : undefined}
            inputMode="numeric"
            code
          />
          <TextField
            label={t('keep.fields')}
            description={t('keep.fieldsHelp')}
            value={typed.fields}
            onChange={(next) => setTyped({ ...typed, fields: next })}
            error={tried && fault.fields ? t('keep.fieldsWrong') : undefined}
            code
          />
        </>
      ) : (
        <>
          <Chooser
            key={kind}
            label={t('keep.which')}
            kind={kind}
            value={key === '' ? null : key}
            onChange={(next) => {
              setKey(next ?? '');
              setParts([]);
            }}
          />
          {known !== null && <Parts {...{ known, kind, whole, setWhole, parts, setParts }} />}
          {tried && (fault.what || fault.parts) && (
            <p className={styles.error} role="alert">
              {t('keep.choose')}
            </p>
          )}
        </>
      )}
      <Select
        label={t('keep.ground')}
        value={ground}
        options={chosenGrounds.map((one) => ({ key: one, label: t(`ground.${one}`) }))}
        onChange={setGround}
      />
      <TextField
        label={t('keep.authority')}
        description={t('keep.authorityHelp')}
        value={authority}
        onChange={setAuthority}
        error={tried && fault.authority ? t('keep.authorityNeeded') : undefined}
        maxLength={250}
        required
        prose
      />
      <TextField
        label={t('keep.review')}
        description={t('keep.reviewHelp')}
        value={review}
        onChange={setReview}
        error={tried && fault.review ? t('keep.reviewWrong') : undefined}
        maxLength={10}
        code
      />
      <Deeds>
        <Button look="primary" onPress={keep}>
          {t('keep.done')}
        </Button>
        <Button onPress={props.onClose}>{t('kit.cancel')}</Button>
      </Deeds>
    </Dialog>
  );
}

function Parts(props: {
  readonly known: Keepable;
  readonly kind: KeptChoice['kind'];
  readonly whole: boolean;
  readonly setWhole: (whole: boolean) => void;
  readonly parts: readonly string[];
  readonly setParts: (parts: readonly string[]) => void;
}) {
  const { t } = useTranslation();
  const partName = usePartNames();
  const { known, kind, whole, parts } = props;
  const readFromFile = parts.some((name) => name.startsWith('read.') || name.startsWith('derived.'));
  return (
    <>
      <RadioCards
        label={t('keep.parts')}
        value={whole ? 'whole' : 'some'}
        options={(['whole', 'some'] as const).map((one) => ({ key: one, label: t(`keep.${one}`) }))}
        onChange={(next) => props.setWhole(next === 'whole')}
        row
        small
      />
      {!whole && (
        <div className={styles.parts}>
          {known.parts.map((name) => (
            <CheckLine
              key={name}
              checked={parts.includes(name)}
              onChange={(on) => props.setParts(on ? [...parts, name] : parts.filter((other) => other !== name))}
            >
              {partName(name)}
            </CheckLine>
          ))}
        </div>
      )}
      {!whole && kind === 'item' && readFromFile && <p className={styles.dim}>{t('keep.fileToo')}</p>}
    </>
  );
}
