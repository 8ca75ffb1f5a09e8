import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import type { TestimonyDetail } from '../../../shared/contract.ts';
import { Fault } from '../../../shared/faults.ts';
import { type Identity, identity, type Paragraph, type TestimonyFields } from '../../../shared/model/records.ts';
import { vaultPassphrase } from '../asking.ts';
import { type CommonOptions, collected, listed, withCommonOptions, withVault } from '../command.ts';
import { jsonObjectFrom } from '../json-file.ts';
import { historyLines } from '../record-lines.ts';

type FieldOptions = {
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

export function testimonyLines(testimony: TestimonyDetail): string[] {
  const { fields } = testimony;
  return [
    `Testimony of ${fields.witness} (${testimony.id}), ${fields.language}`,
    `Identity   ${identityWords[testimony.identity]}`,
    `Consent    ${fields.consent.state}${fields.consent.audiences.length === 0 ? '' : `: ${fields.consent.audiences.join(', ')}`}`,
    ...(fields.consent.conditions === '' ? [] : [`Conditions ${fields.consent.conditions}`]),
    ...fields.paragraphs.flatMap(({ text, basis }, index) => ['', `${index + 1} (${basis})  ${text}`]),
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

async function fieldsFrom(
  options: FieldOptions,
  before: TestimonyFields | null,
  suggested: string,
): Promise<TestimonyFields> {
  const state = options.consent ?? before?.consent.state ?? 'not asked';
  return {
    witness: options.witness ?? before?.witness ?? suggested,
    language: options.language ?? before?.language ?? 'und',
    incident: options.incident ?? before?.incident ?? null,
    consent: {
      state: state as TestimonyFields['consent']['state'],
      audiences: (options.audience ?? before?.consent.audiences ?? []) as TestimonyFields['consent']['audiences'],
      conditions: options.conditions ?? before?.consent.conditions ?? '',
      explained: options.explained ?? before?.consent.explained ?? false,
    },
    paragraphs: (await paragraphsFrom(options)) ?? before?.paragraphs ?? [],
  };
}

async function identityFromFile(path: string | undefined): Promise<Identity | null> {
  if (path === undefined) return null;
  const said = await jsonObjectFrom(path, 'identity');
  try {
    return identity.parse({ contact: '', notes: '', ...said });
  } catch (cause) {
    throw new Fault('FIELD_INVALID', { field: 'identity' }, { cause });
  }
}

function withFieldOptions(command: Command): Command {
  return withCommonOptions(command)
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

  withFieldOptions(testimony.command('add').description('record a testimony'))
    .argument('<vault>')
    .option('--identity-file <file>', 'JSON with name, contact and notes; sealed before it is written')
    .option('--identity-passphrase-file <file>', 'where no headquarters key is set: the identity’s own passphrase')
    .action(
      async (
        vault: string,
        options: CommonOptions & FieldOptions & { identityFile?: string; identityPassphraseFile?: string },
      ) => {
        const who = await identityFromFile(options.identityFile);
        const identityPassphrase =
          options.identityPassphraseFile === undefined ? null : await vaultPassphrase(options.identityPassphraseFile);
        await withVault(vault, options, async (engine, output) => {
          const fields = await fieldsFrom(options, null, await engine.call('testimony.suggestCodeName', {}));
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
      await withVault(vault, options, async (engine, output) => {
        const before = await engine.call('testimony.get', { id });
        const fields = await fieldsFrom(options, before.fields, before.fields.witness);
        const after = await engine.call('testimony.amend', { id, head: before.head, fields, reason: options.reason });
        output.result(after, testimonyLines(after));
      });
    });

  withCommonOptions(testimony.command('list').description('all testimonies, under code names'))
    .argument('<vault>')
    .action(async (vault: string, options: CommonOptions) => {
      await withVault(vault, options, async (engine, output) => {
        const all = await engine.call('testimony.list', {});
        output.result(
          all,
          all.map(({ id, witness, language, consent }) => `${id}  ${witness} (${language}, consent ${consent})`),
        );
      });
    });
}
