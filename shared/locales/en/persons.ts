import type {
  AnonymisedPart,
  ConsentRule,
  consentWays,
  ExplainedTopic,
  PersonConsentState,
  Purpose,
  WithdrawalReach,
} from '../../model/consent.ts';
import type { Involvement, Standing } from '../../model/persons.ts';
import type { GateReasonCode, MaterialClass, Outcome, OverrideGround, OverrideState } from '../../model/use.ts';

/** People under code names, what they agreed to, and what follows from it. */
export const persons = {
  standing: {
    witness: 'Witness',
    'health worker': 'Health worker',
    patient: 'Patient',
    bystander: 'Somebody who was there',
    relative: 'Relative',
    dead: 'Somebody who died',
    other: 'Somebody else',
  } satisfies Record<Standing, string>,
  involvement: {
    shown: 'Can be seen in it',
    heard: 'Can be heard in it',
    named: 'Is named in it',
    'told by': 'Told it',
    about: 'It is about them',
  } satisfies Record<Involvement, string>,
  explainedTopic: {
    'who we are': 'Who we are',
    purpose: 'What the documentation is for',
    'intended uses': 'How it may be used',
    'who will see it': 'Who will see it',
    'how it is kept': 'How and where it is kept',
    'risks and benefits': 'What it can bring and what it can cost',
    'limits of confidentiality': 'When we can’t keep it to ourselves',
    'may refuse': 'That they may say no',
    'may withdraw': 'That they may take it back later',
    'court keeps it': 'That a court or mechanism keeps what it has been given, also after they take it back',
    recording: 'That sound or picture would be recorded',
  } satisfies Record<ExplainedTopic, string>,
  purpose: {
    'criminal case': 'A criminal case',
    'fact-finding': 'A fact-finding mission or commission of inquiry',
    'other legal claim': 'Another legal claim',
    'public reporting': 'Reports for the public',
    advocacy: 'Speaking up with governments and organisations',
    'protection and aid': 'Protection and aid',
    research: 'Research',
  } satisfies Record<Purpose, string>,
  anonymisedPart: {
    name: 'Their name',
    photo: 'Their face and body',
    voice: 'Their voice',
    location: 'Where they are or were',
    family: 'Anything about their family',
  } satisfies Record<AnonymisedPart, string>,
  personConsent: {
    given: 'Agreed',
    refused: 'Said no',
    'not asked': 'Not asked yet',
    'cannot be asked': 'Can’t be asked',
    withdrawn: 'Taken back',
  } satisfies Record<PersonConsentState, string>,
  consentWay: {
    spoken: 'Spoken',
    signed: 'Signed',
    thumbprint: 'With a thumbprint',
    recorded: 'Recorded',
    'through an interpreter': 'Through an interpreter',
    'in writing': 'In a letter or message',
  } satisfies Record<(typeof consentWays)[number], string>,
  withdrawalReach: {
    sharing: 'Nothing new leaves this archive',
    'all use': 'Nobody uses it any more, not even here',
  } satisfies Record<WithdrawalReach, string>,
  consentRule: {
    'explain first':
      'Before consent counts, its purpose, who will see it, and that they may refuse and take it back must have been explained.',
    'explain that a court keeps it':
      'Before somebody agrees to a court, a mechanism or the defence, say that what these have been given can’t be taken back.',
    'name an audience': 'Consent names at least one audience.',
    'say who asked and how': 'Say who asked, and how they answered.',
    'a child’s assent': 'A child has to agree itself, beside those responsible for it.',
    'the dead can’t be asked':
      'Nobody can ask somebody who died. Choose “Can’t be asked”, and write down what is known of their wishes.',
    'say what is known of their wishes':
      'Write down what is known of their wishes and from whom, also if that is nothing.',
    'nobody can have agreed': 'Whoever can’t be asked has agreed to no audience.',
    'withdrawn needs a withdrawal': 'A consent that was taken back says when and how, and no other does.',
  } satisfies Record<ConsentRule, string>,
  materialClass: {
    patient: 'A patient',
    child: 'A child',
    remains: 'Somebody’s remains',
    'sexual violence': 'Sexual violence',
    'working site': 'Where a working site is',
    'medical confidence': 'What was told or written in confidence to those who treat',
  } satisfies Record<MaterialClass, string>,
  viewer: {
    archive: 'Whoever works in this archive',
  },
  outcome: {
    allowed: 'May see it',
    'needs override': 'Stays, unless two people decide otherwise',
    withheld: 'Stays',
  } satisfies Record<Outcome, string>,
  overrideGround: {
    'court order to hand over': 'A court ordered it to be handed over',
    'the condition is met': 'The condition is met',
    'the person was asked again': 'The person was asked again and agreed',
    'life is in danger': 'Somebody’s life is in danger',
    'what may be seen was agreed with those concerned': 'What may be seen was agreed with those concerned',
  } satisfies Record<OverrideGround, string>,
  overrideState: {
    open: 'Waits for a second person',
    'in force': 'In force',
    ended: 'Ended',
  } satisfies Record<OverrideState, string>,
  /** `person` is a code name, `about` already in words. */
  gateReason: {
    'nobody is concerned': 'Nobody recorded that it concerns a person.',
    'agreed to this audience': '{{person}} agreed to this audience.',
    'not asked': '{{person}} was not asked.',
    refused: '{{person}} said no.',
    withdrawn: '{{person}} took consent back.',
    'withdrawn from all use': '{{person}} took it back from all use.',
    'agreed to others only': '{{person}} agreed to other audiences than this one.',
    'has to be renewed': '{{person}} was to be asked again on {{about}}.',
    'came of age': '{{person}} came of age on {{about}} and has to be asked again.',
    'asked to be asked again': '{{person}} wants to be asked before each use.',
    'not where death threatens': '{{person}} agreed, but not to a case that can end in a sentence of death.',
    'not to this state': '{{person}} agreed, but not to authorities of: {{about}}.',
    'can’t be asked': '{{person}} can’t be asked. Proceedings may see it; what is known of their wishes is on record.',
    'can’t be asked, and it would be published': '{{person}} can’t be asked, and this audience isn’t a court.',
    'class needs consent': 'It shows or is about: {{about}}. That needs the consent of everybody it concerns.',
    'class is not published': 'It shows or is about: {{about}}. That isn’t published.',
    'class stays from the other side':
      'It shows or is about: {{about}}. The other side gets it only if two people say so.',
    'anonymity asked': 'Somebody it concerns asked that this be taken out: {{about}}.',
    restricted: 'Its use was restricted, entry {{seq}}.',
    closed: 'It was closed to everybody, entry {{seq}}.',
    overridden: 'Two people decided so: {{about}}, entry {{seq}}.',
  } satisfies Record<GateReasonCode, string>,
} as const;
