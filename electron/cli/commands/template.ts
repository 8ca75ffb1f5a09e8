import type { Command } from 'commander';
import { type CaseTemplate, isOfCase } from '../../../shared/model/template.ts';
import { type CommonOptions, withCommonOptions, withVault } from '../command.ts';
import { jsonObjectFrom } from '../json-file.ts';

/** What a file leaves out. */
const nothingSaid = {
  place: { precision: 'unknown', within: [] },
  attackTypes: [],
  certainty: 'possible',
  ssa: {},
  sind: {},
};

/** `sanad incident template list|keep|remove`: what new cases begin with. */
export function addTemplateCommands(incident: Command): void {
  const template = incident.command('template').description('what new cases begin with, kept in the vault');

  withCommonOptions(template.command('list'))
    .argument('<vault>')
    .action(async (vault: string, options: CommonOptions) => {
      await withVault(vault, options, async (engine, output) => {
        const kept = (await engine.call('template.list', {})).filter(isOfCase);
        output.result(
          kept,
          kept.map(({ name, fields }) => `${name} (${fields.attackTypes.join(', ') || 'no kind of attack'})`),
        );
      });
    });

  withCommonOptions(template.command('keep').description('from a case, without its facts and persons, or from a file'))
    .argument('<vault>')
    .argument('<name>')
    .option('--incident <id>', 'the case')
    .option('--from <file>', 'JSON: place (precision, within), attackTypes, certainty, definitions, ssa, sind')
    .action(async (vault: string, name: string, options: CommonOptions & { incident?: string; from?: string }) => {
      await withVault(vault, options, async (engine, output) => {
        const kept =
          options.from === undefined
            ? await engine.call('template.keepFrom', { id: options.incident ?? '', name })
            : await engine.call('template.keep', {
                template: {
                  name,
                  fields: {
                    ...nothingSaid,
                    ...(await jsonObjectFrom(options.from)),
                  } as unknown as CaseTemplate['fields'],
                },
              });
        output.result(kept, [`Kept as ${kept.name}.`]);
      });
    });

  withCommonOptions(template.command('remove'))
    .argument('<vault>')
    .argument('<name>')
    .action(async (vault: string, name: string, options: CommonOptions) => {
      await withVault(vault, options, async (engine, output) => {
        await engine.call('template.forget', { name });
        output.result({}, []);
      });
    });
}
