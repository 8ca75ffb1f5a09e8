import { X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SavedSearch } from '../../shared/contract.ts';
import { answers, useAnswer, useDeed } from '../bridge/calls.ts';
import { Button } from '../kit/button.tsx';
import { TextField } from '../kit/field.tsx';
import { Foreign, plainlyShown } from '../kit/foreign.tsx';
import { Failed } from '../kit/states.tsx';
import { type Asked, askedOf, nothingAsked, queryOf } from './asked.ts';
import styles from './search.module.css';

const askAgain = () => void answers.invalidateQueries({ queryKey: ['search.saved'] });

/** Searches that this operator keeps, and a way to keep the one that stands in the fields. */
export function SavedSearches({ asked, onChoose }: { asked: Asked; onChoose: (asked: Asked) => void }) {
  const { t } = useTranslation();
  const saved = useAnswer('search.saved', {});
  const [name, setName] = useState<string | null>(null);
  const save = useDeed('search.save', () => {
    setName(null);
    askAgain();
  });
  const forget = useDeed('search.forget', askAgain);
  const query = queryOf(asked);
  const asks = JSON.stringify(query) !== JSON.stringify(queryOf(nothingAsked));
  const kept: readonly SavedSearch[] = saved.data ?? [];
  const fault = save.error ?? forget.error;
  return (
    <div className={styles.saved}>
      {kept.length > 0 && (
        <fieldset className={styles.facet}>
          <legend>{t('search.saved')}</legend>
          <div className={styles.chips}>
            {kept.map((one) => (
              <span key={one.name} className={styles.savedOne}>
                <Button look="link" onPress={() => onChoose(askedOf(one.query))}>
                  <Foreign text={one.name} />
                </Button>
                <Button
                  look="quiet"
                  icon={<X />}
                  aria-label={t('search.forget', { name: plainlyShown(one.name) })}
                  onPress={() => forget.mutate({ name: one.name })}
                />
              </span>
            ))}
          </div>
        </fieldset>
      )}
      {asks && name === null && (
        <div>
          <Button look="link" onPress={() => setName(query.text.slice(0, 120))}>
            {t('search.keep')}
          </Button>
        </div>
      )}
      {name !== null && (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (name.trim() !== '') save.mutate({ name: name.trim(), query });
          }}
        >
          <TextField
            label={t('search.keepName')}
            value={name}
            onChange={setName}
            maxLength={120}
            prose
            autoFocus
            after={
              <Button type="submit" isDisabled={name.trim() === ''}>
                {t('kit.save')}
              </Button>
            }
          />
        </form>
      )}
      {fault !== null && <Failed error={fault} />}
    </div>
  );
}
