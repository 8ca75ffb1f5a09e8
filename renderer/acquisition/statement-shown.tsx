import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { AcquisitionStatement } from '../../shared/contract.ts';
import { useWhenInWords } from '../cases/when-in-words.ts';
import { Foreign } from '../kit/foreign.tsx';
import styles from './acquisition.module.css';

/** What is said of where files came from, as rows; what nobody said has none. */
export function StatementShown({ statement }: { statement: AcquisitionStatement }) {
  const { t } = useTranslation();
  const inWords = useWhenInWords();
  const { origin, creator, giver, carrier, original, testifies, received, handed, method, note } = statement.fields;
  const person = (code: string | null) => code !== null && <Foreign text={code} />;
  const told = (fact: string | false, words: string): ReactNode =>
    (fact !== false || words !== '') && (
      <>
        {fact}
        {fact !== false && words !== '' && ' · '}
        {words !== '' && <Foreign text={words} />}
      </>
    );
  const rows: readonly (readonly [keyof typeof statement.fields, ReactNode])[] = [
    ['origin', t(`origin.${origin}`)],
    ['creator', person(creator)],
    ['giver', person(giver)],
    ['carrier', person(carrier)],
    ['received', told(received.edtf !== '' && inWords(received.edtf), received.words)],
    ['handed', handed !== 'not known' && t(`handed.${handed}`)],
    ['method', method !== 'not known' && t(`method.${method}`)],
    ['original', told(original.where !== 'not known' && t(`whereabouts.${original.where}`), original.words)],
    ['testifies', testifies !== 'not asked' && t(`willingness.${testifies}`)],
    ['note', note !== '' && <Foreign text={note} />],
  ];
  return (
    <dl className={styles.rows}>
      {rows.map(
        ([name, value]) =>
          value !== false && (
            <div key={name} style={{ display: 'contents' }}>
              <dt>{t(`acquisition.rows.${name}`)}</dt>
              <dd>{value}</dd>
            </div>
          ),
      )}
    </dl>
  );
}
