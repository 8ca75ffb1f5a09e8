import type { Command } from 'commander';
import type { Engine } from '../core/engine.ts';
import { type CommonOptions, withCommonOptions, withVault } from './command.ts';
import { jsonFrom, jsonObjectFrom, laidOver } from './json-file.ts';

/** A record that is entered and corrected as JSON. What a file says is judged at the boundary. */
export interface Entered<Detail extends { readonly head: number; readonly fields: object }> {
  readonly fields: readonly string[];
  /** What `show` is said to show. */
  readonly shown: string;
  create(engine: Engine, fields: unknown): Promise<Detail>;
  get(engine: Engine, id: string): Promise<Detail>;
  amend(
    engine: Engine,
    correction: { readonly id: string; readonly head: number; readonly fields: object; readonly reason: string },
  ): Promise<Detail>;
  lines(detail: Detail): string[];
  /** Lines of other records that `show` puts behind its own. */
  belonging?(engine: Engine, detail: Detail): Promise<string[]>;
}

/** `add`, `amend` and `show` of such records. */
export function addEnteredCommands<Detail extends { readonly head: number; readonly fields: object }>(
  command: Command,
  { fields: names, shown, create, get, amend, lines, belonging }: Entered<Detail>,
): void {
  withCommonOptions(command.command('add').description('enter one from a JSON file'))
    .argument('<vault>')
    .requiredOption('--from <file>', `JSON with the fields: ${names.join(', ')}`)
    .action(async (vault: string, options: CommonOptions & { from: string }) => {
      const fields = await jsonFrom(options.from);
      await withVault(vault, options, async (engine, output) => {
        const made = await create(engine, fields);
        output.result(made, lines(made));
      });
    });

  withCommonOptions(command.command('amend').description('correct one; what stood before stays in its history'))
    .argument('<vault>')
    .argument('<id>')
    .requiredOption('--from <file>', 'JSON with the fields that change; the others stay')
    .requiredOption('--reason <text>')
    .action(async (vault: string, id: string, options: CommonOptions & { from: string; reason: string }) => {
      const changes = await jsonObjectFrom(options.from);
      await withVault(vault, options, async (engine, output) => {
        const { head, fields } = await get(engine, id);
        const after = await amend(engine, { id, head, fields: laidOver(fields, changes), reason: options.reason });
        output.result(after, lines(after));
      });
    });

  withCommonOptions(command.command('show').description(shown))
    .argument('<vault>')
    .argument('<id>')
    .action(async (vault: string, id: string, options: CommonOptions) => {
      await withVault(vault, options, async (engine, output) => {
        const found = await get(engine, id);
        output.result(found, [...lines(found), ...((await belonging?.(engine, found)) ?? [])]);
      });
    });
}
