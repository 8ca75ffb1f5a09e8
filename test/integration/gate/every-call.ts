/** The calls of the contract: those by which something can be looked at, and those that show nothing. */
import type { CallName } from '../../../shared/contract.ts';
import { caseTableForms } from '../../../shared/model/case-table.ts';
import { draftNames } from '../../../shared/model/drafts.ts';
import { audiences } from '../../../shared/model/vocabulary.ts';
import { usedBy } from '../../fixtures/uses.ts';

/** What was planted, by which it is asked for. */
export interface PlantedIds {
  readonly testimony: string;
  readonly incident: string;
  readonly apart: string;
  readonly person: string;
  readonly transcript: string;
  readonly photo: number;
  readonly chat: number;
  readonly other: number;
}

/** Every call that gives something to look at, with what it is asked. */
export const reads = (ids: PlantedIds): Partial<Record<CallName, readonly object[]>> => {
  const things = [
    { what: 'item', seq: ids.photo },
    { what: 'item', seq: ids.chat },
    { what: 'testimony', id: ids.testimony },
    { what: 'incident', id: ids.incident },
    { what: 'incident', id: ids.apart },
  ];
  const items = [ids.photo, ids.chat, ids.other];
  const uses = audiences.map((audience) => ({ ...usedBy(audience), answers: [] }));
  const words = ['planted', 'Planted', 'floor', 'twice', 'gate', 'Somebody', 'Camera', '0000003', 'Chat-Sender', 'jpg'];
  return {
    'app.about': [{}],
    'vault.state': [{}],
    'import.interrupted': [{}],
    'import.flagged': [{}],
    'acquisition.list': [{}],
    'acquisition.get': [{ acquisition: 1 }],
    'item.list': ['all', 'no incident', 'conflicts', 'no position'].map((filter) => ({ filter, limit: 500 })),
    'item.get': items.map((seq) => ({ seq })),
    'clock.read': items.map((item) => ({ item })),
    'clock.list': [{}],
    'clock.show': [{ id: '0'.repeat(32) }],
    'civilTime.list': [{}],
    'civilTime.show': [{ id: '0'.repeat(32) }],
    'incident.list': [{}],
    'incident.ids': [{}],
    'incident.get': [{ id: ids.incident }],
    'incident.context': [{}],
    'claim.table': [{ incident: ids.incident }],
    'testimony.list': [{}],
    'testimony.get': [{ id: ids.testimony }],
    'testimony.suggestCodeName': [{}],
    'propose.together': [{}, { aside: true }],
    'propose.cases': [{ when: ['2016-04-27'], places: [] }],
    'propose.facilities': items.map((item) => ({ on: { item } })),
    'record.get': [{ kind: 'facility', id: '0'.repeat(32) }],
    'record.list': ['facility', 'agreement', 'organisation', 'device'].map((kind) => ({ kind })),
    'record.relations': [{ of: { record: ids.incident } }, ...items.map((item) => ({ of: { item } }))],
    'recording.unfinished': [{}],
    'recording.list': [{}, { of: { testimony: ids.testimony } }],
    'transcript.get': [{ kind: 'transcript', id: ids.transcript }],
    'transcript.list': [{}, { of: { testimony: ids.testimony } }],
    'person.list': [{}],
    'person.get': [{ id: ids.person }],
    'person.suggestCode': [{}],
    'person.report': [{ id: ids.person, identityPassphrase: null }],
    'tag.of': items.map((item) => ({ on: { item } })),
    'tag.list': [{}],
    'person.of': things.map((on) => ({ on })),
    'gate.ask': things.map((on) => ({ on })),
    'gate.restrictions': [{}],
    'override.list': [{}],
    'order.list': [{}],
    'custody.log': things.filter(({ what }) => what !== 'incident').map((of) => ({ of })),
    'search.query': words.map((text) => ({ query: { text }, offset: 0, limit: 100 })),
    'search.saved': [{}],
    'caseList.mappings': [{}],
    'template.list': [{}],
    'draft.get': draftNames.map((name) => ({ name })),
    'hold.list': [{}, ...things.map((on) => ({ on }))],
    'erasure.plan': things.filter(({ what }) => what !== 'incident').map((target) => ({ target })),
    'erasure.list': [{}],
    'ledger.list': [{ limit: 500 }],
    'ledger.checkpoint': [{}],
    'ledger.receipt': [...uses, null].map((use) => ({ seq: ids.photo, use })),
    'checkpoint.get': [{ size: 1 }],
    'anchor.list': [{ authorities: [], headers: [] }],
    'witness.list': [{}],
    'witness.policy': [{}],
    'countersign.list': [{}],
    'bundle.preview': uses,
    'caseTable.preview': caseTableForms.flatMap((as) => uses.map((use) => ({ of: 'all', as, ...use }))),
    'verify.vault': [{ job: 'around', notes: [] }],
  };
};

/** Calls that change something, ask for a secret that this test doesn't give, or judge what was brought from outside. */
export const others: ReadonlySet<string> = new Set([
  ...[
    'testimony.identity',
    'person.identity',
    'vault.create',
    'vault.open',
    'vault.continue',
    'vault.recover',
    'vault.lock',
    'vault.addOperator',
  ],
  ...[
    'import.start',
    'import.cancel',
    'import.resume',
    'acquisition.state',
    'acquisition.amend',
    'acquisition.signOff',
  ],
  ...['item.assert', 'clock.add', 'clock.withdraw', 'civilTime.add', 'civilTime.withdraw'],
  ...['incident.same', 'incident.set'],
  ...['incident.create', 'incident.amend', 'incident.further', 'incident.link', 'incident.unlink'],
  ...['testimony.create', 'testimony.amend', 'laterAccount.add', 'laterAccount.correct', 'propose.setAside'],
  ...['record.create', 'record.amend', 'record.relate', 'record.unrelate'],
  ...[
    'claim.add',
    'claim.amend',
    'recording.start',
    'recording.begin',
    'recording.add',
    'recording.pause',
    'recording.goOn',
    'recording.finish',
    'recording.keep',
  ],
  ...['recording.throwAway', 'recording.assign', 'recording.attach', 'recording.detach'],
  ...['transcript.create', 'transcript.amend', 'person.create', 'person.amend', 'person.involve', 'person.release'],
  ...['consent.add', 'consent.amend', 'consent.withdraw', 'consent.notice', 'gate.mark', 'gate.restrict', 'gate.lift'],
  ...['override.request', 'override.confirm', 'override.end', 'order.request', 'order.confirm', 'order.end'],
  ...['tag.add', 'tag.remove', 'item.note', 'testimony.keepIdentity'],
  ...['template.keep', 'template.keepFrom', 'template.forget'],
  ...['template.prepare', 'template.retire'],
  ...['search.save', 'search.forget', 'draft.set', 'hold.place', 'hold.lift'],
  ...['erasure.request', 'erasure.withdraw', 'erasure.confirm', 'ledger.changeKey', 'checkpoint.read'],
  ...['anchor.request', 'anchor.add', 'witness.request', 'witness.accept', 'witness.setPolicy'],
  ...['countersign.self', 'countersign.begin', 'countersign.look', 'countersign.answer', 'countersign.label'],
  ...[
    'countersign.evidence',
    'carried.read',
    'caseList.survey',
    'caseList.check',
    'caseList.import',
    'caseList.keepMapping',
    'caseList.forgetMapping',
    'bundle.settle',
    'bundle.export',
    'caseTable.export',
    'verify.receipt',
    'verify.bundle',
  ],
]);
