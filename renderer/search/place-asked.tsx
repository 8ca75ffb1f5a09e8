import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type OutlineFault, readPoint, writeOutline } from '../../shared/model/outline.ts';
import { whereBys } from '../../shared/model/search.ts';
import { OutlineFile, useOutlineFault } from '../cases/outline-file.tsx';
import { Chooser } from '../choosing/chooser.tsx';
import { TextField } from '../kit/field.tsx';
import { Select } from '../kit/select.tsx';
import { type Asked, whereOf } from './asked.ts';
import styles from './search.module.css';

interface Asking {
  readonly asked: Asked;
  readonly onChange: (asked: Asked) => void;
}

/** Where to look: by coordinates, around where a facility was, or inside the area of an agreement during it. */
export function PlaceAsked(asking: Asking) {
  const { t } = useTranslation();
  const { asked, onChange } = asking;
  const isAround = asked.by === 'facility' || (asked.by === 'coordinates' && readPoint(asked.where) !== null);
  return (
    <div className={styles.place}>
      <Select
        label={t('search.where')}
        value={asked.by}
        options={whereBys.map((key) => ({ key, label: t(`search.whereBy.${key}`) }))}
        onChange={(by) => onChange({ ...asked, by })}
      />
      {asked.by === 'coordinates' && <Coordinates {...asking} />}
      {(asked.by === 'facility' || asked.by === 'agreement') && (
        <RecordAsked key={asked.by} kind={asked.by} {...asking} />
      )}
      {isAround && (
        <TextField
          label={t('search.kilometres')}
          value={asked.kilometres}
          onChange={(kilometres) => onChange({ ...asked, kilometres: kilometres.trim() })}
          error={whereOf(asked) === undefined ? t('search.kilometresWrong') : undefined}
          inputMode="decimal"
          maxLength={6}
          code
        />
      )}
    </div>
  );
}

function Coordinates({ asked, onChange }: Asking) {
  const { t } = useTranslation();
  const [unread, setUnread] = useState<OutlineFault | null>(null);
  const inWords = useOutlineFault();
  const isWrong = readPoint(asked.where) === null && whereOf(asked) === undefined;
  return (
    <div className={styles.coordinates}>
      <TextField
        label={t('search.point')}
        description={t('search.whereHelp')}
        value={asked.where}
        onChange={(where) => {
          setUnread(null);
          onChange({ ...asked, where });
        }}
        error={inWords(unread) ?? (isWrong ? t('search.whereWrong') : undefined)}
        lines={2}
        code
      />
      <OutlineFile
        testId="search outline"
        onRead={(read) => {
          setUnread('fault' in read ? read : null);
          if ('corners' in read) onChange({ ...asked, where: writeOutline(read.corners) });
        }}
      />
    </div>
  );
}

const nothing = '';

/** One of the facilities or agreements there are. */
function RecordAsked({ kind, asked, onChange }: Asking & { readonly kind: 'facility' | 'agreement' }) {
  const { t } = useTranslation();
  return (
    <Chooser
      label={t(`search.${kind}`)}
      description={t(`search.whereMeant.${kind}`)}
      kind={kind}
      value={asked[kind] === nothing ? null : asked[kind]}
      onChange={(key) => onChange({ ...asked, [kind]: key ?? nothing })}
    />
  );
}
