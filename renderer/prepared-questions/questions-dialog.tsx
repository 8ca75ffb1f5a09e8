import { Plus, X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Fault } from '../../shared/faults.ts';
import type { QuestionSections } from '../../shared/model/prepared-questions.ts';
import { isOfTestimony, newestOf, type TestimonyTemplate } from '../../shared/model/template.ts';
import { askAgain, useAnswer, useDeed } from '../bridge/calls.ts';
import { Button } from '../kit/button.tsx';
import { Deeds, Dialog } from '../kit/dialog.tsx';
import { TextField } from '../kit/field.tsx';
import { Foreign } from '../kit/foreign.tsx';
import { FaultNotice } from '../kit/notice.tsx';
import { Failed, Skeleton } from '../kit/states.tsx';
import { useLook } from '../language/language.ts';
import { Broken } from '../records/broken.tsx';
import { useVault } from '../shell/vault.tsx';
import styles from './questions.module.css';

/** The sets of questions that are kept, and the way to make, change and retire them. */
export function QuestionsDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const [editing, setEditing] = useState<TestimonyTemplate | 'new' | null>(null);
  const title =
    editing === null
      ? 'preparedQuestions.title'
      : editing === 'new'
        ? 'preparedQuestions.add'
        : 'preparedQuestions.change';
  return (
    <Dialog title={t(title)} onClose={onClose} wide long>
      {editing === null ? (
        <Sets onEdit={setEditing} onClose={onClose} />
      ) : (
        <Edit template={editing === 'new' ? null : editing} onEnd={() => setEditing(null)} />
      )}
    </Dialog>
  );
}

function Sets(props: { readonly onEdit: (which: TestimonyTemplate | 'new') => void; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const { vault } = useVault();
  const kept = useAnswer('template.list', {});
  const retire = useDeed('template.retire', () => askAgain('template.'));
  const all = kept.data?.filter(isOfTestimony) ?? [];
  return (
    <>
      <p>{t('preparedQuestions.text')}</p>
      {kept.isPending && <Skeleton lines={4} />}
      {kept.isError && <Failed error={kept.error} again={() => void kept.refetch()} />}
      <ul className={styles.sets}>
        {all.map((each) => {
          const { version, sections } = newestOf(each);
          const count = sections.reduce((sum, { questions }) => sum + questions.length, 0);
          return (
            <li key={each.name} className={styles.set}>
              <div>
                <b dir="auto">
                  <Foreign text={each.name} />
                </b>
                <small>
                  {t('preparedQuestions.version', { version })} · {t('preparedQuestions.count', { count })} ·{' '}
                  <bdi>{each.language}</bdi>
                  {each.retired && ` · ${t('preparedQuestions.retired')}`}
                </small>
              </div>
              <div className={styles.deeds}>
                <Button
                  isDisabled={vault.readOnly}
                  aria-label={t('preparedQuestions.changeNamed', { name: each.name })}
                  onPress={() => props.onEdit(each)}
                >
                  {t('preparedQuestions.changeIt')}
                </Button>
                <Button
                  look="quiet"
                  isDisabled={vault.readOnly}
                  onPress={() => retire.mutate({ name: each.name, retired: !each.retired })}
                >
                  {t(each.retired ? 'preparedQuestions.offer' : 'preparedQuestions.retire')}
                </Button>
              </div>
            </li>
          );
        })}
      </ul>
      {retire.isError && <FaultNotice error={retire.error} />}
      <Deeds>
        <Button look="primary" isDisabled={vault.readOnly} onPress={() => props.onEdit('new')}>
          {t('preparedQuestions.add')}
        </Button>
        <Button onPress={props.onClose}>{t('kit.close')}</Button>
      </Deeds>
    </>
  );
}

/** Questions as they are typed: one a line. */
interface Typed {
  readonly key: number;
  readonly heading: string;
  readonly questions: string;
}

const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

const sectionsOf = (typed: readonly Typed[]): QuestionSections =>
  typed
    .map(({ heading, questions }) => ({ heading: heading.trim(), questions: linesOf(questions) }))
    .filter(({ heading, questions }) => heading !== '' || questions.length > 0);

function Edit({ template, onEnd }: { readonly template: TestimonyTemplate | null; readonly onEnd: () => void }) {
  const { t } = useTranslation();
  const look = useLook();
  const [name, setName] = useState(template?.name ?? '');
  const [language, setLanguage] = useState(template?.language ?? look.language);
  const [typed, setTyped] = useState<readonly Typed[]>(() =>
    template === null
      ? [{ key: 0, heading: '', questions: '' }]
      : newestOf(template).sections.map(({ heading, questions }, key) => ({
          ...{ key, heading },
          questions: questions.join('\n'),
        })),
  );
  const save = useDeed('template.prepare', () => {
    askAgain('template.');
    onEnd();
  });
  const replace = (key: number, part: Partial<Typed>) =>
    setTyped(typed.map((each) => (each.key === key ? { ...each, ...part } : each)));
  const sections = sectionsOf(typed);
  const ready =
    name.trim() !== '' &&
    sections.length > 0 &&
    sections.every(({ heading, questions }) => heading !== '' && questions.length > 0);
  const broken = save.error instanceof Fault && save.error.code === 'REQUEST_INVALID' ? save.error.params : null;
  return (
    <>
      <p>{t('preparedQuestions.open')}</p>
      <div className={styles.pair}>
        {template === null ? (
          <TextField
            label={t('preparedQuestions.name')}
            value={name}
            onChange={setName}
            maxLength={120}
            prose
            autoFocus
            required
          />
        ) : (
          <p dir="auto">
            <b>
              <Foreign text={name} />
            </b>
          </p>
        )}
        <TextField
          label={t('preparedQuestions.language')}
          value={language}
          onChange={setLanguage}
          maxLength={35}
          code
          required
        />
      </div>
      {typed.map(({ key, heading, questions }, at) => (
        <fieldset key={key} className={styles.section} aria-label={t('preparedQuestions.section', { number: at + 1 })}>
          <TextField
            label={t('preparedQuestions.heading')}
            value={heading}
            onChange={(next) => replace(key, { heading: next })}
            maxLength={200}
            prose
            after={
              typed.length > 1 && (
                <Button
                  look="quiet"
                  icon={<X />}
                  aria-label={t('preparedQuestions.removeSection', { number: at + 1 })}
                  onPress={() => setTyped(typed.filter((each) => each.key !== key))}
                />
              )
            }
          />
          <TextField
            label={t('preparedQuestions.questions')}
            value={questions}
            onChange={(next) => replace(key, { questions: next })}
            lines={Math.min(8, Math.max(3, linesOf(questions).length + 1))}
            prose
          />
        </fieldset>
      ))}
      <div>
        <Button
          icon={<Plus aria-hidden />}
          onPress={() =>
            setTyped([...typed, { key: Math.max(...typed.map(({ key }) => key)) + 1, heading: '', questions: '' }])
          }
        >
          {t('preparedQuestions.addSection')}
        </Button>
      </div>
      {save.isError && (broken === null ? <FaultNotice error={save.error} /> : <Broken broken={broken} />)}
      <Deeds>
        <Button
          look="primary"
          busy={save.isPending}
          isDisabled={!ready}
          onPress={() =>
            save.mutate({
              ...{ name: name.trim(), language: language.trim(), sections },
              replaces: template === null ? null : newestOf(template).version,
            })
          }
        >
          {t(template === null ? 'preparedQuestions.keep' : 'preparedQuestions.keepVersion')}
        </Button>
        <Button onPress={onEnd}>{t('kit.cancel')}</Button>
      </Deeds>
    </>
  );
}
