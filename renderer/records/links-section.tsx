import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallInput, Relation } from '../../shared/contract.ts';
import { Button } from '../kit/button.tsx';
import { Section } from '../kit/page.tsx';
import { useVault } from '../shell/vault.tsx';
import styles from './parts.module.css';
import { RelateDialog } from './relate-dialog.tsx';
import { Relations } from './relations.tsx';

/** What a thing is joined with, and joining it with more. */
export function LinksSection(props: {
  readonly of: CallInput<'record.relate'>['from'];
  readonly relations: readonly Relation[];
}) {
  const { t } = useTranslation();
  const { vault } = useVault();
  const [joining, setJoining] = useState(false);
  const add = (
    <Button look="link" isDisabled={vault.readOnly} onPress={() => setJoining(true)}>
      {t('recordPage.link')}
    </Button>
  );
  return (
    <Section title={t('recordPage.links')} deed={add}>
      {props.relations.length === 0 ? (
        <p className={styles.dim}>{t('recordPage.linkNone')}</p>
      ) : (
        <Relations relations={props.relations} />
      )}
      {joining && <RelateDialog from={props.of} onClose={() => setJoining(false)} />}
    </Section>
  );
}
