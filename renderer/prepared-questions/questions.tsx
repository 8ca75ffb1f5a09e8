import type { QuestionSections } from '../../shared/model/prepared-questions.ts';
import { Foreign } from '../kit/foreign.tsx';
import styles from './questions.module.css';

/** Every heading with its questions, in the writer's language. */
export const Questions = ({ sections }: { readonly sections: QuestionSections }) => (
  <div className={styles.questions}>
    {sections.map(({ heading, questions }, at) => (
      <section key={JSON.stringify([at, heading])}>
        <h3 dir="auto">
          <Foreign text={heading} />
        </h3>
        <ul>
          {questions.map((question, place) => (
            <li key={JSON.stringify([place, question])} dir="auto">
              <Foreign text={question} />
            </li>
          ))}
        </ul>
      </section>
    ))}
  </div>
);
