import type { RuleCode } from '../../broken-rule.ts';
import type { EnteredKind } from '../../model/kinds.ts';
import type { RelationKind } from '../../model/links.ts';

/** Records of every kind that is entered in one way, and what is wrong with one that can't be. */
export const records = {
  recordKind: {
    facility: 'Facility',
    site: 'Site of a facility',
    notification: 'Notification of coordinates',
    agreement: 'Agreement',
    organisation: 'Organisation',
    device: 'Device',
  } satisfies Record<EnteredKind, string>,
  relation: {
    shows: 'shows',
    mentions: 'mentions',
    'same event': 'the same event',
    'not the same event': 'another event than',
    at: 'at',
    'repeat attack on': 'a repeat attack on',
    'derived: redacted': 'redacted from',
    'derived: transcoded': 'made in another format from',
    'derived: transcribed': 'written down from',
    'derived: translated': 'translated from',
  } satisfies Record<RelationKind, string>,
  caseCoding: {
    impacts: 'What hit, in order',
    impactsHelp:
      'One entry for each strike, shot or intrusion. What isn’t known stays empty. Say what was seen and heard; who did it comes further down.',
    harm: 'Who was harmed, and what stopped',
    harmHelp: 'Numbers as a range where sources differ: the lowest, the likeliest and the highest. No names here.',
    alleged: 'By whom, as alleged',
    allegedHelp:
      'Each analyst’s view on its own, with what it rests on and what speaks against it. Observations bear on intent; none of them proves it.',
    allegedNote: 'Allegations and observations as recorded. None of them is a finding of this program.',
    coding: 'Coded for others',
    codingHelp:
      'In the words of WHO’s surveillance system (SSA) and of SiND / SHCC at the same time. Attack types and certainty above are WHO’s.',
    context: 'Context',
    contextHelp:
      'What held at that time and place. Agreements are proposed by time and place; choose those that it happened during.',
    during: 'It happened during',
    proposed: 'In force then, as far as time and place tell. Nobody has said that it belongs here:',
    earlier: 'Attacked before',
    perhapsBefore: 'perhaps before',
    repeats: 'Link as a repeat attack',
    repeatsText:
      'Both cases stay as they are. The link says that the same place was attacked again, and why you say so.',
    noSource: 'not stated',
    time: { during: 'in force on that day', perhaps: 'perhaps in force then' },
    where: {
      inside: 'the place lies within it',
      named: 'the place is named so',
      unknown: 'whether it held there isn’t known',
      anywhere: 'no area was named',
    },
    because: { 'same facility': 'the same facility', 'same name': 'a facility of the same name' },
  },
  recordForm: {
    correct: 'Correct: {{what}}',
    save: 'Record it',
    add: 'Add: {{what}}',
    remove: 'Remove: {{what}}',
    choose: 'Not chosen',
    none: 'nothing chosen',
    notNamed: 'Not named',
    cannot: 'This can’t be saved yet',
  },
  recordPage: {
    links: 'Links',
    /** Behind the name of what a link leads from: “IMG_0412 shows this”. */
    points: '{{how}} this',
    sites: 'Where it was, and when',
    notifications: 'What others were told of its position',
    attacks: 'Attacks on it',
    during: 'What happened during it',
    noCases: 'No case names it.',
    open: 'Open',
    unlink: 'Remove the link',
    unlinkTitle: 'Why don’t these belong together?',
    unlinkText: 'Both stay as they are, and the history keeps that they were linked.',
    showPosition: 'Show the coordinates',
    add: { site: 'Add a site', notification: 'Add a notification' },
    none: {
      site: 'Nothing recorded yet of where it was.',
      notification: 'Nothing recorded yet of its coordinates being sent to anybody.',
    },
  },
  recordsPage: {
    none: 'Nothing here yet',
    title: {
      facility: 'Facilities',
      agreement: 'Agreements',
      organisation: 'Organisations',
      device: 'Devices',
    },
    new: {
      facility: 'Record a facility',
      agreement: 'Record an agreement',
      organisation: 'Record an organisation',
      device: 'Record a device',
    },
    what: {
      facility:
        'A facility is what goes on: the same hospital before and after it moved. Where it was in which period is recorded apart, and shown only when somebody asks.',
      agreement:
        'A truce or an arrangement that was to keep something from being attacked. A case can say that it happened during one; who broke it is not for this program to say.',
      organisation: 'Who runs a facility, who was party to an agreement, to whom coordinates were sent.',
      device: 'What something was recorded with or kept on, and how far its clock was off.',
    },
  },
  rule: {
    missing: 'this is needed ({{expected}}).',
    'kind of value': 'another kind of value is needed: {{expected}}.',
    'too little': 'at least {{expected}} is needed.',
    'too much': 'at most {{expected}} is possible.',
    form: 'it is not in the form that is needed: {{expected}}.',
    'not one of': 'one of these is needed: {{expected}}.',
    'unknown field': 'there is no field of this name here: {{expected}}.',
    'unknown record': 'no record of this kind has that id: {{expected}}.',
    taken: 'somebody else has it already.',
    'not possible': 'that is not possible; what is needed is {{expected}}.',
    'cannot be joined': 'it can’t be joined in this way: {{expected}}.',
    other: 'this can’t be: {{expected}}.',
  } satisfies Record<RuleCode, string>,
} as const;
