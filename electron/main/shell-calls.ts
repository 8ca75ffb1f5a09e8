import { writeFile } from 'node:fs/promises';
import { type BrowserWindow, dialog } from 'electron';
import type { Reply } from '../../shared/bridge.ts';
import { Fault, toEnvelope } from '../../shared/faults.ts';
import { type ShellInput, type ShellName, type ShellOutput, shellCalls } from '../../shared/shell.ts';

type Answers = { readonly [N in ShellName]: (window: BrowserWindow, input: ShellInput<N>) => Promise<ShellOutput<N>> };

/** Nothing that was picked is to turn up in the system's list of recent files. */
const quiet = 'dontAddToRecent' as const;

const answers: Answers = {
  async pickFiles(window, { title }) {
    const properties = ['openFile' as const, 'multiSelections' as const, quiet];
    return (await dialog.showOpenDialog(window, { title, properties })).filePaths;
  },
  async pickFile(window, { title }) {
    return (await dialog.showOpenDialog(window, { title, properties: ['openFile', quiet] })).filePaths[0] ?? null;
  },
  async pickFolder(window, { title }) {
    return (await dialog.showOpenDialog(window, { title, properties: ['openDirectory', quiet] })).filePaths[0] ?? null;
  },
  async chooseSavePath(window, { title, name }) {
    const { filePath } = await dialog.showSaveDialog(window, { title, defaultPath: name, properties: [quiet] });
    return filePath === '' ? null : filePath;
  },
  saveText: (window, { title, name, text }) => save(window, { title, name }, text),
  saveBytes: (window, { title, name, base64 }) => save(window, { title, name }, Buffer.from(base64, 'base64')),
};

async function save(
  window: BrowserWindow,
  { title, name }: { title: string; name: string },
  content: string | Uint8Array,
): Promise<string | null> {
  const { filePath } = await dialog.showSaveDialog(window, { title, defaultPath: name, properties: [quiet] });
  if (filePath === '') return null;
  try {
    await writeFile(filePath, content);
  } catch (cause) {
    throw new Fault('EXPORT_TARGET_UNWRITABLE', {}, { cause });
  }
  return filePath;
}

const isShellName = (name: unknown): name is ShellName => typeof name === 'string' && Object.hasOwn(shellCalls, name);

/** Answers one of the window's shell calls; what does not fit the list comes back as a fault. */
export async function shellCall(window: BrowserWindow, name: unknown, input: unknown): Promise<Reply<unknown>> {
  try {
    if (!isShellName(name)) throw new Fault('CALL_UNKNOWN');
    const request = shellCalls[name].input.safeParse(input);
    if (!request.success) throw new Fault('REQUEST_INVALID', { call: name, field: '' });
    return { ok: true, value: shellCalls[name].output.parse(await answers[name](window, request.data as never)) };
  } catch (error) {
    return { ok: false, fault: toEnvelope(error) };
  }
}
