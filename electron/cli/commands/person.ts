import { resolve } from 'node:path';
import { type Command, Option } from 'commander';
import type { CallRequest, PersonDetail, PersonSummary } from '../../../shared/contract.ts';
import { Fault } from '../../../shared/faults.ts';
import { type Language, languages } from '../../../shared/locales/index.ts';
import type { Involvement } from '../../../shared/model/persons.ts';
import type { Audience } from '../../../shared/model/vocabulary.ts';
import { personSheet, personStyle } from '../../../shared/paper/person-sheet.ts';
import { sheetDocument, sheetLines } from '../../../shared/paper/sheet.ts';
import { vaultPassphrase } from '../asking.ts';
import { type CommonOptions, count, listed, withCommonOptions, withVault } from '../command.ts';
import { consentLines } from '../consent-lines.ts';
import { jsonObjectFrom, laidOver } from '../json-file.ts';
import { writeNew } from '../new-file.ts';
import { historyLines } from '../record-lines.ts';
import { type ThingOptions, thingFrom, thingInWords, withThingOptions } from '../things.ts';
import { language, localeWords, t } from '../words.ts';

type PersonFields = CallRequest<'person.create'>['fields'];
type Consent = CallRequest<'consent.add'>['fields'];

/** When somebody has to be asked again, in words. */
function dueInWords({ day, why, isPast }: NonNullable<PersonSummary['due']>): string {
  if (why === 'renew') return t(isPast ? 'people.overdue' : 'people.due', { day });
  return t(isPast ? 'people.majorityPast' : 'people.majorityDue', { day });
}

const summaryLine = ({ id, code, standing, consent, audiences, due, involved }: PersonSummary): string =>
  [
    id,
    `${code} (${t(`standing.${standing}`)})`,
    `${t(`personConsent.${consent ?? 'not asked'}`)}${
      audiences.length === 0 ? '' : `: ${audiences.map((each) => t(`audience.${each as Audience}`)).join(', ')}`
    }`,
    ...(due === null ? [] : [dueInWords(due)]),
    t('people.things', { count: involved }),
  ].join('  ');

/** Whether somebody was under age, until when it is kept and on what that rests. */
function heldLines({
  child,
  majority,
  keepUntil,
  keepWhy,
  keepBy,
  basis,
  basisWords,
}: PersonDetail['fields']): string[] {
  const behind = (...parts: string[]) => {
    const said = parts.filter((part) => part !== '');
    return said.length === 0 ? '' : ` (${said.join('; ')})`;
  };
  return [
    ...(child
      ? [
          `${t('people.child')}. ${majority === null ? t('people.majorityUnknown') : `${t('people.majority')} ${majority}`}`,
        ]
      : []),
    ...(keepUntil === null ? [] : [`${t('people.keepUntil')} ${keepUntil}${behind(keepWhy, keepBy)}`]),
    ...(basis === null ? [] : [`${t('people.field.basis')}: ${t(`legalBasis.${basis}`)}${behind(basisWords)}`]),
  ];
}

export function personLines(person: PersonDetail): string[] {
  const { fields, consent, due } = person;
  return [
    `${fields.code} (${person.id})`,
    t(`standing.${fields.standing}`),
    ...heldLines(fields),
    `${t('people.identity')}: ${t(`people.kept.${person.identity}`)}`,
    ...(consent === null ? [`${t('people.consent')}: ${t('personConsent.not asked')}`] : consentLines(consent.fields)),
    ...(due === null ? [] : [`  ${dueInWords(due)}`]),
    ...person.involvements.map(
      ({ id, on, name, as }) =>
        `  ${id}  ${thingInWords(on, name)}: ${as.map((way) => t(`involvement.${way}`)).join(', ')}`,
    ),
    ...recipientLines(person),
    '',
    ...historyLines(person.history),
  ];
}

/** Who may have something of it; once it was taken back, what that leaves as it is and whom to tell. */
function recipientLines({ id, consent, recipients }: PersonDetail): string[] {
  const isWithdrawn = consent?.fields.state === 'withdrawn';
  const untold = recipients.filter(({ notice }) => notice === null);
  return [
    '',
    ...(isWithdrawn ? [t('people.withdrawal.stands')] : []),
    ...(recipients.length === 0 ? [t('people.noRecipients')] : [t('people.recipients')]),
    ...recipients.flatMap(({ export: seq, kind, at, audience, recipient, notice }) => [
      `  ${seq}  ${at}  ${t(`people.left.${kind}`)}: ${[
        ...(audience === null ? [] : [t(`audience.${audience as 'court'}`)]),
        recipient ? t('people.to', { recipient }) : t('people.toNobody'),
      ].join('. ')}`,
      ...(notice === null
        ? isWithdrawn
          ? [`        ${t('people.notTold')}`]
          : []
        : [
            `        ${t('people.told', { day: notice.told, how: notice.how })} ${
              notice.answer === '' ? t('people.unanswered') : t('people.answered', { answer: notice.answer })
            }`,
          ]),
    ]),
    ...(isWithdrawn && recipients.length > 0
      ? untold.length === 0
        ? [t('people.allTold')]
        : [
            t('people.toTell', { count: untold.length }),
            `  sanad consent notice VAULT ${id} --export ${untold[0]?.export} --told YYYY-MM-DD --how "…" --answer "…"`,
          ]
      : []),
  ];
}

/** What a file leaves out is empty; what it names wrongly is refused at the boundary. */
const emptyPerson = { standing: 'witness', child: false, majority: null, keepUntil: null };
export const emptyConsent = {
  explained: [],
  audiences: [],
  purposes: [],
  conditions: { noDeathPenalty: false, askAgain: false, notStates: [], words: '' },
  anonymise: [],
  obtained: { by: '', how: [], witness: '' },
  recording: 'not asked',
  child: null,
  renew: null,
  wishes: '',
  withdrawal: null,
};

type ReportOptions = CommonOptions & { identityPassphraseFile?: string; out?: string; language?: Language };

type AddOptions = CommonOptions & { from?: string; code?: string; identityPassphraseFile?: string };

export function addPersonCommand(program: Command): void {
  const person = program.command('person').description('people under code names, and what is connected with them');

  withCommonOptions(person.command('add').description('record a person'))
    .argument('<vault>')
    .option(
      '--from <file>',
      'JSON: code, standing, child, majority, keepUntil, keepWhy, keepBy, basis, basisWords; identity with name, contact, notes, which is sealed',
    )
    .option('--code <name>', 'code name; one that says nothing is chosen otherwise')
    .option('--identity-passphrase-file <file>', 'where no headquarters key is set: the identity’s own passphrase')
    .action(async (vault: string, options: AddOptions) => {
      const { identity = null, ...said } = options.from === undefined ? {} : await jsonObjectFrom(options.from);
      const file = options.identityPassphraseFile;
      const identityPassphrase = file === undefined ? null : await vaultPassphrase(file);
      await withVault(vault, options, async (engine, output) => {
        const code = options.code ?? said.code ?? (await engine.call('person.suggestCode', {}));
        const who = identity === null ? null : { contact: '', notes: '', ...(identity as object) };
        const request = { fields: { ...emptyPerson, ...said, code }, identity: who, identityPassphrase };
        const made = await engine.call('person.create', request as CallRequest<'person.create'>);
        output.result(made, personLines(made));
      });
    });

  withCommonOptions(person.command('amend').description('correct what is recorded of a person'))
    .argument('<vault>')
    .argument('<id>')
    .requiredOption('--from <file>', 'JSON with what changes')
    .requiredOption('--reason <text>')
    .action(async (vault: string, id: string, options: CommonOptions & { from: string; reason: string }) => {
      const said = await jsonObjectFrom(options.from);
      await withVault(vault, options, async (engine, output) => {
        const before = await engine.call('person.get', { id });
        const fields = { ...before.fields, ...said } as PersonFields;
        const after = await engine.call('person.amend', { id, head: before.head, fields, reason: options.reason });
        output.result(after, personLines(after));
      });
    });

  withCommonOptions(person.command('list').description('everybody, under code names'))
    .argument('<vault>')
    .action(async (vault: string, options: CommonOptions) => {
      await withVault(vault, options, async (engine, output) => {
        const all = await engine.call('person.list', {});
        output.result(all, all.map(summaryLine));
      });
    });

  withCommonOptions(person.command('show').description('one person, with consent and who was given what'))
    .argument('<vault>')
    .argument('<id>')
    .action(async (vault: string, id: string, options: CommonOptions) => {
      await withVault(vault, options, async (engine, output) => {
        const found = await engine.call('person.get', { id });
        output.result(found, personLines(found));
      });
    });

  withCommonOptions(person.command('report').description('everything held about a person, for that person'))
    .argument('<vault>')
    .argument('<id>')
    .option('--identity-passphrase-file <file>', 'says also who they are: the identity’s own passphrase')
    .option('--out <page.html>', 'write it as a page to read or print, into a file that does not exist yet')
    .addOption(new Option('--language <language>', 'of the page').choices([...languages]))
    .action(async (vault: string, id: string, options: ReportOptions) => {
      const { out, identityPassphraseFile: file } = options;
      const identityPassphrase = file === undefined ? null : await vaultPassphrase(file);
      await withVault(vault, options, async (engine, output) => {
        const report = await engine.call('person.report', { id, identityPassphrase });
        const page = options.language ?? language;
        const words = localeWords(page);
        const sheet = personSheet(report, page, (key) => words(key).join(''));
        if (out !== undefined) await writeNew(out, sheetDocument(sheet, personStyle));
        output.result({ ...report, ...(out === undefined ? {} : { page: resolve(out) }) }, sheetLines(sheet));
      });
    });

  withThingOptions(withCommonOptions(person.command('involve').description('connect a person with something')))
    .argument('<vault>')
    .argument('<id>')
    .requiredOption('--as <ways>', 'shown, heard, named, told by, about', listed)
    .action(async (vault: string, id: string, options: CommonOptions & ThingOptions & { as: string[] }) => {
      const on = thingFrom(options);
      await withVault(vault, options, async (engine, output) => {
        const after = await engine.call('person.involve', { person: id, on, as: options.as as Involvement[] });
        output.result(after, personLines(after));
      });
    });

  withCommonOptions(person.command('release').description('something was connected with a person by mistake'))
    .argument('<vault>')
    .argument('<connection>')
    .requiredOption('--reason <text>')
    .action(async (vault: string, id: string, options: CommonOptions & { reason: string }) => {
      await withVault(vault, options, async (engine, output) => {
        const after = await engine.call('person.release', { id, reason: options.reason });
        output.result(after, personLines(after));
      });
    });
}

type WithdrawOptions = CommonOptions & { on: string; reach: string; how: string; words?: string; reason: string };
type NoticeOptions = CommonOptions & { export: number; told: string; how: string; answer?: string };

export function addConsentCommand(program: Command): void {
  const consent = program.command('consent').description('what people agreed to, and taking it back');
  const answer = (
    options: CommonOptions,
    vault: string,
    call: (engine: Parameters<Parameters<typeof withVault>[2]>[0]) => Promise<PersonDetail>,
  ) =>
    withVault(vault, options, async (engine, output) => {
      const after = await call(engine);
      output.result(after, personLines(after));
    });

  withCommonOptions(consent.command('list').description('everybody, with what they agreed to'))
    .argument('<vault>')
    .action(async (vault: string, options: CommonOptions) => {
      await withVault(vault, options, async (engine, output) => {
        const all = await engine.call('person.list', {});
        output.result(all, all.map(summaryLine));
      });
    });

  withCommonOptions(consent.command('show').description('what one person agreed to'))
    .argument('<vault>')
    .argument('<person>')
    .action((vault: string, id: string, options: CommonOptions) =>
      answer(options, vault, (engine) => engine.call('person.get', { id })),
    );

  withCommonOptions(consent.command('add').description('record what somebody agreed to, or why they can’t be asked'))
    .argument('<vault>')
    .argument('<person>')
    .requiredOption('--from <file>', 'JSON: state, asked, explained, audiences, purposes, conditions, …')
    .action(async (vault: string, person: string, options: CommonOptions & { from: string }) => {
      const said: Record<string, unknown> = await jsonObjectFrom(options.from);
      const fields = { ...emptyConsent, ...said } as unknown as Consent;
      await answer(options, vault, (engine) => engine.call('consent.add', { person, fields }));
    });

  withCommonOptions(consent.command('amend').description('somebody was asked again, or something was recorded wrongly'))
    .argument('<vault>')
    .argument('<person>')
    .requiredOption('--from <file>', 'JSON with what changes')
    .requiredOption('--reason <text>')
    .action(async (vault: string, person: string, options: CommonOptions & { from: string; reason: string }) => {
      const said = await jsonObjectFrom(options.from);
      await answer(options, vault, async (engine) => {
        const before = (await engine.call('person.get', { id: person })).consent;
        if (before === null) throw new Fault('RECORD_NOT_FOUND');
        const fields = laidOver(before.fields, said) as Consent;
        return engine.call('consent.amend', { person, head: before.head, fields, reason: options.reason });
      });
    });

  withCommonOptions(consent.command('withdraw').description('somebody takes consent back'))
    .argument('<vault>')
    .argument('<person>')
    .requiredOption('--on <day>', 'YYYY-MM-DD')
    .option('--reach <reach>', 'sharing (nothing new leaves) or “all use” (nobody uses it, not even here)', 'sharing')
    .option('--how <how>', 'spoken, signed, in writing, …', 'spoken')
    .option('--words <text>', 'what they said')
    .requiredOption('--reason <text>')
    .action((vault: string, person: string, options: WithdrawOptions) =>
      answer(options, vault, async (engine) => {
        const before = (await engine.call('person.get', { id: person })).consent;
        if (before === null) throw new Fault('RECORD_NOT_FOUND');
        const { on, reach, how, words = '', reason } = options;
        const withdrawal = { on, reach, how, words } as CallRequest<'consent.withdraw'>['withdrawal'];
        return engine.call('consent.withdraw', { person, head: before.head, withdrawal, reason });
      }),
    );

  withCommonOptions(consent.command('notice').description('a recipient was told that consent was taken back'))
    .argument('<vault>')
    .argument('<person>')
    .requiredOption('--export <entry>', 'the entry in which it was handed over', count)
    .requiredOption('--told <day>', 'YYYY-MM-DD')
    .requiredOption('--how <text>', 'by letter, by telephone')
    .option('--answer <text>', 'what they answered')
    .action((vault: string, person: string, options: NoticeOptions) =>
      answer(options, vault, (engine) => {
        const { export: seq, told, how, answer: said = '' } = options;
        return engine.call('consent.notice', { person, export: seq, told, how, answer: said });
      }),
    );
}
