import type { Command } from 'commander';
import type { CallRequest, LaterAccount, TestimonyDetail } from '../../../shared/contract.ts';
import { Fault } from '../../../shared/faults.ts';
import { type CommonOptions, withCommonOptions, withVault } from '../command.ts';
import { jsonObjectFrom } from '../json-file.ts';
import { t } from '../words.ts';

type Said = CallRequest<'laterAccount.add'>['said'];

/** First of all, before the account itself. */
export function takenBackLines({ later }: Pick<TestimonyDetail, 'later'>): string[] {
  const taken = later.filter((each) => each.act === 'takes back');
  if (taken.length === 0) return [];
  const whole = taken.some(({ paragraphs }) => paragraphs === null);
  const numbers = taken.flatMap(({ paragraphs }) => (paragraphs ?? []).map(({ now, number }) => now ?? `(${number})`));
  return [
    whole ? t('laterAccount.tookBackWhole') : `${t('laterAccount.tookBackPart')} ${[...new Set(numbers)].join(', ')}`,
  ];
}

/** Everything that the witness said later. */
export const laterLines = (later: readonly LaterAccount[]): string[] =>
  later.flatMap((each) => {
    const { fields } = each;
    const what =
      each.act === 'adds'
        ? t('laterAccount.added')
        : each.paragraphs === null
          ? t('laterAccount.allOfIt')
          : `${t('takenBack.in part')}: ${each.paragraphs.map(({ number }) => number).join(', ')}`;
    return [
      '',
      `${what} (${each.id})`,
      `  ${[fields.when.edtf, fields.when.words, t(`laterWay.${fields.how}`), fields.language].filter(Boolean).join(' · ')}`,
      `  ${t('laterAccount.takenByLine', { who: fields.takenBy })} · ${t(`laterReadBack.${fields.readBack}`)}`,
      ...(each.act === 'adds' ? [] : [`  ${t(`whyTold.${each.fields.why.told}`)} ${each.fields.why.words}`.trimEnd()]),
      ...fields.paragraphs.map(({ text, basis }, index) => `  ${index + 1} (${basis})  ${text}`),
    ];
  });

/** What a file leaves out; `takenBy`: whoever works. */
const begun = (takenBy: string, language: string) => ({
  when: { edtf: '', words: '' },
  how: 'in person',
  language,
  takenBy,
  readBack: 'not read back',
});

type Options = CommonOptions & { from: string };

/** `lines`: how a testimony is printed. */
export function addLaterAccountCommands(testimony: Command, lines: (of: TestimonyDetail) => string[]): void {
  const add = (name: string, act: Said['act'], description: string, file: string, more: object) =>
    withCommonOptions(testimony.command(name).description(description))
      .argument('<vault>')
      .argument('<id>')
      .requiredOption('--from <file>', file)
      .action(async (vault: string, id: string, options: Options) => {
        const given = await jsonObjectFrom(options.from);
        await withVault(vault, options, async (engine, output) => {
          const before = await engine.call('testimony.get', { id });
          const state = await engine.call('vault.state', {});
          const fields = { ...begun(state?.operator ?? '', before.fields.language), ...more, ...given };
          const said = { act, fields } as Said;
          const after = await engine.call('laterAccount.add', { testimony: id, head: before.head, said });
          output.result(after, lines(after));
        });
      });
  const file = 'JSON: paragraphs (text, basis), when, how, language, takenBy, interpreter, readBack, circumstances';
  add('addition', 'adds', 'the witness adds to the account', file, {});
  add('recanting', 'takes back', 'the witness takes the account back', `${file}, takesBack (numbers or null), why`, {
    takesBack: null,
    why: { told: 'did not say why' },
  });

  withCommonOptions(
    testimony.command('correct-later').description('correct how an addition or a recanting was recorded'),
  )
    .argument('<vault>')
    .argument('<testimony>')
    .argument('<id>', 'of the addition or the recanting')
    .requiredOption('--from <file>', 'JSON with what changes')
    .requiredOption('--reason <text>')
    .action(async (vault: string, testimonyId: string, id: string, options: Options & { reason: string }) => {
      const given = await jsonObjectFrom(options.from);
      await withVault(vault, options, async (engine, output) => {
        const { later } = await engine.call('testimony.get', { id: testimonyId });
        const before = later.find((each) => each.id === id);
        if (before === undefined) throw new Fault('RECORD_NOT_FOUND');
        const { act, head } = before;
        const said = { act, fields: { ...before.fields, ...given } } as Said;
        const after = await engine.call('laterAccount.correct', { id, head, said, reason: options.reason });
        output.result(after, lines(after));
      });
    });
}
