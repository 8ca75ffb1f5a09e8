import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { holdFields } from '../../shared/model/erasure.ts';
import { TextField } from './field.tsx';

const { authority: authorities, basis: bases, until: days } = holdFields.shape;

/** On whose word something is kept or kept back, what that rests on, and until which day it is meant. */
export interface Resting {
  readonly authority: string;
  readonly basis: string;
  readonly until: string;
}

const unsaid: Resting = { authority: '', basis: '', until: '' };

/** What was written, what of it fits, and what a call takes. */
export function useResting() {
  const [said, setSaid] = useState(unsaid);
  const day = said.until.trim() === '' ? null : said.until.trim();
  const fits = {
    authority: authorities.safeParse(said.authority).success,
    basis: bases.safeParse(said.basis).success,
    until: days.safeParse(day).success,
  };
  return {
    said,
    change: (part: Partial<Resting>) => setSaid((before) => ({ ...before, ...part })),
    fits,
    complete: fits.authority && fits.basis && fits.until,
    given: { authority: said.authority, basis: said.basis, until: day },
  };
}

export function AuthorityFields(props: {
  readonly resting: ReturnType<typeof useResting>;
  readonly authority: string;
  readonly basis: string;
  /** Somebody tried to go on although something is missing. */
  readonly tried: boolean;
  readonly autoFocus?: boolean;
}) {
  const { t } = useTranslation();
  const { resting, tried } = props;
  const { said, change, fits } = resting;
  return (
    <>
      <TextField
        label={props.authority}
        description={t('hold.authorityHelp')}
        value={said.authority}
        onChange={(authority) => change({ authority })}
        error={tried && !fits.authority ? t('hold.authorityNeeded') : undefined}
        autoFocus={props.autoFocus === true}
        prose
        required
      />
      <TextField
        label={props.basis}
        description={t('hold.basisHelp')}
        value={said.basis}
        onChange={(basis) => change({ basis })}
        error={tried && !fits.basis ? t('kit.reasonNeeded') : undefined}
        lines={2}
        prose
        required
      />
      <TextField
        label={t('hold.until')}
        description={t('hold.untilHelp')}
        value={said.until}
        onChange={(until) => change({ until })}
        error={tried && !fits.until ? t('hold.untilInvalid') : undefined}
        code
      />
    </>
  );
}
