import type { Command } from 'commander';
import type { AcquisitionDetail, AcquisitionStatement } from '../../../shared/contract.ts';
import { Fault } from '../../../shared/faults.ts';
import type { StatementFields } from '../../../shared/model/acquisition.ts';
import { type CommonOptions, count, withCommonOptions, withVault } from '../command.ts';
import { allAcquisitions } from '../every-page.ts';
import { counted } from '../output.ts';
import { historyLines } from '../record-lines.ts';
import { type StatementOptions, statementFrom, withStatementOptions } from '../statement-options.ts';
import { t } from '../words.ts';

const told = (edtf: string, words: string) => [edtf, words === '' ? '' : `“${words}”`].filter(Boolean).join(' ');

export function statementLines({ fields, acquisitions }: AcquisitionStatement): string[] {
  const { origin, creator, giver, carrier, original, testifies, received, handed, method, note } = fields;
  const row = (key: Parameters<typeof label>[0], value: string | null) =>
    value === null || value === '' ? [] : [`  ${label(key)}: ${value}`];
  return [
    `${t('acquisition.statement')} (${acquisitions.map((seq) => `acquisition ${seq}`).join(', ')})`,
    ...row('origin', t(`origin.${origin}`)),
    ...row('creator', creator),
    ...row('giver', giver),
    ...row('carrier', carrier),
    ...row('received', told(received.edtf, received.words)),
    ...row('handed', t(`handed.${handed}`)),
    ...row('method', t(`method.${method}`)),
    ...row('original', told(t(`whereabouts.${original.where}`), original.words)),
    ...row('testifies', t(`willingness.${testifies}`)),
    ...row('note', note),
  ];
}

const label = (name: keyof StatementFields) => t(`acquisition.rows.${name}`);

export function acquisitionLines(detail: AcquisitionDetail): string[] {
  const { taken, volume, signOffs, statement } = detail;
  const { counts } = taken;
  return [
    `Acquisition ${detail.acquisition}, listed ${detail.at} by ${detail.operator}`,
    `From       ${detail.source === '' ? t('acquisition.throughBrowser') : detail.source}`,
    ...(volume === null
      ? [`Volume     ${t('acquisition.volumeUnknown')}`]
      : [
          `Volume     ${[volume.label ?? '–', volume.serial ?? '–', volume.filesystem].join(', ')}` +
            `${volume.removable === true ? `, ${t('acquisition.removable')}` : ''}`,
        ]),
    `Files      ${counts.archived} of ${counts.listed} archived, ${counts.missing} missing, ${counts.skipped} passed over`,
    ...(counts.readTwice > 0 ? [`           ${t('import.readTwice', { count: counts.readTwice })}`] : []),
    `Digest     ${taken.digest}`,
    ...taken.gaps.map(({ folder, camera, after, before, missing }) =>
      t('acquisition.gap', {
        count: missing,
        after: after.name,
        before: before.name,
        folder: [folder, camera].filter(Boolean).join(', '),
      }),
    ),
    ...(taken.gaps.length > 0 ? [t('acquisition.gapText')] : []),
    ...taken.problems.map(({ name, what }) => `  ${name}: ${t(`takenProblem.${what}`)}`),
    ...detail.skipped.map(({ path, code }) => `  ${path}: ${t(`faults.${code as 'SOURCE_NOT_A_FILE'}`)}`),
    taken.removable ? t('import.mayRemove') : t('import.mayNotRemove'),
    '',
    ...(statement === null
      ? [t('acquisition.unstated')]
      : [...statementLines(statement), ...historyLines(statement.history)]),
    ...signOffs.map(
      ({ seq, at, operator, stands }) =>
        `${t('acquisition.signed', { seq, at, operator })}${stands ? '' : ` ${t('acquisition.signedBefore')}`}`,
    ),
    ...(signOffs.length === 0 ? [t('acquisition.unsigned')] : []),
  ];
}

export function addAcquisitionCommand(program: Command): void {
  const acquisition = program
    .command('acquisition')
    .description('what each import took in, where it came from, and who signed it off');

  withCommonOptions(acquisition.command('list').description('every source that was listed, the newest first'))
    .argument('<vault>')
    .action(async (vault: string, options: CommonOptions) => {
      await withVault(vault, options, async (engine, output) => {
        const acquisitions = await allAcquisitions(engine);
        output.result(
          { total: acquisitions.length, acquisitions },
          acquisitions.map(
            ({ acquisition: seq, at, kind, source, listed, archived, origin, signedOff }) =>
              `${seq}  ${at}  ${source === '' ? t('acquisition.throughBrowser') : source}  ${kind === 'zip' ? `${t('acquisition.outOfZip')}, ` : ''}${archived} of ${counted(listed, 'file')}` +
              `${origin === null ? '' : `  ${t(`origin.${origin}`)}`}${signedOff === null ? '' : `  signed off ${signedOff}`}`,
          ),
        );
      });
    });

  withCommonOptions(acquisition.command('show').description('one of them whole'))
    .argument('<vault>')
    .argument('<number>', 'of its entry', count)
    .action(async (vault: string, seq: number, options: CommonOptions) => {
      await withVault(vault, options, async (engine, output) => {
        const detail = await engine.call('acquisition.get', { acquisition: seq });
        output.result(detail, acquisitionLines(detail));
      });
    });

  withStatementOptions(
    withCommonOptions(
      acquisition
        .command('state')
        .description('say where files came from, or correct what was said; what stood before stays in its history'),
    ),
  )
    .argument('<vault>')
    .argument('<number...>', 'of the acquisitions’ entries')
    .option('--reason <text>', 'why it is corrected')
    .action(async (vault: string, given: string[], options: CommonOptions & StatementOptions & { reason?: string }) => {
      const acquisitions = given.map(count);
      await withVault(vault, options, async (engine, output) => {
        const before = await engine.call('acquisition.get', { acquisition: acquisitions[0] as number });
        const fields = await statementFrom(options, before.statement?.fields ?? null);
        if (fields === null) throw new Fault('FIELD_INVALID', { field: 'statement' });
        if (before.statement === null) {
          const stated = await engine.call('acquisition.state', { acquisitions, fields });
          output.result(stated, acquisitionLines(stated));
          return;
        }
        if (options.reason === undefined) throw new Fault('REASON_MISSING');
        const { id, head } = before.statement;
        const amended = await engine.call('acquisition.amend', { id, head, fields, reason: options.reason });
        output.result(amended, acquisitionLines(amended));
      });
    });

  withCommonOptions(
    acquisition
      .command('sign-off')
      .description('sign that you looked at how an import stands now; prints what that is'),
  )
    .argument('<vault>')
    .argument('<number>', 'of its entry', count)
    .option('--seen <digest>', 'only if it still is as `acquisition show --json` gave it under taken.seen')
    .action(async (vault: string, seq: number, options: CommonOptions & { seen?: string }) => {
      await withVault(vault, options, async (engine, output) => {
        const seen = options.seen ?? (await engine.call('acquisition.get', { acquisition: seq })).taken.seen;
        const signed = await engine.call('acquisition.signOff', { acquisition: seq, seen });
        output.result(signed, acquisitionLines(signed));
      });
    });
}
