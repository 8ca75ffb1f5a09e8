import { randomBytes } from 'node:crypto';
import { readGivenForAnchors } from '../../shared/anchors/given.ts';
import type { CallRequest, CoreEvent } from '../../shared/contract.ts';
import { Fault } from '../../shared/faults.ts';
import type { StatementFields } from '../../shared/model/acquisition.ts';
import { statementOf, stateWithImport } from './acquisition/statements.ts';
import { exportToPath, exportToStream } from './bundle/export.ts';
import type { Prepared, Written } from './bundle/handing-over.ts';
import { previewExport } from './bundle/preview.ts';
import { settleAhead } from './bundle/settling.ts';
import { spool } from './bundle/spool.ts';
import { verifyBundle } from './bundle/verify.ts';
import { verifyVault } from './bundle/verify-vault.ts';
import type { Capabilities } from './capability.ts';
import { previewTable, tableToPath, tableToStream } from './case-tables/handing-out.ts';
import { type ImportProgress, importFiles, resumeImport, underWay } from './ingest/acquire.ts';
import { interruptedImports } from './ingest/holdings.ts';
import { type FileSource, pathSources, uploadSource } from './ingest/source.ts';
import { flaggedBatches } from './records/batches.ts';
import type { Session } from './session.ts';
import { reviewerOf } from './witness/reviewing.ts';

/** The calls that take a while: they run under a name, tell how far they are, and can be stopped. */

type Progress = Extract<CoreEvent, { event: 'progress' }>;

function reporter(session: Session, job: string, kind: Progress['kind']) {
  return (progress: Omit<Progress, 'event' | 'job' | 'kind' | 'secondsLeft' | 'current'> & Partial<Progress>): void =>
    session.emit({ secondsLeft: null, current: null, ...progress, event: 'progress', job, kind });
}

function importReporter(session: Session, job: string): (progress: ImportProgress) => void {
  const report = reporter(session, job, 'import');
  return ({ acquisitions, ...progress }) => report({ ...progress, acquisitions: [...acquisitions] });
}

/** What a person calls a card or a phone is read twice, whatever the system thinks that it is. */
const rereading = (asked: boolean | undefined, origin: StatementFields['origin'] | undefined) => {
  const readAgain = asked ?? (origin === 'card' || origin === 'phone' ? true : undefined);
  return readAgain === undefined ? {} : { readAgain };
};

async function sourcesOf(
  session: Session,
  sources: CallRequest<'import.start'>['sources'],
): Promise<{ sources: FileSource[]; end: () => void }> {
  const paths = sources.flatMap((source) => (source.kind === 'path' ? [source.path] : []));
  const onDisk = paths.length === 0 ? [] : await pathSources(paths, { except: session.vault.path });
  const uploads = sources.flatMap((source) => (source.kind === 'upload' ? [session.uploads.take(source.upload)] : []));
  return {
    sources: [...onDisk, ...uploads.map(uploadSource)],
    end: () => {
      for (const upload of uploads) upload.end();
    },
  };
}

const afterImport = (session: Session) => session.changed('items', 'ledger', 'vault');

export const importCapabilities: Capabilities<
  'import.start' | 'import.cancel' | 'import.interrupted' | 'import.flagged' | 'import.resume'
> = {
  'import.start': (session, { sources, job, readAgain, statement }) =>
    session.run(job, async (stop) => {
      const held = await sourcesOf(session, sources);
      try {
        return await importFiles(session.vault, held.sources, {
          workers: session.options.workers,
          job,
          stop,
          ...rereading(readAgain, statement?.origin),
          ...(statement === undefined
            ? {}
            : { onListed: (listed: readonly number[]) => stateWithImport(session.vault, listed, statement) }),
          onProgress: importReporter(session, job),
        });
      } finally {
        held.end();
        afterImport(session);
      }
    }),
  'import.cancel': (session, { job }) => {
    session.cancel(job);
    return {};
  },
  'import.interrupted': ({ vault }) => {
    const atHand = underWay(vault);
    return interruptedImports(vault).filter(({ acquisition }) => !atHand.has(acquisition));
  },
  'import.flagged': ({ vault }, { limit }) => flaggedBatches(vault, limit),
  'import.resume': (session, { acquisition, job }) =>
    session.run(job, async (stop) => {
      try {
        return await resumeImport(session.vault, acquisition, {
          workers: session.options.workers,
          job,
          stop,
          ...rereading(undefined, statementOf(session.vault, acquisition)?.fields.origin),
          onProgress: importReporter(session, job),
        });
      } finally {
        afterImport(session);
      }
    }),
};

type Target = CallRequest<'bundle.export'>['target'];

/**
 * To a path, or as a download that a browser takes away later: those bytes leave after the call has ended, so what stops them is the
 * vault's lock, not the job.
 */
async function handedOver<F extends Written, S extends Awaiting>(
  session: Session,
  target: Target,
  to: { readonly path: (path: string) => Promise<F>; readonly stream: () => Promise<S> },
) {
  try {
    if (target.kind === 'path') return { ...(await to.path(target.path)), resource: null };
    const { stream, sha256, ...made } = await to.stream();
    const token = randomBytes(16).toString('hex');
    session.downloads.set(token, { name: made.name, size: null, stream });
    const resource = `download/${token}`;
    void sha256.then((digest) => session.emit({ event: 'taken', resource, sha256: digest }));
    return { ...made, sha256: null, path: null, resource };
  } finally {
    session.changed('ledger', 'vault');
  }
}
interface Awaiting extends Prepared {
  readonly name: string;
  readonly sha256: Promise<string>;
}

const softwareOf = ({ options }: Session) => ({ name: 'sanad', version: options.version });

export const exportCapabilities: Capabilities<
  'bundle.preview' | 'bundle.settle' | 'bundle.export' | 'caseTable.preview' | 'caseTable.export'
> = {
  'bundle.preview': ({ vault }, { withhold, ...stated }) => previewExport(vault, stated, withhold),
  'bundle.settle': async (session, stated) => {
    // What was looked at in this session is entered when it ends: after the countersignature, unless it is entered now.
    session.opened.record(session.vault);
    try {
      return await settleAhead(session.vault, stated, session.whileOpen);
    } finally {
      session.changed('ledger', 'vault');
    }
  },
  'bundle.export': (session, { target, job, ...request }) =>
    session.run(job, async (signal) => {
      const settings = { software: softwareOf(session), onProgress: reporter(session, job, 'export') };
      const { absent: _absent, ...made } = await handedOver(session, target, {
        path: (path) => exportToPath(session.vault, request, path, { ...settings, signal }),
        stream: () => exportToStream(session.vault, request, { ...settings, signal: session.whileOpen }),
      });
      return made;
    }),
  'caseTable.preview': (session, asked) => previewTable(session.vault, asked, session.whileOpen),
  'caseTable.export': (session, { target, job, ...request }) =>
    session.run(job, (signal) => {
      const software = softwareOf(session);
      return handedOver(session, target, {
        path: (path) => tableToPath(session.vault, request, path, { software, signal }),
        stream: () => tableToStream(session.vault, request, { software, signal: session.whileOpen }),
      });
    }),
};

export const verifyCapabilities: Capabilities<'verify.vault' | 'verify.bundle'> = {
  'verify.vault': (session, { job, notes, authorities, headers, ...asked }) =>
    session.run(job, async (signal) => {
      const report = await verifyVault(
        session.vault,
        notes,
        { signal, onProgress: reporter(session, job, 'verify') },
        readGivenForAnchors(authorities, headers),
        reviewerOf(asked, null),
      );
      session.opened.verified();
      return report;
    }),
  'verify.bundle': (session, { source, identity, passphrase, notes, job, authorities, headers, known, ...asked }) =>
    session.run(job, async (signal) => {
      const keys = {
        ...(identity === null ? {} : { identities: [identity.trim()] }),
        ...(passphrase === null ? {} : { passphrase }),
      };
      const settings = { signal, onProgress: reporter(session, job, 'verify') };
      const forAnchors = readGivenForAnchors(authorities, headers);
      const own = session.isOpen ? session.vault.ledger.id : null;
      const reviewer = reviewerOf(asked, known === false ? null : (session.options.known ?? null), own);
      if (source.kind === 'path') return verifyBundle(source.path, keys, notes, settings, forAnchors, reviewer);
      const upload = session.uploads.take(source.upload);
      try {
        if (upload.files.length !== 1) throw new Fault('BUNDLE_NOT_A_BUNDLE');
        const spooled = await spool(upload.body(0));
        try {
          return await verifyBundle(spooled, keys, notes, settings, forAnchors, reviewer);
        } finally {
          await spooled.close();
        }
      } finally {
        upload.end();
      }
    }),
};
