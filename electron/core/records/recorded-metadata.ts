import { itemFields } from '../../../shared/model/entries.ts';
import type { Metadata } from '../../../shared/model/metadata.ts';

/** What a file says of itself, put together again from the fields of its entry; `null` when it could not be read. */
export function recordedMetadata(fields: Readonly<Record<string, unknown>>): Metadata | null {
  if (fields.parsers === undefined) return null;
  const recording = itemFields['derived.recording'].optional().parse(fields['derived.recording']);
  const document = itemFields['derived.document'].optional().parse(fields['derived.document']);
  const device = itemFields['derived.device'].optional().parse(fields['derived.device']);
  const credentials = itemFields['derived.credentials'].optional().parse(fields['derived.credentials']);
  return {
    parsers: itemFields.parsers.parse(fields.parsers),
    read: {
      camera: itemFields['read.camera'].parse(fields['read.camera'] ?? []),
      gps: itemFields['read.gps'].parse(fields['read.gps'] ?? []),
      other: itemFields['read.other'].parse(fields['read.other'] ?? []),
    },
    derived: {
      captured: itemFields['derived.captured'].nullable().parse(fields['derived.captured'] ?? null),
      position: itemFields['derived.position'].nullable().parse(fields['derived.position'] ?? null),
      camera: itemFields['derived.camera'].nullable().parse(fields['derived.camera'] ?? null),
      picture: itemFields['derived.picture'].nullable().parse(fields['derived.picture'] ?? null),
      ...(device === undefined ? {} : { device }),
      ...(credentials === undefined ? {} : { credentials }),
      ...(recording === undefined ? {} : { recording }),
      ...(document === undefined ? {} : { document }),
    },
    refused: itemFields.refused.parse(fields.refused ?? []),
    conflicts: itemFields.conflicts.parse(fields.conflicts ?? []),
  };
}
