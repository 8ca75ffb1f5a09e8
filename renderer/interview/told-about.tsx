import { useTranslation } from 'react-i18next';
import type { TestimonyFields } from '../../shared/model/testimony.ts';
import { useBegun } from '../bridge/drafts.ts';
import { Button } from '../kit/button.tsx';
import { Deeds } from '../kit/dialog.tsx';
import { Foreign } from '../kit/foreign.tsx';
import { Notice } from '../kit/notice.tsx';
import { Section } from '../kit/page.tsx';
import { useWords } from '../language/words.ts';
import { Questions } from '../prepared-questions/questions.tsx';
import { PartsTold, PartTold } from '../records/part-told.tsx';
import { isWord, saysSomething } from '../records/parts.ts';
import { type Amendable, amendmentKeeping } from './amendment-draft.ts';
import styles from './interview.module.css';
import { testimonyParts } from './testimony-parts.ts';

/** Why there is no account, or why it ends where it does. */
export function Stopped({ fields }: { readonly fields: TestimonyFields }) {
  const { t } = useTranslation();
  const words = useWords();
  if (fields.stopped === null) return null;
  return (
    <div className={styles.notice}>
      <Notice kind="info" title={words.word(fields.stopped)}>
        {fields.paragraphs.length === 0 && <p>{t('interview.close.noAccount')}</p>}
      </Notice>
    </div>
  );
}

/** How the account was given, what was asked before, whether it was read back, and what help was needed. */
export function ToldAbout(props: {
  readonly fields: TestimonyFields;
  /** `null` where nothing can be written. */
  readonly onCorrect: (() => void) | null;
}) {
  const { fields, onCorrect } = props;
  const { t } = useTranslation();
  const { fieldName } = useWords();
  const said = testimonyParts.filter((part) => saysSomething(part, fields[part.name as keyof TestimonyFields]));
  return (
    <div className={styles.about}>
      <Section
        title={t('testimony.about')}
        deed={
          onCorrect !== null && (
            <Button look="link" onPress={onCorrect}>
              {t('testimony.changeAbout')}
            </Button>
          )
        }
      >
        <PartsTold parts={said.filter(isWord)} values={fields} names={[]} />
        {said.length === 0 && <p className={styles.dim}>{t('testimony.nothingAbout')}</p>}
      </Section>
      {fields.template !== null && (
        <Section title={t('preparedQuestions.used')}>
          <details>
            <summary>
              <Foreign text={fields.template.name} /> ·{' '}
              {t('preparedQuestions.version', { version: fields.template.version })}
            </summary>
            <Questions sections={fields.template.sections} />
          </details>
        </Section>
      )}
      {said
        .filter((part) => !isWord(part))
        .map((part) => (
          <Section key={part.name} title={fieldName(part.label ?? part.name)}>
            <PartTold part={part} value={fields[part.name as keyof TestimonyFields]} names={[]} />
          </Section>
        ))}
    </div>
  );
}

/** Corrections of this testimony that were begun and not saved, with the way back to each. */
export function BegunHere(props: { readonly id: string; readonly onGoOn: (what: Amendable) => void }) {
  const { t } = useTranslation();
  const begun = useBegun(amendmentKeeping).filter(({ value }) => value.id === props.id);
  return begun.map(({ subject, value, discard }) => (
    <div key={subject} className={styles.notice}>
      <Notice key={subject} kind="info" title={t('home.begun.correction')}>
        <Deeds>
          <Button onPress={() => props.onGoOn(value.what)}>{t('home.begun.goOn')}</Button>
          <Button look="quiet" onPress={discard}>
            {t('home.begun.discard')}
          </Button>
        </Deeds>
      </Notice>
    </div>
  ));
}
