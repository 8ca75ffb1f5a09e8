import { useTranslation } from 'react-i18next';
import { useAnswer } from '../bridge/calls.ts';
import { pathInWords, useWords } from '../language/words.ts';
import { codedFields } from '../records/said-parts.ts';
import type { KeptChoice } from './send-draft.ts';

/** Something that can be kept back: any entry of it, what people call it, and its parts by the names of their fields. */
export interface Keepable {
  readonly seq: number;
  readonly name: string;
  readonly parts: readonly string[];
}

const incidentParts = ['title', 'facility', 'place', 'when', 'account', 'attacks', 'certainty'];

/** How a field is called where it can be kept back alone. */
export function usePartNames(): (field: string) => string {
  const { t, i18n } = useTranslation();
  const { fieldName } = useWords();
  return (field) => {
    const [, number] = /^account\.(\d+)$/.exec(field) ?? [];
    if (number !== undefined) return t('keep.paragraph', { number });
    // Without dots: those would be read as a path of keys.
    const key = `keep.part.${field.replace('.', '_')}`;
    return i18n.exists(key) ? t(key as 'kit.none') : pathInWords(field, fieldName);
  };
}

/** One of them with its parts; null until it is known. */
export function useKeepable(kind: KeptChoice['kind'], key: string): Keepable | null {
  const testimony = useAnswer('testimony.get', { id: key }, { enabled: kind === 'testimony' && key !== '' });
  const incident = useAnswer('incident.get', { id: key }, { enabled: kind === 'incident' && key !== '' });
  const item = useAnswer('item.get', { seq: Number(key) }, { enabled: kind === 'item' && key !== '' });
  if (kind === 'testimony' && testimony.data !== undefined) {
    const { head, fields } = testimony.data;
    const paragraphs = fields.paragraphs.map((_paragraph, index) => `account.${index + 1}`);
    const others = ['witness', 'language', ...(fields.incident === null ? [] : ['incident']), 'consent'];
    return { seq: head, name: fields.witness, parts: [...paragraphs, ...others] };
  }
  if (kind === 'incident' && incident.data !== undefined) {
    const { head, fields } = incident.data;
    return { seq: head, name: fields.title, parts: [...incidentParts, ...codedFields(fields)] };
  }
  if (kind === 'item' && item.data !== undefined) {
    const { summary, metadata } = item.data;
    const read = [
      ...((metadata?.read.camera.length ?? 0) > 0 ? ['read.camera'] : []),
      ...(metadata?.derived.captured ? ['derived.captured'] : []),
      ...(metadata?.derived.position ? ['derived.position'] : []),
    ];
    return { seq: summary.seq, name: summary.name, parts: ['file', 'name', 'modified', ...read] };
  }
  return null;
}
