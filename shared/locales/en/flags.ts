import type { credentialsOutcomes } from '../../model/credentials.ts';

/** Flags of a whole import in sentences, the sun over a picture, and pictures that look alike. */
export const flags = {
  batch: {
    title: 'What the files of this import say against themselves',
    messenger_one:
      '{{count, number}} file has a name that {{messenger}} gives, and no metadata. Ask the sender for the original.',
    messenger_other:
      '{{count, number}} files have names that {{messenger}} gives, and no metadata. Ask the senders for the originals.',
    counted_one: '{{count, number}} file: {{flag}}',
    counted_other: '{{count, number}} files: {{flag}}',
    clocks:
      'Held against GPS, the clock of {{device}} is {{hours}} h {{minutes}} min {{seconds}} s ahead of {{behind}}.',
  },
  sun: {
    above: '{{degrees}} above the horizon',
    below: '{{degrees}} below the horizon',
    azimuth: 'in the direction {{degrees}} from true north',
    shadows: 'shadows fall towards {{degrees}}',
    camera: 'reckoned from the camera’s time',
    gps: 'reckoned from the time of GPS',
    look: 'Compare with the light in the picture yourself.',
  },
  alike: {
    title: 'Looks alike',
    text: 'Found by comparing small versions of the pictures. It may be a copy, or the next picture of a series: look at both yourself. They stay two items.',
    pixels: '{{width}} × {{height}}',
    dated: 'says when it was taken',
    undated: 'doesn’t say when it was taken',
    apart_one: '{{count, number}} of 64 points differs',
    apart_other: '{{count, number}} of 64 points differ',
    open: 'Open {{name}}',
  },
  credentials: {
    outcome: {
      'bytes match': 'The file is what was signed',
      faulty: 'What was signed doesn’t hold',
      'not validated here': 'Present; not validated here',
    } satisfies Record<(typeof credentialsOutcomes)[number], string>,
    by: 'made by {{program}}, as it says',
    kept: 'C2PA, {{size}}, kept as the file has it',
    signer: 'who signed was not checked, and not whether it shows what happened',
  },
  personal: {
    names: 'may name a person',
    devices: 'may point to one camera, and so to a person',
    contacts: 'may be somebody’s contact details',
    paths: 'may have a name in its path',
  },
} as const;
