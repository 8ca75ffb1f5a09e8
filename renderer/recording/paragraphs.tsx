import { Clock, Plus, X } from 'lucide-react';
import { type KeyboardEvent, type RefObject, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { PlayerHands } from '../item/player.tsx';
import { Button } from '../kit/button.tsx';
import { TextField } from '../kit/field.tsx';
import { markText } from './marks.ts';
import styles from './recording.module.css';
import { isMark, noParagraph, type ParagraphDraft, type TranscriptDraft } from './transcript-draft.ts';

const standing = (hands: PlayerHands | null) => markText(Math.round((hands?.at() ?? 0) * 10) * 100);

/**
 * What is said, paragraph by paragraph. Alt Enter begins another below, where the recording stands, and the keyboard is in it: hands that
 * write stay where they are.
 */
export function Paragraphs(props: {
  readonly draft: TranscriptDraft;
  readonly change: (part: Partial<TranscriptDraft>) => void;
  readonly tried: boolean;
  readonly hands: RefObject<PlayerHands | null> | null;
}) {
  const { t } = useTranslation();
  const { draft, change, tried, hands } = props;
  const { paragraphs } = draft;
  const replace = (at: number, part: Partial<ParagraphDraft>) =>
    change({ paragraphs: paragraphs.map((each, index) => (index === at ? { ...each, ...part } : each)) });
  const empty = paragraphs.every(({ text }) => text.trim() === '');
  const all = useRef<HTMLDivElement>(null);
  const begun = useRef<number | null>(null);
  const begin = (at: number) => {
    const speaker = paragraphs[at - 1]?.speaker ?? '';
    // At its very beginning nothing has been heard that a place could be said of.
    const from = (hands?.current?.at() ?? 0) > 0 ? standing(hands?.current ?? null) : '';
    begun.current = at;
    change({ paragraphs: paragraphs.toSpliced(at, 0, { ...noParagraph, speaker, from }) });
  };
  useEffect(() => {
    if (begun.current === null) return;
    all.current?.querySelectorAll('textarea')[begun.current]?.focus();
    begun.current = null;
  });
  const onKeyDown = (event: KeyboardEvent, at: number) => {
    if (event.key !== 'Enter' || !event.altKey || event.ctrlKey || event.metaKey || event.nativeEvent.isComposing)
      return;
    event.preventDefault();
    begin(at + 1);
  };
  return (
    <div ref={all} className={styles.paragraphs}>
      {[...paragraphs.entries()].map(([index, paragraph]) => (
        // A paragraph has no identity of its own: its place is what it is.
        <fieldset key={index} className={styles.entry} onKeyDown={(event) => onKeyDown(event, index)}>
          <TextField
            label={t('written.form.text', { number: index + 1 })}
            value={paragraph.text}
            onChange={(text) => replace(index, { text })}
            error={index === 0 && tried && empty ? t('written.form.needed') : undefined}
            lines={3}
            prose
          />
          <div className={styles.row}>
            <TextField
              label={t('written.form.speaker')}
              value={paragraph.speaker}
              onChange={(speaker) => replace(index, { speaker })}
              maxLength={60}
              prose
            />
            <span className={styles.mark}>
              <TextField
                label={t('written.form.from')}
                value={paragraph.from}
                onChange={(from) => replace(index, { from })}
                error={tried && !isMark(paragraph.from) ? t('written.form.fromWrong') : undefined}
                placeholder="1:05"
                maxLength={12}
                code
              />
            </span>
            {hands !== null && (
              <Button
                icon={<Clock />}
                aria-label={t('written.form.mark')}
                onPress={() => replace(index, { from: standing(hands.current) })}
              />
            )}
            {paragraphs.length > 1 && (
              <Button
                look="quiet"
                icon={<X />}
                aria-label={t('written.form.remove', { number: index + 1 })}
                onPress={() => change({ paragraphs: paragraphs.filter((_, at) => at !== index) })}
              />
            )}
          </div>
        </fieldset>
      ))}
      <div>
        <Button icon={<Plus aria-hidden />} onPress={() => begin(paragraphs.length)}>
          {t('written.form.add')}
        </Button>
      </div>
    </div>
  );
}

/** Seconds that the keys move by, as the player's own do. */
const jump = 5;

/** F8 plays and pauses, F7 and F9 move back and on, wherever in the form the keyboard is. */
export function usePlayerKeys(hands: RefObject<PlayerHands | null>): void {
  useEffect(() => {
    const onKey = (event: globalThis.KeyboardEvent) => {
      const player = hands.current;
      if (player === null || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
      const keys: Record<string, () => void> = {
        F7: () => player.move(-jump),
        F8: () => player.toggle(),
        F9: () => player.move(jump),
      };
      const deed = keys[event.key];
      if (deed === undefined) return;
      event.preventDefault();
      deed();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [hands]);
}
