import { agreementFields } from './agreement.ts';
import { deviceFields } from './device.ts';
import { facilityFields, notificationFields, siteFields } from './facility.ts';
import { organisationFields } from './organisation.ts';

/**
 * Kinds of records that are entered, corrected, shown and listed in one and the same way. A new kind is its schema here, how it stands in
 * the ledger and what it is called (electron/core/records/kinds.ts), and rules of the gate. Names of fields are those in the ledger:
 * lower case, without the reserved ones.
 */
export const enteredFields = {
  facility: facilityFields,
  site: siteFields,
  notification: notificationFields,
  agreement: agreementFields,
  organisation: organisationFields,
  device: deviceFields,
} as const;

export type EnteredKind = keyof typeof enteredFields;
export const enteredKinds = Object.keys(enteredFields) as readonly EnteredKind[];
