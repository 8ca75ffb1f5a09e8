import { readFile, writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { certificateText } from '../../../shared/anchors/authorities.ts';
import { Fault } from '../../../shared/faults.ts';
import { beacon } from '../../../shared/model/anchor-entry.ts';
import { anchorLine } from '../../../shared/report/anchors.ts';
import { type CommonOptions, collected, withCommonOptions, withVault } from '../command.ts';
import { counted, grouped } from '../output.ts';
import { reportWords, t } from '../words.ts';

/** What a person trusts: root certificates in files, and blocks. */
export type TrustOptions = { ca?: string[]; blockHeader?: string[] };

export function withTrustOptions(command: Command): Command {
  return command
    .option('--ca <file>', 'root certificates (PEM) that you trust for time stamps; may be repeated', collected)
    .option('--block-header <hex>', 'a Bitcoin block, 80 bytes in hex or ROOT@TIME; may be repeated', collected);
}

/** Throws SOURCE_NOT_FOUND. */
export async function trusted(options: TrustOptions): Promise<{ authorities: string[]; headers: string[] }> {
  const files = await Promise.all((options.ca ?? []).map((file) => bytesOf(file)));
  return {
    authorities: files.map((bytes) => certificateText(new Uint8Array(bytes))),
    headers: options.blockHeader ?? [],
  };
}

async function bytesOf(file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (cause) {
    throw new Fault('SOURCE_NOT_FOUND', {}, { cause });
  }
}

async function request(vault: string, options: CommonOptions & { out: string; text?: boolean }): Promise<void> {
  await withVault(vault, options, async (engine, output) => {
    const made = await engine.call('anchor.request', { from: options.text === true ? 'calendar' : 'authority' });
    try {
      await writeFile(options.out, Buffer.from(made.bytes, 'base64'), { flag: 'wx' });
    } catch (cause) {
      const exists = (cause as NodeJS.ErrnoException).code === 'EEXIST';
      throw new Fault(exists ? 'EXPORT_TARGET_EXISTS' : 'EXPORT_TARGET_UNWRITABLE', {}, { cause });
    }
    const { size, digest, name } = made;
    output.result({ size, digest, name, path: options.out }, [
      `${options.out}: for ${size} entries.`,
      `SHA-256  ${grouped(digest)}`,
      options.text === true
        ? 'Take it to a computer with a network, run `ots stamp` on it, and bring the .ots file back.'
        : 'Take it to a computer with a network, send it to a time-stamp authority, and bring the .tsr file back.',
    ]);
  });
}

type AddOptions = CommonOptions & TrustOptions & { request?: string; beacon?: string; value?: string; at?: string };

async function add(vault: string, file: string | undefined, options: AddOptions): Promise<void> {
  const given = await trusted(options);
  const anchor = await anchorFrom(file, options);
  await withVault(vault, options, async (engine, output) => {
    const added = await engine.call('anchor.add', { anchor, ...given });
    output.result(added, [`Entry ${added.entry}.`, anchorLine(added.anchor, reportWords), t('anchor.assumes')]);
  });
}

async function anchorFrom(file: string | undefined, { beacon: source, value, at, request: asked }: AddOptions) {
  if (file !== undefined) {
    return {
      kind: 'file' as const,
      bytes: (await bytesOf(file)).toString('base64'),
      request: asked === undefined ? null : (await bytesOf(asked)).toString('base64'),
    };
  }
  const typed = beacon.safeParse({ source, value, at: at ?? null });
  if (!typed.success) {
    const part = String(typed.error.issues[0]?.path[0] ?? '');
    throw new Fault('FIELD_INVALID', { field: part === 'source' ? 'beacon' : part });
  }
  return { kind: 'beacon' as const, ...typed.data };
}

async function list(vault: string, options: CommonOptions & TrustOptions): Promise<void> {
  const given = await trusted(options);
  await withVault(vault, options, async (engine, output) => {
    const listed = await engine.call('anchor.list', given);
    output.result(listed, [
      ...listed.anchors.map((anchor) => anchorLine(anchor, reportWords)),
      ...(listed.anchors.some(({ kind }) => kind === 'rfc3161') ? [t('anchor.assumes')] : []),
      `${counted(listed.anchors.length, 'anchor')}.`,
    ]);
  });
}

export function addAnchorCommands(program: Command): void {
  const anchor = program.command('anchor').description('times that others vouch for, carried here by file');
  withCommonOptions(anchor.command('request').description('write what an authority or a calendar stamps'))
    .argument('<vault>')
    .requiredOption('--out <file>', 'file to write, such as checkpoint.tsq')
    .option('--text', 'the checkpoint’s text for `ots stamp`, in place of an RFC 3161 request')
    .action(request);
  withTrustOptions(withCommonOptions(anchor.command('add').description('check a time stamp and record it')))
    .argument('<vault>')
    .argument('[file]', 'an authority’s reply (.tsr) or an OpenTimestamps proof (.ots)')
    .option('--request <file>', 'the request (.tsq) that the reply answers')
    .option('--beacon <source>', 'a public random value in place of a file: where it is from, such as "Bitcoin 840000"')
    .option('--value <text>', 'the public random value')
    .option('--at <time>', 'when it became public (2024-04-20T00:09:27Z)')
    .action(add);
  withTrustOptions(withCommonOptions(anchor.command('list').description('all anchors and what they show')))
    .argument('<vault>')
    .action(list);
}
