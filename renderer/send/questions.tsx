import { useTranslation } from 'react-i18next';
import { answers, meetsCondition, type Question } from '../../shared/model/stated-use.ts';
import { RadioCards } from '../kit/choice.tsx';
import { TextField } from '../kit/field.tsx';
import { Foreign, plainlyShown } from '../kit/foreign.tsx';
import styles from './send.module.css';
import { isAnswered, type SendStepProps } from './send-draft.ts';

/** What people made it depend on, asked one by one before anything leaves. */
export function Questions(props: SendStepProps & { readonly questions: readonly Question[] }) {
  const { t } = useTranslation();
  const { draft, change, tried, questions } = props;
  if (questions.length === 0) return null;
  return (
    <section>
      <h3>{t('questions.title')}</h3>
      <p className={styles.dim}>{t('questions.text')}</p>
      <ul className={styles.questions}>
        {questions.map((question) => {
          const said = draft.answers[question.key] ?? { answer: null, rests: '' };
          const say = (part: Partial<typeof said>) =>
            change({ answers: { ...draft.answers, [question.key]: { ...said, ...part } } });
          const opens = said.answer !== null && meetsCondition({ question: question.key, answer: said.answer });
          const { topic, person, state, words } = question;
          return (
            <li key={question.key}>
              <p>
                {t(`question.${topic}`, { person: plainlyShown(person ?? ''), state: state ?? '' })}
                {words !== null && (
                  <span className={styles.own}>
                    “<Foreign text={words} />”
                  </span>
                )}
              </p>
              <RadioCards
                label={t('questions.answer')}
                hideLabel
                value={said.answer}
                options={answers.map((key) => ({ key, label: t(`answerWord.${key}`) }))}
                onChange={(answer) => say({ answer })}
                row
                small
              />
              {opens && (
                <TextField
                  label={t('questions.rests')}
                  value={said.rests}
                  onChange={(rests) => say({ rests })}
                  error={tried && !isAnswered(draft, question.key) ? t('questions.restsNeeded') : undefined}
                  maxLength={1_000}
                  required
                  prose
                />
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
