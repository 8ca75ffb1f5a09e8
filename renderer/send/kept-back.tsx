import { Lock, X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { reasonsOf } from '../../shared/report/withheld.ts';
import { Button } from '../kit/button.tsx';
import { Foreign } from '../kit/foreign.tsx';
import { useReportWords } from '../language/report-words.ts';
import { useWords } from '../language/words.ts';
import { KeepDialog } from './keep-dialog.tsx';
import { usePartNames } from './parts.ts';
import styles from './send.module.css';
import type { KeptChoice } from './send-draft.ts';

/** What a person keeps back beyond what the gate decides: listed, added to, let go again. */
export function KeptBack(props: {
  readonly withhold: readonly KeptChoice[];
  readonly onChange: (withhold: readonly KeptChoice[]) => void;
}) {
  const { t } = useTranslation();
  const words = useWords();
  const report = useReportWords();
  const partName = usePartNames();
  const [asking, setAsking] = useState(false);
  const { withhold, onChange } = props;
  return (
    <section>
      <h3>{t('keep.title')}</h3>
      <p className={styles.dim}>{t('keep.text')}</p>
      {withhold.length === 0 && <p className={styles.dim}>{t('keep.none')}</p>}
      <ul className={styles.list}>
        {withhold.map((kept) => {
          const { choice, kind, name } = kept;
          return (
            <li key={JSON.stringify(choice)}>
              <Lock aria-hidden />
              <span>
                {t(`keep.kinds.${kind}`)}: <Foreign text={name} />
                {' · '}
                {choice.fields === null ? t('keep.all') : choice.fields.map(partName).join(report.say('withheld.and'))}
                <small>{words.ground(choice.ground)}</small>
                <small>{reasonsOf(choice, report)}</small>
              </span>
              <Button
                look="quiet"
                icon={<X />}
                aria-label={`${t('keep.remove')}: ${name}`}
                onPress={() => onChange(withhold.filter((other) => other !== kept))}
              >
                {t('keep.remove')}
              </Button>
            </li>
          );
        })}
      </ul>
      <Button onPress={() => setAsking(true)}>{t('keep.add')}</Button>
      {asking && (
        <KeepDialog
          onClose={() => setAsking(false)}
          onKeep={(kept) => {
            setAsking(false);
            onChange([...withhold, kept]);
          }}
        />
      )}
    </section>
  );
}
