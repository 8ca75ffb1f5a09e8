import { describe, expect, it } from 'vitest';
import { preparedQuestions as arabic } from '../../../shared/locales/ar/prepared-questions.ts';
import { preparedQuestions as english } from '../../../shared/locales/en/prepared-questions.ts';
import {
  type PreparedQuestions,
  questionSections,
  questionsName,
  shippedQuestions,
} from '../../../shared/model/prepared-questions.ts';

const all = shippedQuestions.map((key) => ({ key, en: english[key], ar: arabic[key] }));

describe('the questions that come with Sanad', () => {
  it('can be kept as an organisation’s own', () => {
    for (const { name, sections } of all.flatMap(({ en, ar }) => [en, ar])) {
      expect(questionsName.parse(name)).toBe(name);
      expect(questionSections.parse(sections)).toEqual(sections);
    }
  });

  it('ask the same in both languages, part by part', () => {
    const shape = ({ sections }: PreparedQuestions) => sections.map(({ questions }) => questions.length);
    for (const { key, en, ar } of all) expect(shape(ar), key).toEqual(shape(en));
    const names = all.flatMap(({ en, ar }) => [en.name, ar.name]);
    expect(new Set(names).size).toBe(names.length);
  });

  it('are open: none can be answered with yes or no, and none asks for a reason', () => {
    for (const { en, ar } of all) {
      for (const question of en.sections.flatMap(({ questions }) => questions))
        expect(question).toMatch(/^(What|How|Where|Who|Whom|Which|Please tell me)\b/);
      for (const question of ar.sections.flatMap(({ questions }) => questions)) {
        expect(question).not.toMatch(/^(هل|أليس|ألم|لماذا)(\s|$)/);
        expect(question).toMatch(/[؟.]$/);
      }
    }
  });
});
