import { keepPreviousData } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { contract } from '../../shared/contract.ts';
import type { IncidentFields } from '../../shared/model/incident.ts';
import { contextAsked } from '../../shared/model/incident-context.ts';
import { useAnswer } from '../bridge/calls.ts';
import { CheckCard } from '../kit/choice.tsx';
import { plainlyShown } from '../kit/foreign.tsx';
import { Section } from '../kit/page.tsx';
import { useSettled } from '../kit/settled.ts';
import { useWords } from '../language/words.ts';
import { caseParts } from '../records/case-parts.ts';
import { PartField } from '../records/part-fields.tsx';
import styles from './case-form.module.css';
import { useWhenInWords } from './when-in-words.ts';

type Coded = keyof typeof caseParts;

/** What belongs together, in the order of the report. */
export const codingSections = [
  { title: 'impacts', parts: ['impacts'] },
  { title: 'harm', parts: ['harm', 'functionality', 'services'] },
  { title: 'alleged', parts: ['attributions', 'military', 'intent'] },
  { title: 'coding', parts: ['ssa', 'sind', 'definitions'] },
  { title: 'context', parts: ['context'] },
] as const satisfies readonly { readonly title: string; readonly parts: readonly Coded[] }[];

/** All that goes beyond the first sentence of a case. Each section can stay closed: nothing of it has to be known. */
export function CodingFields(props: {
  readonly id: string | null;
  readonly fields: IncidentFields;
  readonly onChange: (part: Partial<IncidentFields>) => void;
  readonly showFaults: boolean;
}) {
  const { t } = useTranslation();
  const { fields, onChange, showFaults } = props;
  return codingSections.map(({ title, parts }) => (
    <Section key={title} title={t(`caseCoding.${title}`)}>
      <p className={styles.help}>{t(`caseCoding.${title}Help`)}</p>
      <div className={styles.part}>
        {parts.map((name) => (
          <PartField
            key={name}
            part={caseParts[name]}
            hideLabel={parts.length === 1}
            value={fields[name]}
            onChange={(value) => onChange({ [name]: value } as Partial<IncidentFields>)}
            among={fields}
            showFaults={showFaults}
          />
        ))}
        {title === 'context' && <Proposed {...props} />}
      </div>
    </Section>
  ));
}

/** Agreements that were in force, proposed by time and place: a person says which of them it happened during. */
function Proposed({ id, fields, onChange }: Parameters<typeof CodingFields>[0]) {
  const { t } = useTranslation();
  const { word } = useWords();
  const inWords = useWhenInWords();
  // What is half written is asked about when it is whole.
  const typed = JSON.stringify(contextAsked(id, fields));
  const asked = contract['incident.context'].input.safeParse(JSON.parse(useSettled(typed)));
  const found = useAnswer('incident.context', asked.success ? asked.data : {}, {
    enabled: asked.success,
    placeholderData: keepPreviousData,
  });
  const { truces } = fields.context;
  const choose = (truce: string, on: boolean) => {
    const others = truces.filter((each) => each !== truce);
    onChange({ context: { ...fields.context, truces: on ? [...others, truce] : others } });
  };
  if (found.data === undefined) return null;
  const { agreements, earlier } = found.data;
  return (
    <>
      {agreements.length > 0 && (
        <fieldset className={styles.attacks} aria-label={t('caseCoding.during')}>
          {agreements.map(({ id: truce, title, category, begins, ends, time, where }) => (
            <CheckCard
              key={truce}
              small
              label={plainlyShown(title)}
              note={
                <>
                  {word(category)} · <bdi>{inWords(`${begins || '..'}/${ends || '..'}`)}</bdi> ·{' '}
                  {t(`caseCoding.time.${time}`)} · {t(`caseCoding.where.${where}`)}
                </>
              }
              checked={truces.includes(truce)}
              onChange={(on) => choose(truce, on)}
            />
          ))}
        </fieldset>
      )}
      {earlier.length > 0 && (
        <p className={styles.help}>
          {t('caseCoding.earlier')}: <bdi>{earlier.map(({ title }) => plainlyShown(title)).join(' · ')}</bdi>
        </p>
      )}
    </>
  );
}
