import { useTranslation } from 'react-i18next';
import type { CallInput } from '../../shared/contract.ts';
import { useAnswer } from '../bridge/calls.ts';
import { Button } from '../kit/button.tsx';
import { useWords } from '../language/words.ts';
import { usePlaces } from '../shell/places.tsx';
import styles from './recording.module.css';

/** Transcripts and translations of a recording or a testimony, each with the way to it. */
export function TranscriptLines(props: {
  readonly of: NonNullable<CallInput<'transcript.list'>['of']>;
  /** The one that is shown already. */
  readonly without?: string;
  /** Those of the account alone: what belongs to a recording stands with it. */
  readonly ofAccount?: boolean;
}) {
  const { t } = useTranslation();
  const words = useWords();
  const { go } = usePlaces();
  const found = useAnswer('transcript.list', { of: props.of });
  const lines = (found.data ?? []).filter(
    ({ id, item }) => id !== props.without && (props.ofAccount !== true || item === null),
  );
  if (found.isPending) return null;
  if (lines.length === 0) return <p className={styles.dim}>{t('written.none')}</p>;
  return (
    <ul className={styles.written}>
      {lines.map(({ kind, id, language, original, by, machine, checked }) => (
        <li key={id} className={styles.writtenLine}>
          <Button look="link" onPress={() => go({ at: 'transcript', kind, id })}>
            {t(`written.${kind}`)}{' '}
            {original === null
              ? t('written.inLanguage', { language: words.language(language) })
              : t('written.fromTo', { original: words.language(original), language: words.language(language) })}
          </Button>
          <span className={styles.dim}>
            {machine === null
              ? by === ''
                ? t('written.byNobody')
                : t('written.by', { who: by })
              : t('written.machine', { program: `${machine.program} ${machine.version}`.trim() })}
            {' · '}
            {checked === '' ? t('written.unchecked') : t('written.checked', { who: checked })}
          </span>
        </li>
      ))}
    </ul>
  );
}
