import type { CallName, CallRequest } from '../../../shared/contract.ts';
import { Fault } from '../../../shared/faults.ts';
import type { Capabilities } from '../capability.ts';
import type { Session } from '../session.ts';
import { checkList } from './checking.ts';
import { forgetMapping, keepMapping, keptMappings } from './kept-mappings.ts';
import { openList, tell, withListFile } from './list-file.ts';
import { surveyList } from './survey.ts';
import { takeIn } from './taking-in.ts';

type Calls = Extract<CallName, `caseList.${string}`>;

/** Rows between two words of how far it is. */
const rowsTogether = 500;

/** Tells how far it is now and then: a word for each row would be more work than the row. */
function reporter(session: Session, job: string) {
  return (phase: 'checking' | 'writing', done: number, total: number) => {
    if (done % rowsTogether !== 0 && done !== total) return;
    session.emit({
      ...{ event: 'progress', kind: 'import', job, phase, done, total },
      ...{ bytesDone: 0, bytesTotal: 0, secondsLeft: null, current: null },
    });
  };
}

const saidOf = ({ encoding, delimiter }: Pick<CallRequest<'caseList.survey'>, 'encoding' | 'delimiter'>) => ({
  encoding,
  delimiter,
});

export const caseListCapabilities: Capabilities<Calls> = {
  'caseList.survey': (session, { source, job, ...said }) =>
    session.run(job, (stop) => withListFile(session, source, (file) => surveyList(file, saidOf(said), stop))),
  'caseList.check': (session, { source, mapping, job, ...said }) =>
    session.run(job, (stop) =>
      withListFile(session, source, async (file) => {
        const { sha256, written } = await tell(file, saidOf(said));
        const report = reporter(session, job);
        const list = await openList(file.open(), written);
        return checkList({ vault: session.vault, sha256, mapping, stop }, list, (row) => report('checking', row, 0));
      }),
    ),
  'caseList.import': (session, { source, mapping, sha256: looked, leaveOut, amend, job, ...said }) =>
    session.run(job, (stop) =>
      withListFile(session, source, async (file) => {
        const { vault } = session;
        if (vault.readOnly) throw new Fault('VAULT_READ_ONLY');
        const { sha256, written } = await tell(file, saidOf(said));
        if (looked !== null && looked !== sha256) throw new Fault('SOURCE_CHANGED');
        const onRow = reporter(session, job);
        try {
          const asked = { vault, file, sha256, written, mapping, leaveOut, amend, stop, onRow };
          return await session.alone(job, () => takeIn(asked));
        } finally {
          session.changed('incidents', 'items', 'ledger', 'vault');
        }
      }),
    ),
  'caseList.mappings': ({ vault }) => keptMappings(vault),
  'caseList.keepMapping': ({ vault }, { mapping }) => {
    keepMapping(vault, mapping);
    return {};
  },
  'caseList.forgetMapping': ({ vault }, { name }) => {
    forgetMapping(vault, name);
    return {};
  },
};
