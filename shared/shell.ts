import { z } from 'zod';

/**
 * What only the desktop window can do for a person: native dialogs. They touch no vault and decide nothing; a path that
 * comes back goes through the contract like one that was typed. The one list: the preload exposes these names and no
 * others, and the main process parses both ways with these schemas.
 */

const path = z.string().min(1).max(4_096);
const title = z.string().max(200);

type ShellCall = { input: z.ZodType; output: z.ZodType };
const call = <I extends z.ZodType, O extends z.ZodType>(input: I, output: O) => ({ input, output }) satisfies ShellCall;

export const shellCalls = {
  /** Several files; an empty list when the dialog was closed. */
  pickFiles: call(z.strictObject({ title }), z.array(path)),
  /** One file (a bundle, a key); `null` when the dialog was closed. */
  pickFile: call(z.strictObject({ title }), path.nullable()),
  /** One existing folder; `null` when the dialog was closed. */
  pickFolder: call(z.strictObject({ title }), path.nullable()),
  /** Where something new is to be written (a vault's folder, a bundle); `null` when the dialog was closed. */
  chooseSavePath: call(z.strictObject({ title, name: z.string().max(255) }), path.nullable()),
  /**
   * A text that a person keeps (a report), written where they say. The window names no path: only what was chosen in the
   * dialog is written. `null` when it was closed.
   */
  saveText: call(
    z.strictObject({ title, name: z.string().max(255), text: z.string().max(64 * 1024 * 1024) }),
    path.nullable(),
  ),
  /** The same for a small file that is no text (a request for a time stamp). */
  saveBytes: call(
    z.strictObject({ title, name: z.string().max(255), base64: z.string().max(1024 * 1024) }),
    path.nullable(),
  ),
} as const satisfies Record<string, ShellCall>;

export type ShellCalls = typeof shellCalls;
export type ShellName = keyof ShellCalls;
export type ShellInput<N extends ShellName> = z.input<ShellCalls[N]['input']>;
export type ShellOutput<N extends ShellName> = z.output<ShellCalls[N]['output']>;
export const shellNames = Object.keys(shellCalls) as ShellName[];
