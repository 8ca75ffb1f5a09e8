import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import type { CallRequest, TestimonyDetail } from '../../../shared/contract.ts';
import { Fault } from '../../../shared/faults.ts';
import { type Identity, identity, type Paragraph } from '../../../shared/model/records.ts';
import type { TestimonyFields } from '../../../shared/model/testimony.ts';
import { vaultPassphrase } from '../asking.ts';
import { type CommonOptions, collected, listed, withCommonOptions, withVault } from '../command.ts';
import { jsonObjectFrom, laidOver } from '../json-file.ts';
import { historyLines } from '../record-lines.ts';
import { t } from '../words.ts';
import { addLaterAccountCommands, laterLines, takenBackLines } from './later-account.ts';
import { addTestimonyTemplateCommands } from './testimony-template.ts';

type FieldOptions = {
  from?: string;
  witness?: string;
  language?: string;
  incident?: string;
  consent?: string;
  audience?: string[];
  conditions?: string;
  explained?: boolean;
  paragraph?: string[];
  accountFile?: string;
};

const identityWords = {
  none: 'not recorded',
  headquarters: 'kept for headquarters alone',
  passphrase: 'kept behind a passphrase of its own',
} as const;

/** A line for each thing that was said, none for what was not. */
const saidLine = (label: string, parts: readonly string[]): string[] => {
  const said = parts.filter((part) => part !== '' && part !== 'not said' && part !== 'not asked');
  return said.length === 0 ? [] : [`${label.padEnd(10)} ${said.join('; ')}`];
};
const inTime = ({ edtf, words }: { edtf: string; words: string }): string =>
  [edtf, words === '' ? '' : `“${words}”`].filter((part) => part !== '').join(' ');

function circumstanceLines({
  form,
  template,
  earlier,
  interview,
  recording,
  stopped,
  readBack,
  support,
}: TestimonyFields): string[] {
  return [
    ...saidLine('Form', [form ?? '']),
    ...saidLine('Questions', [template === null ? '' : `${template.name}, version ${template.version}`]),
    ...saidLine('Stopped', [stopped ?? '']),
    ...saidLine('Told before', [earlier.answer, earlier.why]),
    ...earlier.accounts.flatMap(({ by, when, where }) => saidLine('  account', [by, inTime(when), where])),
    ...saidLine('Interview', [inTime(interview.when), interview.way, interview.by, interview.place]),
    ...saidLine('Interpreter', [interview.interpreting, interview.interpreter]),
    ...saidLine('Present', interview.present),
    ...saidLine('Also', [interview.words]),
    ...saidLine('Recording', [recording]),
    ...saidLine('Read back', [
      readBack.outcome,
      inTime(readBack.when),
      readBack.by,
      readBack.language,
      readBack.changes,
      readBack.why,
    ]),
    ...support.flatMap(({ need, outcome, to, note }) => saidLine('Help', [need, outcome, to, note])),
  ];
}

export function testimonyLines(testimony: TestimonyDetail): string[] {
  const { fields } = testimony;
  return [
    `Testimony of ${fields.witness} (${testimony.id}), ${fields.language}`,
    ...takenBackLines(testimony),
    `Identity   ${identityWords[testimony.identity]}`,
    `Consent    ${fields.consent.state}${fields.consent.audiences.length === 0 ? '' : `: ${fields.consent.audiences.join(', ')}`}`,
    ...(fields.consent.conditions === '' ? [] : [`Conditions ${fields.consent.conditions}`]),
    ...circumstanceLines(fields),
    ...fields.paragraphs.flatMap(({ text, basis, toldBy }, index) => [
      '',
      `${index + 1} (${basis}${toldBy === undefined ? '' : ` by ${toldBy}`})  ${text}`,
    ]),
    ...laterLines(testimony.later),
    '',
    ...historyLines(testimony.history),
  ];
}

/** `saw: …`, `heard: …`, `was told: …`, `inferred: …` at the start of a paragraph say how the witness knows it. */
function paragraphFrom(text: string): Paragraph {
  const [, basis, rest] = /^(saw|heard|was told|inferred):\s*([\s\S]+)$/.exec(text) ?? [];
  if (basis === undefined || rest === undefined) return { text, basis: 'unstated' };
  return { text: rest, basis: basis as Paragraph['basis'] };
}

async function paragraphsFrom(options: FieldOptions): Promise<Paragraph[] | null> {
  if (options.accountFile !== undefined) {
    const text = await readFile(options.accountFile, 'utf8');
    return text
      .split(/\r?\n\s*\r?\n/)
      .map((paragraph) => paragraph.trim())
      .filter((paragraph) => paragraph !== '')
      .map(paragraphFrom);
  }
  return options.paragraph?.map(paragraphFrom) ?? null;
}

type Said = Record<string, unknown>;
type Fields = CallRequest<'testimony.create'>['fields'];

const nothingSaid = {
  language: 'und',
  incident: null,
  form: 'first account',
  consent: { state: 'not asked', audiences: [], conditions: '', explained: false },
  paragraphs: [],
};

/** From what stood there, the file, and the options, in this order. */
async function fieldsFrom(options: FieldOptions, said: Said, before: Said): Promise<Fields> {
  const fields = laidOver(before, said);
  const named = { witness: options.witness, language: options.language, incident: options.incident };
  const consent = {
    state: options.consent,
    audiences: options.audience,
    conditions: options.conditions,
    explained: options.explained,
  };
  const given = (all: Said): Said => Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
  const paragraphs = await paragraphsFrom(options);
  return laidOver(fields, {
    ...given(named),
    consent: given(consent),
    ...(paragraphs === null ? {} : { paragraphs }),
  }) as Fields;
}

async function identityFrom(path: string | undefined, within: unknown): Promise<Identity | null> {
  const said = path === undefined ? within : await jsonObjectFrom(path, 'identity');
  if (said === undefined || said === null) return null;
  try {
    return identity.parse({ contact: '', notes: '', ...(said as object) });
  } catch (cause) {
    throw new Fault('FIELD_INVALID', { field: 'identity' }, { cause });
  }
}

function withFieldOptions(command: Command): Command {
  return withCommonOptions(command)
    .option(
      '--from <file>',
      'JSON: witness, language, incident, consent, form, template, earlier, interview, recording, stopped, paragraphs, readBack, support',
    )
    .option('--witness <code>', 'code name; one that says nothing is chosen otherwise')
    .option('--language <tag>', 'language spoken: ar, uk, fr, …')
    .option('--incident <id>', 'the incident it is about')
    .option('--consent <state>', 'given, refused, not asked or withdrawn')
    .option('--audience <name>', 'who may hear it: court, un_mechanism, defence, partner, media, public', listed)
    .option('--conditions <text>', 'what the witness asked for')
    .option('--explained', 'what consent means was explained first')
    .option('--paragraph <text>', 'one paragraph, “saw: …” or plain; may be repeated', collected)
    .option('--account-file <file>', 'paragraphs from a text file, empty lines between them');
}

export function addTestimonyCommand(program: Command): void {
  const testimony = program.command('testimony').description('record, correct and read testimonies');

  addLaterAccountCommands(testimony, testimonyLines);
  addTestimonyTemplateCommands(testimony);

  withFieldOptions(testimony.command('add').description('record a testimony'))
    .argument('<vault>')
    .option(
      '--identity-file <file>',
      'JSON with name, contact and notes; sealed before it is written. Also as identity in --from',
    )
    .option('--identity-passphrase-file <file>', 'where no headquarters key is set: the identity’s own passphrase')
    .action(
      async (
        vault: string,
        options: CommonOptions & FieldOptions & { identityFile?: string; identityPassphraseFile?: string },
      ) => {
        const { identity: within, ...said } = options.from === undefined ? {} : await jsonObjectFrom(options.from);
        const who = await identityFrom(options.identityFile, within);
        const identityPassphrase =
          options.identityPassphraseFile === undefined ? null : await vaultPassphrase(options.identityPassphraseFile);
        await withVault(vault, options, async (engine, output) => {
          const witness = said.witness ?? options.witness ?? (await engine.call('testimony.suggestCodeName', {}));
          const fields = await fieldsFrom(options, said, { ...nothingSaid, witness });
          const made = await engine.call('testimony.create', { fields, identity: who, identityPassphrase });
          output.result(made, testimonyLines(made));
        });
      },
    );

  withFieldOptions(testimony.command('amend').description('correct a testimony, or record that consent changed'))
    .argument('<vault>')
    .argument('<id>')
    .requiredOption('--reason <text>')
    .action(async (vault: string, id: string, options: CommonOptions & FieldOptions & { reason: string }) => {
      const said = options.from === undefined ? {} : await jsonObjectFrom(options.from);
      await withVault(vault, options, async (engine, output) => {
        const before = await engine.call('testimony.get', { id });
        const fields = await fieldsFrom(options, said, before.fields);
        const after = await engine.call('testimony.amend', { id, head: before.head, fields, reason: options.reason });
        output.result(after, testimonyLines(after));
      });
    });

  withCommonOptions(
    testimony.command('identify').description('keep who the witness is, sealed, where it was not kept before'),
  )
    .argument('<vault>')
    .argument('<id>')
    .requiredOption('--identity-file <file>', 'JSON with name, contact and notes; sealed before it is written')
    .option('--identity-passphrase-file <file>', 'where no headquarters key is set: the identity’s own passphrase')
    .action(
      async (
        vault: string,
        id: string,
        options: CommonOptions & { identityFile: string; identityPassphraseFile?: string },
      ) => {
        const who = await identityFrom(options.identityFile, undefined);
        if (who === null) throw new Fault('FIELD_INVALID', { field: 'identity' });
        const file = options.identityPassphraseFile;
        const identityPassphrase = file === undefined ? null : await vaultPassphrase(file);
        await withVault(vault, options, async (engine, output) => {
          const after = await engine.call('testimony.keepIdentity', { id, identity: who, identityPassphrase });
          output.result(after, testimonyLines(after));
        });
      },
    );

  withCommonOptions(testimony.command('show').description('one testimony, under its code name'))
    .argument('<vault>')
    .argument('<id>')
    .action(async (vault: string, id: string, options: CommonOptions) => {
      await withVault(vault, options, async (engine, output) => {
        const found = await engine.call('testimony.get', { id });
        output.result(found, testimonyLines(found));
      });
    });

  withCommonOptions(testimony.command('list').description('all testimonies, under code names'))
    .argument('<vault>')
    .action(async (vault: string, options: CommonOptions) => {
      await withVault(vault, options, async (engine, output) => {
        const all = await engine.call('testimony.list', {});
        output.result(
          all,
          all.map(
            ({ id, witness, language, consent, stopped, takenBack }) =>
              `${id}  ${witness} (${language}, consent ${consent}${stopped === null ? '' : `, stopped: ${stopped}`})${
                takenBack === null ? '' : `  ${t(`takenBack.${takenBack}`)}`
              }`,
          ),
        );
      });
    });
}
