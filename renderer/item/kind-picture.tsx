import { Aperture, AudioLines, FileQuestion, FileText, Film, ImageOff, NotebookText } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ItemSummary } from '../../shared/contract.ts';
import { type MediaKind, mediaKind } from '../../shared/model/media-kinds.ts';
import { clock } from '../../shared/report/clock.ts';

const icons = {
  picture: ImageOff,
  'raw picture': Aperture,
  video: Film,
  sound: AudioLines,
  document: FileText,
  text: NotebookText,
  other: FileQuestion,
} as const satisfies Record<MediaKind, unknown>;

/** What stands for an item that no picture was made of. */
export function KindIcon({ type }: { type: string }) {
  const Icon = icons[mediaKind(type)];
  return <Icon aria-hidden />;
}

/** What sort of thing it is and how much of it: `Video · 1:05`, `PDF document · 2 pages`. */
export function useKindInWords() {
  const { t } = useTranslation();
  return ({ type, seconds, pages }: Pick<ItemSummary, 'type' | 'seconds' | 'pages'>): string => {
    const kind = t(`kinds.${mediaKind(type)}`);
    if (seconds !== null) return `${kind} · ${clock(seconds)}`;
    return pages === null ? kind : `${kind} · ${t('document.pages', { count: pages })}`;
  };
}
