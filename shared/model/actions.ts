/**
 * What an entry did, for people: the closed list behind `story.<action>` (a whole sentence in the ledger) and
 * `history.<action>` (a few words in the history of one thing). `other` is for entries of a newer version.
 */
export const actions = [
  'began',
  'operatorAdded',
  'sourceListed',
  'itemArchived',
  'incidentRecorded',
  'incidentCorrected',
  'testimonyRecorded',
  'testimonyCorrected',
  'identitySealed',
  'assertionAdded',
  'recordEntered',
  'recordCorrected',
  'linked',
  'unlinked',
  'keyChanged',
  'anchored',
  'beaconRecorded',
  'exported',
  'exportNotCompleted',
  'continued',
  'carriedOver',
  'receiptGiven',
  'recovered',
  'holdPlaced',
  'holdLifted',
  'erasureRequested',
  'erasureWithdrawn',
  'erased',
  'witnessKeyMade',
  'countersigned',
  'countersignatureRefused',
  'other',
] as const;
export type Action = (typeof actions)[number];
