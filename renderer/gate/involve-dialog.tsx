import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Involvement, involvements, type Thing } from '../../shared/model/persons.ts';
import { askAgain, useAnswer, useDeed } from '../bridge/calls.ts';
import { Button } from '../kit/button.tsx';
import { CheckCard } from '../kit/choice.tsx';
import { Deeds, Dialog } from '../kit/dialog.tsx';
import { plainlyShown } from '../kit/foreign.tsx';
import { FaultNotice } from '../kit/notice.tsx';
import { Select } from '../kit/select.tsx';
import { PersonDialog } from '../persons/person-dialog.tsx';
import styles from './gate.module.css';

/** Connects a person with a thing: who, and what it has to do with them. */
export function InvolveDialog({ on, onClose }: { on: Thing; onClose: () => void }) {
  const { t } = useTranslation();
  const persons = useAnswer('person.list', {});
  const [chosen, setChosen] = useState<string | null>(null);
  const [adding, setAdding] = useState(false);
  const [as, setAs] = useState<readonly Involvement[]>([]);
  const involve = useDeed('person.involve', () => {
    onClose();
    for (const prefix of ['person.', 'gate.']) askAgain(prefix);
  });
  const person = chosen ?? persons.data?.[0]?.id ?? '';
  if (adding)
    return (
      <PersonDialog
        person={null}
        onClose={() => setAdding(false)}
        onDone={({ id }) => {
          askAgain('person.list');
          setChosen(id);
        }}
      />
    );
  return (
    <Dialog title={t('people.concerned')} onClose={onClose} wide long>
      {persons.data !== undefined && persons.data.length > 0 && (
        <Select
          label={t('people.who')}
          value={person}
          options={persons.data.map(({ id, code, standing }) => ({
            key: id,
            label: `${plainlyShown(code)} · ${t(`standing.${standing}`)}`,
          }))}
          onChange={setChosen}
        />
      )}
      <div>
        <Button onPress={() => setAdding(true)}>{t('people.newPerson')}</Button>
      </div>
      <h3>{t('people.ways')}</h3>
      <div className={styles.cards}>
        {involvements.map((way) => (
          <CheckCard
            key={way}
            label={t(`involvement.${way}`)}
            checked={as.includes(way)}
            onChange={(chosenNow) => setAs(involvements.filter((one) => (one === way ? chosenNow : as.includes(one))))}
            small
          />
        ))}
      </div>
      {involve.isError && <FaultNotice error={involve.error} />}
      <Deeds>
        <Button
          look="primary"
          busy={involve.isPending}
          isDisabled={person === '' || as.length === 0}
          onPress={() => involve.mutate({ person, on, as: [...as] })}
        >
          {t('people.connect')}
        </Button>
        <Button onPress={onClose}>{t('kit.cancel')}</Button>
      </Deeds>
    </Dialog>
  );
}
