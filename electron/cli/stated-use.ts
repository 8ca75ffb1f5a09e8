import { type Command, InvalidArgumentError, Option } from 'commander';
import type { CallInput } from '../../shared/contract.ts';
import { Fault } from '../../shared/faults.ts';
import { type Purpose, purposes } from '../../shared/model/consent.ts';
import { type LegalBasis, legalBases } from '../../shared/model/legal-bases.ts';
import { type AnswerWord, answers, basesFor, purposesOf, type Question } from '../../shared/model/stated-use.ts';
import { type Audience, audiences } from '../../shared/model/vocabulary.ts';
import { collected } from './command.ts';
import { forTerminal } from './output.ts';
import { t } from './words.ts';

/** What something is handed over for, on what that rests, and what is answered to the conditions that people made. */
export type UseOptions = {
  for?: Audience;
  purpose?: Purpose;
  basis?: LegalBasis;
  order?: string;
  rests?: string;
  answer?: string[];
};

type StatedUse = Pick<CallInput<'bundle.export'>, 'audience' | 'purpose' | 'basis' | 'answers'>;

const answerForm = new RegExp(`^([a-zA-Z0-9 ]+)=(${answers.join('|')})(?::(.*))?$`, 's');

export function withUseOptions(command: Command): Command {
  return command
    .addOption(purposeOption('what it is for'))
    .addOption(new Option('--basis <basis>', 'on what handing it over rests').choices([...legalBases]))
    .option('--order <id>', 'with --basis "court order": the order, as recorded with sanad order')
    .option(
      '--rests <words>',
      'with every other basis than these two and consent: which law, claim, interest or danger',
    )
    .option(
      '--answer <answer>',
      'what is known about a condition that people made: "death penalty=no: letter 7"; may be repeated. ' +
        'A bundle that waits for answers names the questions',
      (value: string, before?: string[]) => {
        if (!answerForm.test(value)) throw new InvalidArgumentError('"question=yes|no|not known: on what it rests".');
        return collected(value, before);
      },
    );
}

export const purposeOption = (description: string): Option =>
  new Option('--purpose <purpose>', description).choices([...purposes]);
export const audienceOption = (description: string): Option =>
  new Option('--for <audience>', description).choices([...audiences]);

/** Throws FIELD_INVALID, naming what is missing and what would be possible. */
export function statedUseFrom({
  for: audience = 'court',
  purpose,
  basis,
  order,
  rests,
  answer = [],
}: UseOptions): StatedUse {
  if (purpose === undefined) throw missing('purpose', purposesOf[audience]);
  if (basis === undefined) throw missing('basis', basesFor(audience, purpose));
  return {
    audience,
    purpose,
    basis: basisFrom(basis, order, rests),
    answers: answer.map((said) => {
      const [, question = '', word, why = ''] = answerForm.exec(said) ?? [];
      return { question, answer: word as AnswerWord, rests: why.trim() };
    }),
  };
}

function basisFrom(kind: LegalBasis, order: string | undefined, words: string | undefined): StatedUse['basis'] {
  switch (kind) {
    case 'consent':
      return { kind };
    case 'court order':
      if (order === undefined) throw missing('order', ['sanad order list']);
      return { kind, order };
    default:
      if (words === undefined) throw missing('rests', ['--rests']);
      return { kind, words };
  }
}

const missing = (field: string, expected: readonly string[]): Fault =>
  new Fault('FIELD_INVALID', { field, rule: 'missing', expected: expected.join(', '), value: '' });

/** Before anything is written, whatever people made it depend on is asked; each question with the option that answers it. */
export function requireAnswered(questions: readonly Question[]): void {
  if (questions.length === 0) return;
  for (const { key, topic, person, state, words } of questions) {
    const asked = t(`question.${topic}`, { person: person ?? '', state: state ?? '' });
    const own = words === null ? '' : ` “${words}”`;
    process.stderr.write(`${forTerminal(asked + own)}\n  --answer "${key}=…: …"\n`);
  }
  throw new Fault('USE_UNANSWERED', { questions: questions.map(({ key }) => key).join(', ') });
}
