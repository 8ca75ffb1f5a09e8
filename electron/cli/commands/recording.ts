import type { Command } from 'commander';
import type {
  CallInput,
  SoundRecording,
  Transcript,
  TranscriptLine,
  UnfinishedRecording,
} from '../../../shared/contract.ts';
import { type TranscriptKind, transcriptFields, translationFields } from '../../../shared/model/transcript.ts';
import { type CommonOptions, withCommonOptions, withVault } from '../command.ts';
import { addEnteredCommands } from '../entered.ts';
import { counted } from '../output.ts';
import { historyLines } from '../record-lines.ts';

/** `1:02.500`: minutes, seconds and thousandths from the beginning of a recording. */
function markText(milliseconds: number): string {
  const [minutes, rest] = [Math.floor(milliseconds / 60_000), milliseconds % 60_000];
  return `${minutes}:${(rest / 1_000).toFixed(3).padStart(6, '0')}`;
}

const recordingLine = ({ item, fields, operator }: SoundRecording): string =>
  [
    `entry ${item.seq}`,
    item.name,
    fields.witness ?? '',
    fields.origin === 'here' ? `recorded by ${operator}` : `attached by ${operator}`,
    fields.began === undefined ? '' : `${fields.began} – ${fields.ended ?? ''}`,
    fields.ending === undefined || fields.ending === 'stopped' ? '' : `ended: ${fields.ending}`,
  ]
    .filter((part) => part !== '')
    .join('  ');

const unfinishedLine = ({ id, witness, began, last, pieces, ending }: UnfinishedRecording): string =>
  `${id}  ${witness}  ${began} – ${last}  ${counted(pieces, 'piece')}, ${ending ?? 'cut off'}, not archived`;

const transcriptLine = ({
  kind,
  id,
  language,
  original,
  paragraphs,
  by,
  machine,
  checked,
  at,
}: TranscriptLine): string =>
  [
    id,
    kind,
    original === null ? language : `${original} → ${language}`,
    `${counted(paragraphs, 'paragraph')}`,
    by === '' ? '' : `by ${by}`,
    machine === null ? '' : `made with ${machine.program} ${machine.version}`.trim(),
    checked === '' ? 'not checked' : `checked by ${checked}`,
    `(${at.slice(0, 10)})`,
  ]
    .filter((part) => part !== '')
    .join('  ');

function transcriptLines({ kind, id, witness, recording, fields, history }: Transcript): string[] {
  const machine = fields.machine === null ? [] : [`Machine    ${fields.machine.program} ${fields.machine.version}`];
  return [
    `${kind === 'transcript' ? 'Transcript' : 'Translation'} ${id}`,
    ...(recording === null ? [] : [`Recording  ${recording.name} (entry ${recording.seq})`]),
    ...(witness === null ? [] : [`Witness    ${witness}`]),
    ...('original' in fields
      ? [`Language   ${fields.original} → ${fields.language}`]
      : [`Language   ${fields.language}`]),
    ...(fields.by === '' ? [] : [`By         ${fields.by}`]),
    ...machine,
    `Checked    ${fields.checked === '' ? 'by nobody' : `by ${fields.checked}`}`,
    ...fields.paragraphs.flatMap(({ text, from, speaker }, index) => [
      '',
      `${index + 1}${from === null ? '' : ` (${markText(from)})`}${speaker === '' ? '' : ` ${speaker}:`}  ${text}`,
    ]),
    ...(fields.note === '' ? [] : ['', `Note       ${fields.note}`]),
    '',
    ...historyLines(history),
  ];
}

const about = {
  transcript: { what: 'what was said in a recording, written down', fields: transcriptFields },
  translation: {
    what: 'what a recording, a transcript or an account says in another language',
    fields: translationFields,
  },
} as const;

type OfOptions = { readonly item?: string; readonly testimony?: string };
const ofOptions = ({ item, testimony }: OfOptions): CallInput<'transcript.list'>['of'] => {
  if (item !== undefined) return { item: Number(item) };
  return testimony === undefined ? null : { testimony };
};

function addWrittenCommand(program: Command, kind: TranscriptKind): void {
  const { what, fields: schema } = about[kind];
  const command = program.command(kind).description(`enter, correct and read ${what}`);

  addEnteredCommands<Transcript>(command, {
    fields: Object.keys(schema.shape),
    shown: 'all of one, with its history',
    create: (engine, fields) => engine.call('transcript.create', { kind, fields } as CallInput<'transcript.create'>),
    get: (engine, id) => engine.call('transcript.get', { kind, id }),
    amend: (engine, correction) =>
      engine.call('transcript.amend', { kind, ...correction } as CallInput<'transcript.amend'>),
    lines: transcriptLines,
  });

  withCommonOptions(command.command('list').description('all of them'))
    .argument('<vault>')
    .option('--item <entry>', 'only those of this recording')
    .option('--testimony <id>', 'only those of this testimony')
    .action(async (vault: string, options: CommonOptions & OfOptions) => {
      await withVault(vault, options, async (engine, output) => {
        const all = await engine.call('transcript.list', { kind, of: ofOptions(options) });
        output.result(all, all.map(transcriptLine));
      });
    });
}

export function addRecordingCommands(program: Command): void {
  const recording = program.command('recording').description('the sound of testimonies');

  withCommonOptions(recording.command('list').description('what was recorded or attached, and what was cut off'))
    .argument('<vault>')
    .option('--testimony <id>', 'only that of this testimony')
    .action(async (vault: string, options: CommonOptions & OfOptions) => {
      await withVault(vault, options, async (engine, output) => {
        const recordings = await engine.call('recording.list', { of: ofOptions(options) });
        const unfinished = await engine.call('recording.unfinished', {});
        output.result({ recordings, unfinished }, [
          ...recordings.map(recordingLine),
          ...unfinished.map(unfinishedLine),
        ]);
      });
    });

  withCommonOptions(recording.command('attach').description('say that a testimony is heard in a file archived before'))
    .argument('<vault>')
    .argument('<item>', 'the item’s entry number')
    .requiredOption('--testimony <id>')
    .requiredOption('--reason <text>')
    .action(async (vault: string, item: string, options: CommonOptions & { testimony: string; reason: string }) => {
      await withVault(vault, options, async (engine, output) => {
        const { testimony, reason } = options;
        const all = await engine.call('recording.attach', { item: Number(item), testimony, reason });
        output.result(all, all.map(recordingLine));
      });
    });

  withCommonOptions(recording.command('detach').description('take back that a file belongs to a testimony'))
    .argument('<vault>')
    .argument('<id>', 'the recording’s id')
    .requiredOption('--reason <text>')
    .action(async (vault: string, id: string, options: CommonOptions & { reason: string }) => {
      await withVault(vault, options, async (engine, output) => {
        await engine.call('recording.detach', { id, reason: options.reason });
        output.result({ recording: id }, [id]);
      });
    });

  withCommonOptions(recording.command('keep').description('archive what was cut off'))
    .argument('<vault>')
    .argument('<id>', 'the recording’s id')
    .action(async (vault: string, id: string, options: CommonOptions) => {
      await withVault(vault, options, async (engine, output) => {
        const { item } = await engine.call('recording.keep', { recording: id });
        output.result({ item }, [`entry ${item}`]);
      });
    });

  withCommonOptions(
    recording.command('throw-away').description('let go of what was cut off; the ledger says that it was there'),
  )
    .argument('<vault>')
    .argument('<id>', 'the recording’s id')
    .requiredOption('--reason <text>')
    .action(async (vault: string, id: string, options: CommonOptions & { reason: string }) => {
      await withVault(vault, options, async (engine, output) => {
        await engine.call('recording.throwAway', { recording: id, reason: options.reason });
        output.result({ recording: id }, [id]);
      });
    });

  addWrittenCommand(program, 'transcript');
  addWrittenCommand(program, 'translation');
}
