import { Plus, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { knowledgeBases } from '../../shared/model/records.ts';
import type { Told } from '../../shared/model/testimony.ts';
import { Button } from '../kit/button.tsx';
import { TextField } from '../kit/field.tsx';
import { Select } from '../kit/select.tsx';
import styles from './interview.module.css';

/** An account paragraph by paragraph, each with how the witness knows it: so that a sentence can be withheld alone. */
export function Paragraphs(props: {
  readonly paragraphs: readonly Told[];
  readonly onChange: (paragraphs: Told[]) => void;
  readonly error?: string | undefined;
}) {
  const { t } = useTranslation();
  const { paragraphs, onChange } = props;
  const replace = (at: number, told: Told) => onChange(paragraphs.map((each, index) => (index === at ? told : each)));
  /** Only what they were told was told by somebody. */
  const known = ({ text, toldBy }: Told, basis: Told['basis']): Told =>
    basis === 'was told' && toldBy !== undefined ? { text, basis, toldBy } : { text, basis };
  return (
    <div className={styles.paragraphs}>
      {[...paragraphs.entries()].map(([index, paragraph]) => (
        // A paragraph has no identity of its own: its place is what it is.
        <div key={index} className={styles.paragraph}>
          <TextField
            label={t('interview.account.paragraph', { number: index + 1 })}
            value={paragraph.text}
            onChange={(text) => replace(index, { ...paragraph, text })}
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
              onChange={(basis) => replace(index, known(paragraph, basis))}
            />
            {paragraph.basis === 'was told' && (
              <TextField
                label={t('interview.account.toldBy')}
                value={paragraph.toldBy ?? ''}
                onChange={(toldBy) => {
                  const { text, basis } = paragraph;
                  replace(index, toldBy === '' ? { text, basis } : { text, basis, toldBy });
                }}
                maxLength={300}
                placeholder={t('interview.account.toldByHelp')}
                prose
              />
            )}
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
