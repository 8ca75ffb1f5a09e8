import { Plus, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { knowledgeBases, type Paragraph } from '../../shared/model/records.ts';
import { Button } from '../kit/button.tsx';
import { TextField } from '../kit/field.tsx';
import { Select } from '../kit/select.tsx';
import styles from './interview.module.css';

/** An account paragraph by paragraph, each with how the witness knows it: so that a sentence can be withheld alone. */
export function Paragraphs(props: {
  readonly paragraphs: readonly Paragraph[];
  readonly onChange: (paragraphs: Paragraph[]) => void;
  readonly error?: string | undefined;
}) {
  const { t } = useTranslation();
  const { paragraphs, onChange } = props;
  const replace = (at: number, change: Partial<Paragraph>) =>
    onChange(paragraphs.map((each, index) => (index === at ? { ...each, ...change } : each)));
  return (
    <div className={styles.paragraphs}>
      {[...paragraphs.entries()].map(([index, paragraph]) => (
        // A paragraph has no identity of its own: its place is what it is.
        <div key={index} className={styles.paragraph}>
          <TextField
            label={t('interview.account.paragraph', { number: index + 1 })}
            value={paragraph.text}
            onChange={(text) => replace(index, { text })}
            error={index === 0 ? props.error : undefined}
            lines={4}
            autoFocus={index === paragraphs.length - 1}
            large
            prose
          />
          <div className={styles.paragraphEnd}>
            <Select
              label={t('interview.account.basis')}
              value={paragraph.basis}
              options={knowledgeBases.map((key) => ({ key, label: t(`basis.${key}`) }))}
              onChange={(basis) => replace(index, { basis })}
            />
            {paragraphs.length > 1 && (
              <Button
                look="quiet"
                icon={<X />}
                aria-label={t('interview.account.remove', { number: index + 1 })}
                onPress={() => onChange(paragraphs.filter((_, at) => at !== index))}
              />
            )}
          </div>
        </div>
      ))}
      <div>
        <Button icon={<Plus aria-hidden />} onPress={() => onChange([...paragraphs, { text: '', basis: 'unstated' }])}>
          {t('interview.account.add')}
        </Button>
      </div>
    </div>
  );
}
