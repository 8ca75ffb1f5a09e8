import type { CallInput, CallName, CallOutput, CoreEvent } from './contract.ts';
import type { FaultEnvelope } from './faults.ts';
import type { ShellInput, ShellName, ShellOutput } from './shell.ts';

/**
 * How the renderer reaches core, whatever it runs in. Two adapters implement `Bridge`: one over `window.sanad` (what the
 * preload exposes, `DesktopBridge`), one over HTTP to the loopback host (`loopbackRoutes`).
 */

/** How a call comes back over any process boundary. The adapters turn a fault into a rejected `Fault`. */
export type Reply<T> = { ok: true; value: T } | { ok: false; fault: FaultEnvelope };

/** The part of the DOM's `File` that is needed here (this folder knows no DOM). */
export interface PickedFile {
  readonly name: string;
  readonly size: number;
  /** Milliseconds since 1970. */
  readonly lastModified: number;
  /** Path below the folder that was picked; empty when single files were. */
  readonly webkitRelativePath: string;
}

export type Shell = { readonly [N in ShellName]: (input: ShellInput<N>) => Promise<ShellOutput<N>> };
type ShellReplies = { readonly [N in ShellName]: (input: ShellInput<N>) => Promise<Reply<ShellOutput<N>>> };

/** What the preload puts on `window.sanad`: nothing but this. Values cross by structured clone, so faults are values. */
export interface DesktopBridge {
  readonly face: 'desktop';
  call<N extends CallName>(name: N, input: CallInput<N>): Promise<Reply<CallOutput<N>>>;
  /** Returns the function that ends the subscription. */
  subscribe(listener: (event: CoreEvent) => void): () => void;
  /** Where a dropped or picked `File` (or dropped folder) lies on this computer; empty when it lies nowhere. */
  pathOf(file: PickedFile): string;
  readonly shell: ShellReplies;
}

/** Where evidence or a bundle comes from, as `import.start` and `verify.bundle` take it. */
export type Source = CallInput<'verify.bundle'>['source'];

/** Sources made from what a person dropped or picked in the page. */
export interface HandedOver {
  readonly sources: Source[];
  /**
   * Browser: resolves when core has taken every byte, rejects with a `Fault` when sending failed. Sending starts at
   * once and goes as fast as core reads, so start the call that takes `sources` without waiting for this.
   * Desktop: resolved already (core reads the paths itself).
   */
  readonly sent: Promise<void>;
  /** Stops sending; what core has acknowledged stays. */
  stop(): void;
}

/** `F` is the DOM's `File` in the renderer. */
export interface Bridge<F extends PickedFile = PickedFile> {
  readonly face: 'desktop' | 'browser';
  /** Rejects with a `Fault`. */
  call<N extends CallName>(name: N, input: CallInput<N>): Promise<CallOutput<N>>;
  /** Also told `locked` when the engine ended or the host went away. Returns the function that ends the subscription. */
  subscribe(listener: (event: CoreEvent) => void): () => void;
  /**
   * `path` is what core records as the file's path in its source; the browser knows no absolute ones (relative path for
   * folders walked through `webkitGetAsEntry` or `webkitdirectory`, else the name). On the desktop a dropped folder may
   * be handed over as one file: core walks it.
   */
  handOver(files: readonly { readonly path: string; readonly file: F }[]): Promise<HandedOver>;
  /** Address for `<img src>`, `<video src>` or a download link, relative to the page: `resource/thumb/12`. */
  resource(address: string): string;
  /** Native dialogs; `null` in the browser. Rejects with a `Fault`. */
  readonly shell: Shell | null;
}

/** What the browser announces before it sends: one line for each file, in the order in which their bytes follow. */
export interface UploadLine {
  readonly path: string;
  readonly size: number;
  /** RFC 3339, UTC; `null` when unknown. */
  readonly modified: string | null;
}

/**
 * The loopback host's addresses, relative to the page so that one build of the renderer serves both faces.
 *
 * | request                | body                      | answer                                          |
 * |------------------------|---------------------------|-------------------------------------------------|
 * | POST call/NAME         | JSON input                | JSON `Reply`, status 200 whether ok or fault    |
 * | GET  events            |                           | text/event-stream, `data:` one `CoreEvent` each |
 * | GET  resource/ADDRESS  | Range allowed             | the bytes                                       |
 * | POST upload/ID         | JSON `UploadLine[]`       | JSON `Reply<null>`                              |
 * | PUT  upload/ID/NUMBER  | the file's bytes          | JSON `Reply<null>` once core has taken them     |
 *
 * ID is 32 lower-case hexadecimal digits that the page draws at random; NUMBER counts from 0 in the announced order, and
 * the files are sent one after another in that order.
 */
export const loopbackRoutes = {
  call: (name: CallName) => `call/${name}`,
  events: 'events',
  resource: (address: string) => `resource/${address}`,
  upload: (id: string) => `upload/${id}`,
  uploadFile: (id: string, number: number) => `upload/${id}/${number}`,
} as const;
