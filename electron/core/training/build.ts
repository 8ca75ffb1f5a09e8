import { mkdir, stat, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CallInput, CheckpointView, ExportResult, ImportSummary, VaultState } from '../../../shared/contract.ts';
import { Fault } from '../../../shared/faults.ts';
import type { EnteredKind } from '../../../shared/model/kinds.ts';
import type { RecordId } from '../../../shared/model/records.ts';
import type { VerificationReport } from '../../../shared/model/report.ts';
import type { Engine } from '../engine.ts';
import {
  ambulanceIncident,
  clinicIncident,
  type TrainingIncident,
  trainingAgreement,
  trainingAnswer,
  trainingAtReason,
  trainingFacility,
  trainingIdentityPassphrase,
  trainingOperator,
  trainingPassphrase,
  trainingRecipient,
  trainingSite,
  trainingTestimony,
} from './story.ts';

/** What is being done, for whoever is watching; words for it are the face's own. */
export const trainingSteps = ['vault', 'pictures', 'incidents', 'testimony', 'bundle', 'checkpoint', 'verify'] as const;
export type TrainingStep = (typeof trainingSteps)[number];

export interface Training {
  readonly vault: VaultState;
  readonly passphrase: string;
  readonly identityPassphrase: string;
  /** The key that recovers the training vault, shown as for a real one. */
  readonly recoveryKey: string | null;
  readonly imported: ImportSummary;
  readonly incidents: readonly RecordId[];
  readonly testimony: RecordId;
  readonly checkpoint: CheckpointView;
  readonly bundle: ExportResult;
  readonly verified: { readonly bundle: VerificationReport; readonly vault: VerificationReport };
}

const beside = (folder: string) => fileURLToPath(new URL(`../../../assets/training/${folder}`, import.meta.url));
/** Where the training files lie beside the program's source: a camera's pictures, and what came by telephone. */
export const trainingPictures = beside('pictures');
export const trainingTelephone = beside('phone');

const job = (step: TrainingStep) => `training-${step}`;

async function refuseToOverwrite(path: string): Promise<void> {
  const found = await stat(path).catch(() => null);
  if (found) throw new Fault('EXPORT_TARGET_EXISTS', { name: path });
}

/** Item numbers by file name. Throws SOURCE_NOT_FOUND for a picture that the story names and the import did not bring. */
async function itemsByName(engine: Pick<Engine, 'call'>): Promise<(name: string) => number> {
  const { items } = await engine.call('item.list', { filter: 'all', offset: 0, limit: 500 });
  const seqs = new Map(items.map((item) => [item.name, item.seq]));
  return (name) => {
    const seq = seqs.get(name);
    if (seq === undefined) throw new Fault('SOURCE_NOT_FOUND', { name });
    return seq;
  };
}

async function record(
  engine: Pick<Engine, 'call'>,
  incident: TrainingIncident,
  itemOf: (name: string) => number,
): Promise<RecordId> {
  const { id } = await engine.call('incident.create', { fields: incident.fields, items: [] });
  for (const { pictures, kind, reason } of incident.links)
    await engine.call('incident.link', { id, items: pictures.map(itemOf), kind, reason });
  if (incident.correction) {
    const { head, fields } = await engine.call('incident.get', { id });
    const { changes, reason } = incident.correction;
    await engine.call('incident.amend', { id, head, fields: { ...fields, ...changes }, reason });
  }
  return id;
}

/** The facility with its site, and the truce. Returns the facility. */
async function recordSurroundings(engine: Pick<Engine, 'call'>): Promise<RecordId> {
  const create = (kind: EnteredKind, fields: object) =>
    engine.call('record.create', { kind, fields } as CallInput<'record.create'>);
  const { id: facility } = await create('facility', trainingFacility);
  await create('site', { ...trainingSite, facility });
  await create('agreement', trainingAgreement);
  return facility;
}

const noticeFile = (
  bundle: string,
) => `TRAINING DATA. Everything here is fictional: the place, the people and the events.
بيانات تدريب. كل ما هنا خيالي: المكان والأشخاص والأحداث.

training.sanad   a vault; operator ${trainingOperator}, passphrase: ${trainingPassphrase}
                 passphrase of the witness's identity: ${trainingIdentityPassphrase}
${bundle}       a bundle for a court, left unencrypted so that its inside can be looked at
checkpoint.txt   the vault's signed checkpoint, as a courier would carry it

A real vault has a passphrase that nobody else knows, and a real bundle is encrypted.
`;

/**
 * Makes `training.sanad`, a bundle of it and its checkpoint in `folder` through the calls that people's own work goes
 * through, with the real key derivation, and verifies both. The vault stays open in `engine`.
 * Throws VAULT_EXISTS or EXPORT_TARGET_EXISTS before anything is written where training data already lies, and whatever
 * the calls throw.
 */
export async function buildTraining(
  engine: Pick<Engine, 'call'>,
  folder: string,
  report: (step: TrainingStep) => void = () => {},
): Promise<Training> {
  const target = resolve(folder);
  const bundlePath = join(target, 'bundle.zip');
  const checkpointPath = join(target, 'checkpoint.txt');
  const noticePath = join(target, 'README.txt');
  for (const path of [bundlePath, checkpointPath, noticePath]) await refuseToOverwrite(path);
  await mkdir(target, { recursive: true });

  report('vault');
  const { recoveryKey } = await engine.call('vault.create', {
    path: join(target, 'training.sanad'),
    operator: trainingOperator,
    passphrase: trainingPassphrase,
    recipients: [],
    training: true,
  });

  report('pictures');
  const imported = await engine.call('import.start', {
    sources: [trainingPictures, trainingTelephone].map((path) => ({ kind: 'path', path })),
    job: job('pictures'),
  });
  const itemOf = await itemsByName(engine);

  report('incidents');
  const clinic = await record(engine, clinicIncident, itemOf);
  const ambulance = await record(engine, ambulanceIncident, itemOf);
  const facility = await recordSurroundings(engine);
  await engine.call('record.relate', {
    from: { record: clinic },
    to: { record: facility },
    kind: 'at',
    reason: trainingAtReason,
  });

  report('testimony');
  const { identity, paragraphs, ...told } = trainingTestimony;
  const testimony = await engine.call('testimony.create', {
    fields: { ...told, paragraphs: [...paragraphs], incident: clinic },
    identity,
    identityPassphrase: trainingIdentityPassphrase,
  });

  report('bundle');
  const use = { audience: 'court', purpose: 'criminal case', basis: { kind: 'consent' } } as const;
  const { questions } = await engine.call('bundle.preview', use);
  const bundle = await engine.call('bundle.export', {
    ...use,
    answers: questions.map(({ key }) => ({ question: key, answer: 'yes' as const, rests: trainingAnswer })),
    recipient: trainingRecipient,
    protection: { kind: 'plain' },
    target: { kind: 'path', path: bundlePath },
    job: job('bundle'),
  });
  await writeFile(noticePath, noticeFile('bundle.zip'), { flag: 'wx' });

  // Of the ledger as the bundle has it: what was answered for it was entered on the way.
  report('checkpoint');
  const checkpoint = await engine.call('ledger.checkpoint', {});
  await writeFile(checkpointPath, checkpoint.note, { flag: 'wx' });

  report('verify');
  const verified = {
    bundle: await engine.call('verify.bundle', {
      source: { kind: 'path', path: bundlePath },
      identity: null,
      passphrase: null,
      notes: [],
      job: job('verify'),
      known: false,
    }),
    vault: await engine.call('verify.vault', { job: job('verify'), notes: [] }),
  };
  const vault = await engine.call('vault.state', {});
  if (vault === null) throw new Fault('VAULT_LOCKED');
  return {
    vault,
    passphrase: trainingPassphrase,
    identityPassphrase: trainingIdentityPassphrase,
    recoveryKey,
    imported,
    incidents: [clinic, ambulance],
    testimony: testimony.id,
    checkpoint,
    bundle,
    verified,
  };
}
