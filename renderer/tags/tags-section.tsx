import { X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallInput } from '../../shared/contract.ts';
import { askAgain, useAnswer, useDeed } from '../bridge/calls.ts';
import { Button } from '../kit/button.tsx';
import { Foreign, plainlyShown } from '../kit/foreign.tsx';
import { Section } from '../kit/page.tsx';
import { ReasonDialog } from '../kit/reason-dialog.tsx';
import { Failed } from '../kit/states.tsx';
import { useVault } from '../shell/vault.tsx';
import { TagDialog } from './tag-dialog.tsx';
import styles from './tags.module.css';

/** The tags of one item or case. */
export function TagsSection({ on }: { on: CallInput<'tag.of'>['on'] }) {
  const { t } = useTranslation();
  const { vault } = useVault();
  const tags = useAnswer('tag.of', { on });
  const [adding, setAdding] = useState(false);
  const [taking, setTaking] = useState<string | null>(null);
  const take = useDeed('tag.remove', () => {
    askAgain('tag.');
    setTaking(null);
  });
  const things = 'item' in on ? { items: [on.item], incidents: [] } : { items: [], incidents: [on.incident] };
  return (
    <Section
      title={t('tags.title')}
      deed={
        <Button look="link" isDisabled={vault.readOnly} onPress={() => setAdding(true)}>
          {t('tags.add')}
        </Button>
      }
    >
      {tags.isError && <Failed error={tags.error} again={() => void tags.refetch()} />}
      {tags.data?.length === 0 && <p className={styles.dim}>{t('tags.none')}</p>}
      <ul className={styles.tags}>
        {tags.data?.map(({ tag }) => (
          <li key={tag}>
            <Foreign text={tag} />
            {!vault.readOnly && (
              <Button
                look="quiet"
                icon={<X />}
                aria-label={t('tags.take', { tag: plainlyShown(tag) })}
                onPress={() => setTaking(tag)}
              />
            )}
          </li>
        ))}
      </ul>
      {adding && <TagDialog {...things} onClose={() => setAdding(false)} />}
      {taking !== null && (
        <ReasonDialog
          title={t('tags.takeTitle', { tag: plainlyShown(taking) })}
          text={t('tags.takeText')}
          deed={t('tags.takeDeed')}
          busy={take.isPending}
          error={take.error}
          onClose={() => setTaking(null)}
          onDo={(reason) => take.mutate({ ...things, tag: taking, reason })}
        />
      )}
    </Section>
  );
}
