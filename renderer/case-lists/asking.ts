import type { CallInput } from '../../shared/contract.ts';
import { bridge } from '../bridge/bridge.ts';
import type { Gathered } from '../bridge/gather.ts';

/** The file with the list: by its path on this computer, or as the browser has it. */
export interface ChosenFile {
  readonly path: string;
  readonly files: readonly Gathered[];
}

type Source = CallInput<'caseList.survey'>['source'];

/** Asks core about the file; a browser hands its bytes over anew each time. */
export async function aboutFile<T>({ path, files }: ChosenFile, ask: (source: Source) => Promise<T>): Promise<T> {
  const handed = files.length > 0 ? await bridge.handOver(files) : null;
  const source: Source = handed?.sources[0] ?? { kind: 'path', path: path.trim() };
  // What did not arrive core tells; a broken sending has no more to say than that.
  const [answer] = await Promise.all([ask(source), handed?.sent.catch(() => {})]);
  return answer;
}
