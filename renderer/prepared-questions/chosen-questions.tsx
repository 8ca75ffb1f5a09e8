import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isOfTestimony, newestOf, type TestimonyTemplate } from '../../shared/model/template.ts';
import { useAnswer } from '../bridge/calls.ts';
import { Button } from '../kit/button.tsx';
import { Select } from '../kit/select.tsx';
import { useLook } from '../language/language.ts';
import styles from './questions.module.css';
import { Questions } from './questions.tsx';
import { QuestionsDialog } from './questions-dialog.tsx';

type Choice = { readonly name: string; readonly version: number };

const none = '';

/** Those in the language of the interview first, then those in the screen's, then the rest. */
function inOrder(all: readonly TestimonyTemplate[], spoken: string, shown: string): TestimonyTemplate[] {
  const rank = ({ language }: TestimonyTemplate) => (language === spoken ? 0 : language === shown ? 1 : 2);
  return all.toSorted((a, b) => rank(a) - rank(b));
}

/** What is asked when a full statement is taken: prepared questions, chosen at its start, or the themes alone. */
export function ChosenQuestions(props: {
  readonly chosen: Choice | null;
  /** The language of the interview. */
  readonly spoken: string;
  readonly onChoose: (choice: Choice | null) => void;
}) {
  const { t } = useTranslation();
  const { language } = useLook();
  const [managing, setManaging] = useState(false);
  const kept = useAnswer('template.list', {});
  const all = kept.data?.filter(isOfTestimony) ?? [];
  const chosen = all.find(({ name }) => name === props.chosen?.name);
  const asked = chosen?.versions.find(({ version }) => version === props.chosen?.version);
  const offered = all.filter((each) => !each.retired || each === chosen);
  return (
    <>
      <div className={styles.fields}>
        <Select
          label={t('preparedQuestions.choose')}
          description={t('preparedQuestions.chooseText')}
          value={chosen?.name ?? none}
          options={[
            { key: none, label: t('preparedQuestions.none') },
            ...inOrder(offered, props.spoken, language).map(({ name }) => ({ key: name, label: name })),
          ]}
          onChange={(name) => {
            const found = all.find((each) => each.name === name);
            props.onChoose(found === undefined ? null : { name, version: newestOf(found).version });
          }}
        />
        <div>
          <Button look="link" onPress={() => setManaging(true)}>
            {t('preparedQuestions.manage')}
          </Button>
        </div>
      </div>
      {asked !== undefined && (
        <details className={styles.asked} open>
          <summary>{t('preparedQuestions.asked')}</summary>
          <Questions sections={asked.sections} />
        </details>
      )}
      {managing && <QuestionsDialog onClose={() => setManaging(false)} />}
    </>
  );
}
