import type { z } from 'zod';
import type { agreementFields } from '../../../shared/model/agreement.ts';
import type { facilityFields, siteFields } from '../../../shared/model/facility.ts';
import { type IncidentFields, uncoded } from '../../../shared/model/incident.ts';
import type { linkKinds } from '../../../shared/model/links.ts';
import type { Identity, OperatorCode } from '../../../shared/model/records.ts';
import type { Told, testimonyFields } from '../../../shared/model/testimony.ts';

/**
 * The content of the training vault. Everything in it is fictional and says so: there is no Training Town, and its
 * coordinates lie in the open sea between Cyprus and Egypt, where nobody lives. Files are named as they lie in
 * `assets/training/pictures` and `assets/training/phone`.
 */

export interface TrainingLink {
  readonly pictures: readonly string[];
  readonly kind: (typeof linkKinds)[number];
  readonly reason: string;
}

export interface TrainingIncident {
  readonly fields: IncidentFields;
  readonly links: readonly TrainingLink[];
  /** What was learnt later: it becomes a new entry beside the first, never instead of it. */
  readonly correction: { readonly changes: Partial<IncidentFields>; readonly reason: string } | null;
}

export interface TrainingTestimony extends Omit<z.input<typeof testimonyFields>, 'incident' | 'paragraphs'> {
  readonly paragraphs: readonly Told[];
  readonly identity: Identity;
}

/** Who recorded the training data, and what opens it. Printed wherever training data is made: it protects nothing. */
export const trainingOperator: OperatorCode = 'training-1';
export const trainingPassphrase = 'training passphrase, not for real use';
export const trainingIdentityPassphrase = 'training identity passphrase, not for real use';
export const trainingRecipient = 'Training reviewer (fictional)';

const notice = 'Training data, fictional: no such place, people or event.';

/** What goes on in street 7, where it was, and the truce of those weeks. */
export const trainingFacility: z.input<typeof facilityFields> = {
  names: [
    { text: 'Training Clinic (fictional)', language: 'en' },
    { text: 'عيادة التدريب', language: 'ar' },
  ],
  category: 'clinic',
  runby: [{ name: 'Training Medical Association (fictional)' }],
  serves: 'Street 7 and the two streets beside it; training figures: 40 patients a day, a ward of six beds.',
  note: notice,
};
export const trainingSite: Omit<z.input<typeof siteFields>, 'facility'> = {
  when: { edtf: '2013-02/..', words: 'since the winter of 2013' },
  mode: 'building',
  place: {
    name: 'Training Town (fictional), street 7',
    precision: 'street',
    point: { latitude: '33.7534', longitude: '30.2593' },
  },
  functionality: 'full',
  emblem: 'shown',
  source: 'roof_0031.webp shows the painted roof. Training example.',
};
export const trainingAgreement: z.input<typeof agreementFields> = {
  title: 'Training cessation of hostilities (fictional)',
  category: 'cessation of hostilities',
  parties: [{ name: 'Northern side (fictional)' }, { name: 'Southern side (fictional)' }],
  excluded: [{ name: 'A third group (fictional)' }],
  areas: [{ name: 'Training Town (fictional)', precision: 'settlement', point: null }],
  begins: { edtf: '2016-02-27', words: '' },
  ends: { edtf: '', words: 'never ended in words; fighting grew again in April' },
  terms: 'No attacks on those who had signed. Training example.',
  note: notice,
};
/** Why the case of the clinic is joined with the facility. */
export const trainingAtReason = 'The clinic in street 7 is the one that was hit.';

export const clinicIncident: TrainingIncident = {
  fields: {
    ...uncoded,
    impacts: [
      {
        when: { edtf: '2016-04-27T21:47:00+03:00', words: '' },
        place: null,
        facility: null,
        site: null,
        weapons: ['Unspecified Explosive'],
        weapon: 'A crater some three metres across in the yard; nobody saw what fell.',
        hit: 'The yard and the generator.',
        secondstrike: 'no',
        source: 'IMG_0402.JPG, IMG_0404.JPG',
      },
      {
        when: { edtf: '2016-04-27', words: 'some minutes after the first' },
        place: null,
        facility: null,
        site: null,
        weapons: ['Unspecified Explosive'],
        weapon: '',
        hit: 'The front of the upper floor, which had been cleared.',
        secondstrike: 'unknown',
        source: 'IMG_0403.JPG; Cedar 4 (training)',
      },
    ],
    harm: [
      {
        group: 'other',
        harm: 'injured',
        lowest: 1,
        best: 1,
        highest: 2,
        source: 'Cedar 4 (training): a guard, by glass. A second person is spoken of by others only.',
      },
    ],
    functionality: { before: 'full', after: 'none', source: 'The photographs of the rooms.' },
    services: { interrupted: ['surgery', 'inpatient', 'pharmacy'], words: '' },
    military: { presence: 'not seen', use: 'not seen', source: 'Cedar 4 (training), at the gate.' },
    intent: [{ sign: 'emblem could be seen', state: 'observed', source: 'roof_0031.webp' }],
    definitions: ['who', 'shcc'],
    ssa: { id: '', resources: ['facilities', 'personnel'], facilitytype: '' },
    sind: {
      ...uncoded.sind,
      perpetrators: ['No Information'],
      weapons: ['Unspecified Explosive'],
      locations: ['Health Building'],
      counts: { 'facilities damaged': 1 },
      flags: ['conflict'],
    },
    context: {
      control: 'Northern side (fictional), since 2013',
      siege: 'not besieged',
      truces: [],
      source: 'Training example.',
    },
    title: 'Training: clinic in street 7 hit at night',
    facility: 'Training Clinic, street 7 · عيادة التدريب، شارع 7',
    place: {
      name: 'Training Town (fictional), street 7',
      precision: 'street',
      point: { latitude: '33.7534', longitude: '30.2593' },
    },
    when: { edtf: '2016-04-27/2016-04-28', words: 'in the night of the 27th, “after the evening news”' },
    account: `${notice}

The clinic was working when the evening began; the street was photographed before sunset and shows it undamaged. During the night two explosions were heard. The first left a crater in the clinic's yard, the second opened the front of the upper floor. Staff had taken patients to the ground floor after the first, and nobody is known to have been killed; one guard was hurt by glass.

At first light the front, the yard, the corridor, the ward, the pharmacy, the operating room, the generator and the roof were photographed in this order. The generator no longer runs, two water tanks are pierced, and the operating room cannot be used. The clinic's name was painted on its roof; whether its coordinates had been shared with anybody is not known. Who fired is not known.`,
    attackTypes: ['heavy_weapons'],
    certainty: 'probable',
  },
  links: [
    {
      pictures: ['IMG_0401.JPG'],
      kind: 'shows',
      reason: 'Shows the clinic from the street three hours before, undamaged.',
    },
    {
      pictures: ['IMG_0402.JPG'],
      kind: 'same event',
      reason: 'Fire seen from a roof to the north in the minutes after; the building itself is hidden by others.',
    },
    {
      pictures: ['IMG_0403.JPG', 'IMG_0404.JPG', 'IMG-20160428-WA0007.jpg'],
      kind: 'shows',
      reason:
        'The front, the yard and the street at first light. The third came through a messaging app and has lost its metadata.',
    },
    {
      pictures: ['IMG_0405.JPG', 'IMG_0406.JPG', 'IMG_0407.JPG', 'IMG_0408.JPG', 'theatre_0012.avif', 'roof_0031.webp'],
      kind: 'shows',
      reason: 'The rooms and the roof, one after another in one walk through the building.',
    },
    {
      pictures: ['VID-20160428-WA0012.mp4'],
      kind: 'same event',
      reason:
        'The fire filmed from the same roof as IMG_0402, three hours later by a clock in UTC. The chat says that it was sent the next morning.',
    },
    {
      pictures: ['IMG-20160428-WA0011.jpg'],
      kind: 'shows',
      reason: 'A copy of IMG_0403 that went through a messaging app: smaller, compressed anew, without metadata.',
    },
    {
      pictures: ['WhatsApp Chat with Training.txt', 'PTT-20160428-WA0013.opus'],
      kind: 'mentions',
      reason:
        'The chat by which the copy and the film arrived, with a voice note. It names one picture that is not here.',
    },
    {
      pictures: ['sketch_street_7.jpg', 'scan_0003.tif'],
      kind: 'mentions',
      reason: 'Drawn and listed the same afternoon by the people who had walked through the building.',
    },
  ],
  correction: {
    changes: {
      when: {
        edtf: '2016-04-27T21:30:00+03:00/2016-04-27T22:00:00+03:00',
        words: 'about a quarter to ten in the evening of the 27th',
      },
      certainty: 'confirmed',
    },
    reason:
      'IMG_0402 shows the fire at 21:47 by a clock that agrees with GPS within a second. Training example of a correction.',
  },
};

export const ambulanceIncident: TrainingIncident = {
  fields: {
    ...uncoded,
    title: 'Training: ambulance fired at on the coast road',
    facility: 'Ambulance TR-0418 of the Training Clinic · سيارة إسعاف عيادة التدريب',
    place: {
      name: 'Coast road south of Training Town (fictional)',
      precision: 'neighbourhood',
      point: null,
    },
    when: { edtf: '2016-04-28', words: 'on the morning of the 28th; the camera and GPS disagree by an hour' },
    account: `${notice}

The clinic's ambulance was on its way to fetch a patient when it was fired at on the coast road. The driver turned back. The windscreen, the right side and one headlamp were hit; nobody in it was hurt. The lights were on, and the road had been used by the ambulance every day of that week.

The two photographs on the road carry a camera clock of about 09:15 and a GPS time that puts them an hour later. Both are kept as they are; which of them is right has not been established.`,
    attackTypes: ['individual_weapons', 'obstruction_to_delivery'],
    certainty: 'possible',
  },
  links: [
    {
      pictures: ['DSC00118.JPG', 'DSC00119.JPG'],
      kind: 'shows',
      reason: 'Taken beside the road by the second crew member, by the same camera a minute and a half apart.',
    },
    {
      pictures: ['DSC00124.DNG', 'DSC00124.xmp'],
      kind: 'shows',
      reason:
        'The road after the vehicle had turned back, as a raw picture, with what a program for photographs wrote beside it. Four numbers between it and DSC00119 are not on the card.',
    },
    {
      pictures: ['سيارة الإسعاف.png'],
      kind: 'shows',
      reason: 'The same vehicle in its bay at noon: the holes along its right side agree.',
    },
  ],
  correction: null,
};

/** Left without an incident on purpose, so that a screen has something to ask for. */
export const unassignedPictures: readonly string[] = ['من السطح.jpg'];

/** The court alone gets the training bundle, as the witness of the training story asked. */
export const trainingAnswer = 'Training example: handed to the court alone, and to nobody else.';

export const trainingTestimony: TrainingTestimony = {
  witness: 'Cedar 4 (training)',
  language: 'en',
  consent: {
    state: 'given',
    audiences: ['court', 'un_mechanism'],
    conditions:
      'Training example. May be read by a court and by a UN mechanism; not by the media. Asks to be told before the account is given to anybody else, and not to be named or described.',
    explained: true,
  },
  paragraphs: [
    {
      text: 'Training testimony, fictional. I was on duty at the gate that evening. The clinic was open and the lights of the ground floor were on. I saw nobody armed in the yard or in the street while I stood there.',
      basis: 'saw',
    },
    {
      text: 'I heard an aircraft, or what I took for one, and then the first explosion, from the yard side. I went inside and helped to bring the patients down. The second one came while we were on the stairs; I can only say that it was minutes, not an hour.',
      basis: 'heard',
    },
    {
      text: 'When the dust went down I saw the front of the upper floor open to the street, and the sign hanging. My hand was cut by glass. I saw no other injured person.',
      basis: 'saw',
    },
    {
      text: 'A colleague told me afterwards that the generator had stopped at the first explosion and that water ran from the roof. I did not go up there myself.',
      basis: 'was told',
      toldBy: 'a colleague, training-2',
    },
  ],
  form: 'first account',
  earlier: { answer: 'nobody' },
  interview: {
    when: { edtf: '2016-05-03', words: '' },
    way: 'in person',
    by: trainingOperator,
    interpreting: 'nobody',
    place: 'A room with a door, on the ground floor of another clinic',
    present: ['a colleague whom the witness asked to stay'],
    words: 'Two breaks. Training example.',
  },
  recording: 'refused',
  readBack: {
    outcome: 'confirmed after changes',
    by: trainingOperator,
    when: { edtf: '2016-05-03', words: '' },
    language: 'en',
    changes: 'The second explosion came “minutes” and not “ten minutes” after the first.',
  },
  support: [
    { need: 'medical', outcome: 'accepted', to: 'nurse on duty', note: 'The cut on the hand. Training example.' },
    { need: 'psychological', outcome: 'offered', to: 'training-helper' },
  ],
  identity: {
    name: 'TRAINING PERSON, fictional',
    contact: 'No telephone: training data',
    notes: 'Nobody. This record shows how a witness’s identity is kept apart from what was said.',
  },
};
