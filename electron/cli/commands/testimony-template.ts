import type { Command } from 'commander';
import type { CallRequest } from '../../../shared/contract.ts';
import { Fault } from '../../../shared/faults.ts';
import { isOfTestimony, newestOf, type TestimonyTemplate } from '../../../shared/model/template.ts';
import type { Engine } from '../../core/engine.ts';
import { type CommonOptions, withCommonOptions, withVault } from '../command.ts';
import { jsonObjectFrom } from '../json-file.ts';
import { counted } from '../output.ts';

const inShort = (template: TestimonyTemplate): string => {
  const { version, sections } = newestOf(template);
  const questions = sections.reduce((sum, section) => sum + section.questions.length, 0);
  return `${template.name} (${template.language}, version ${version}, ${counted(questions, 'question')}${template.retired ? ', not offered any more' : ''})`;
};

function inFull(template: TestimonyTemplate, version = newestOf(template).version): string[] {
  const found = template.versions.find((each) => each.version === version);
  if (found === undefined) throw new Fault('RECORD_NOT_FOUND');
  return [
    inShort(template),
    `Version ${version}`,
    ...found.sections.flatMap(({ heading, questions }) => ['', heading, ...questions.map((each) => `  - ${each}`)]),
  ];
}

async function named(engine: Engine, name: string): Promise<TestimonyTemplate> {
  const found = (await engine.call('template.list', {})).filter(isOfTestimony).find((each) => each.name === name);
  if (found === undefined) throw new Fault('RECORD_NOT_FOUND');
  return found;
}

/** `sanad testimony template list|show|add|amend|retire`: what is asked when a full statement is taken. */
export function addTestimonyTemplateCommands(testimony: Command): void {
  const template = testimony
    .command('template')
    .description('questions prepared for a full statement, kept in the vault');

  withCommonOptions(template.command('list'))
    .argument('<vault>')
    .action(async (vault: string, options: CommonOptions) => {
      await withVault(vault, options, async (engine, output) => {
        const all = (await engine.call('template.list', {})).filter(isOfTestimony);
        output.result(all, all.map(inShort));
      });
    });

  withCommonOptions(template.command('show'))
    .argument('<vault>')
    .argument('<name>')
    .option('--version-number <n>', 'an earlier version', Number)
    .action(async (vault: string, name: string, options: CommonOptions & { versionNumber?: number }) => {
      await withVault(vault, options, async (engine, output) => {
        const found = await named(engine, name);
        output.result(found, inFull(found, options.versionNumber));
      });
    });

  type Questions = Pick<CallRequest<'template.prepare'>, 'sections'> & { readonly language?: string };
  const from = 'JSON: language, sections (each a heading and its questions)';

  withCommonOptions(template.command('add').description('under a new name'))
    .argument('<vault>')
    .argument('<name>')
    .requiredOption('--from <file>', from)
    .action(async (vault: string, name: string, options: CommonOptions & { from: string }) => {
      const said = (await jsonObjectFrom(options.from)) as Required<Questions>;
      await withVault(vault, options, async (engine, output) => {
        const made = await engine.call('template.prepare', { ...said, name, replaces: null });
        output.result(made, inFull(made));
      });
    });

  withCommonOptions(
    template.command('amend').description('another version; testimonies say which one they were taken with'),
  )
    .argument('<vault>')
    .argument('<name>')
    .requiredOption('--from <file>', from)
    .action(async (vault: string, name: string, options: CommonOptions & { from: string }) => {
      const said = (await jsonObjectFrom(options.from)) as Questions;
      await withVault(vault, options, async (engine, output) => {
        const before = await named(engine, name);
        const { version: replaces } = newestOf(before);
        const after = await engine.call('template.prepare', { language: before.language, ...said, name, replaces });
        output.result(after, inFull(after));
      });
    });

  withCommonOptions(template.command('retire').description('not offered any more; every version stays'))
    .argument('<vault>')
    .argument('<name>')
    .option('--back', 'offered again')
    .action(async (vault: string, name: string, options: CommonOptions & { back?: boolean }) => {
      await withVault(vault, options, async (engine, output) => {
        const after = await engine.call('template.retire', { name, retired: options.back !== true });
        output.result(after, [inShort(after)]);
      });
    });
}
