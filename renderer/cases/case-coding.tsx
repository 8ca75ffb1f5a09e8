import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { IncidentDetail } from '../../shared/contract.ts';
import type { Harm, IncidentFields } from '../../shared/model/incident.ts';
import { contextAsked } from '../../shared/model/incident-context.ts';
import { askAgain, useAnswer, useDeed } from '../bridge/calls.ts';
import { Button } from '../kit/button.tsx';
import { Foreign } from '../kit/foreign.tsx';
import { Section } from '../kit/page.tsx';
import { ReasonDialog } from '../kit/reason-dialog.tsx';
import { useNumbers } from '../language/dates.ts';
import { useWords } from '../language/words.ts';
import { caseParts } from '../records/case-parts.ts';
import { LinksSection } from '../records/links-section.tsx';
import { PartsTold } from '../records/part-told.tsx';
import { type Part, saysSomething } from '../records/parts.ts';
import { RecordLink } from '../records/record-link.tsx';
import { usePlaces } from '../shell/places.tsx';
import { useVault } from '../shell/vault.tsx';
import styles from './case-coding.module.css';
import { useWhenInWords } from './when-in-words.ts';

/** What a case says beyond its first sentence, read like a report. What nobody said has no place in it. */
export function CaseCoding({ incident }: { incident: IncidentDetail }) {
  const { t } = useTranslation();
  const { fields, names, relations } = incident;
  const told = (...which: (keyof typeof caseParts)[]): readonly Part[] =>
    which
      .map((name) => caseParts[name])
      .filter((part) => saysSomething(part, fields[part.name as keyof IncidentFields]));
  const { impacts } = caseParts;
  const stopped = told('functionality', 'services');
  const alleged = told('attributions', 'military', 'intent');
  const coded = told('ssa', 'sind', 'definitions');
  return (
    <>
      {fields.impacts.length > 0 && impacts.is === 'rows' && (
        <Section title={t('caseCoding.impacts')}>
          <ol className={styles.impacts}>
            {fields.impacts.map((impact, index) => (
              <li key={JSON.stringify([index, impact])}>
                <PartsTold parts={impacts.parts} values={impact} names={names} />
              </li>
            ))}
          </ol>
        </Section>
      )}
      {(fields.harm.length > 0 || stopped.length > 0) && (
        <Section title={t('caseCoding.harm')}>
          {fields.harm.length > 0 && <HarmTable harm={fields.harm} />}
          {stopped.length > 0 && (
            <div className={styles.block}>
              <PartsTold parts={stopped} values={fields} names={names} />
            </div>
          )}
        </Section>
      )}
      {alleged.length > 0 && (
        <Section title={t('caseCoding.alleged')}>
          <p className={styles.dim}>{t('caseCoding.allegedNote')}</p>
          <div className={styles.block}>
            <PartsTold parts={alleged} values={fields} names={names} />
          </div>
        </Section>
      )}
      {coded.length > 0 && (
        <Section title={t('caseCoding.coding')}>
          <div className={styles.block}>
            <PartsTold parts={coded} values={fields} names={names} />
          </div>
        </Section>
      )}
      <Context incident={incident} />
      <Listed listed={fields.listed} />
      <LinksSection of={{ record: incident.id }} relations={relations} />
    </>
  );
}

/** Which row of whose list it was taken from, and what that said in words of its own. */
function Listed({ listed: { item, row, stated } }: Pick<IncidentFields, 'listed'>) {
  const { t } = useTranslation();
  const { go } = usePlaces();
  if (item === null || row === null) return null;
  return (
    <Section title={t('caseList.from')}>
      <div className={styles.block}>
        <p>
          {t('caseList.fromRow', { row })}{' '}
          <Button look="link" onPress={() => go({ at: 'item', seq: item })}>
            {t('caseList.seeFile')}
          </Button>
        </p>
        {stated.length > 0 && (
          <>
            <p className={styles.dim}>{t('caseList.statedText')}</p>
            <ul>
              {stated.map(({ column, text }) => (
                <li key={column}>
                  <Foreign text={column} />: <Foreign text={text} />
                </li>
              ))}
            </ul>
          </>
        )}
      </div>
    </Section>
  );
}

function HarmTable({ harm }: { harm: readonly Harm[] }) {
  const { t } = useTranslation();
  const { word, fieldName } = useWords();
  const { number } = useNumbers();
  const count = (value: number | null) => (value === null ? '–' : number(value));
  return (
    <table className={styles.harm}>
      <thead>
        <tr>
          <th scope="col">{fieldName('group')}</th>
          <th scope="col">{fieldName('harmed')}</th>
          {(['lowest', 'best', 'highest'] as const).map((name) => (
            <th key={name} scope="col" className={styles.number}>
              {fieldName(name)}
            </th>
          ))}
          <th scope="col">{fieldName('source')}</th>
        </tr>
      </thead>
      <tbody>
        {harm.map((row, index) => (
          <tr key={JSON.stringify([index, row])}>
            <td>{word(row.group)}</td>
            <td>{word(row.harm)}</td>
            <td className={styles.number}>{count(row.lowest)}</td>
            <td className={styles.number}>
              <b>{count(row.best)}</b>
            </td>
            <td className={styles.number}>{count(row.highest)}</td>
            <td>{row.source === '' ? t('caseCoding.noSource') : <bdi>{row.source}</bdi>}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Who held the area, a siege, agreements that it happened during, and what was attacked there before. */
function Context({ incident }: { incident: IncidentDetail }) {
  const { t } = useTranslation();
  const inWords = useWhenInWords();
  const { id, fields, names, relations } = incident;
  const { vault } = useVault();
  const [joining, setJoining] = useState<string | null>(null);
  const relate = useDeed('record.relate', () => {
    setJoining(null);
    askAgain('incident.');
  });
  const joined = new Set(
    relations.flatMap(({ kind, other }) => (kind === 'repeat attack on' && other.what === 'record' ? [other.id] : [])),
  );
  const found = useAnswer('incident.context', contextAsked(id, fields));
  const truces = names.filter(({ field }) => field === 'context.truces');
  const earlier = found.data?.earlier ?? [];
  const proposed = (found.data?.agreements ?? []).filter((each) => !fields.context.truces.includes(each.id));
  const said = saysSomething(caseParts.context, fields.context);
  if (!said && truces.length === 0 && earlier.length === 0 && proposed.length === 0) return null;
  return (
    <Section title={t('caseCoding.context')}>
      <div className={styles.block}>
        {caseParts.context.is === 'group' && (
          <PartsTold parts={caseParts.context.parts} values={fields.context} names={names} />
        )}
        {truces.length > 0 && (
          <p>
            {t('caseCoding.during')}:{' '}
            {truces.map((each) => (
              <RecordLink key={each.id} {...each} />
            ))}
          </p>
        )}
        {proposed.length > 0 && (
          <div className={styles.dim}>
            <p>{t('caseCoding.proposed')}</p>
            <ul>
              {proposed.map(({ id: truce, title, time, where }) => (
                <li key={truce}>
                  <RecordLink kind="agreement" id={truce} title={title} /> · {t(`caseCoding.time.${time}`)} ·{' '}
                  {t(`caseCoding.where.${where}`)}
                </li>
              ))}
            </ul>
          </div>
        )}
        {earlier.length > 0 && (
          <div>
            <p>{t('caseCoding.earlier')}</p>
            <ul>
              {earlier.map((each) => (
                <li key={each.id}>
                  <RecordLink kind="incident" id={each.id} title={each.title} />{' '}
                  <span className={styles.dim}>
                    <bdi>{each.when === '' ? t('cases.whenUnknown') : inWords(each.when)}</bdi> ·{' '}
                    {t(`caseCoding.because.${each.because}`)}
                    {each.order === 'perhaps before' && ` · ${t('caseCoding.perhapsBefore')}`}
                  </span>{' '}
                  {!joined.has(each.id) && (
                    <Button look="link" isDisabled={vault.readOnly} onPress={() => setJoining(each.id)}>
                      {t('caseCoding.repeats')}
                    </Button>
                  )}
                </li>
              ))}
            </ul>
          </div>
        )}
      </div>
      {joining !== null && (
        <ReasonDialog
          title={t('caseCoding.repeats')}
          text={t('caseCoding.repeatsText')}
          deed={t('caseCoding.repeats')}
          busy={relate.isPending}
          error={relate.error}
          onClose={() => setJoining(null)}
          onDo={(reason) =>
            relate.mutate({ from: { record: id }, to: { record: joining }, kind: 'repeat attack on', reason })
          }
        />
      )}
    </Section>
  );
}
