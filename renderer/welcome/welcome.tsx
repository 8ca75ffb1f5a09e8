import { LockKeyhole } from 'lucide-react';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { VaultState } from '../../shared/contract.ts';
import { useAnswer } from '../bridge/calls.ts';
import { Mark } from '../kit/mark.tsx';
import { LookMenu } from '../shell/look-menu.tsx';
import { CreateVault } from './create-vault.tsx';
import { OpenVault } from './open-vault.tsx';
import { RecoverVault } from './recover-vault.tsx';
import type { WayIn } from './way-in.ts';
import styles from './welcome.module.css';

export function Welcome(props: {
  readonly lastPath: string | null;
  readonly locking: boolean;
  readonly wasLocked: boolean;
  readonly onOpen: (state: VaultState) => void;
  readonly onRecoveryKey: (key: string) => void;
}) {
  const { t } = useTranslation();
  const about = useAnswer('app.about', {});
  const { folder = '', separator = '/' } = about.data ?? {};
  const newPath = folder === '' ? '' : `${folder}${separator}archive.sanad`;
  const way: WayIn = { suggestedPath: props.lastPath ?? newPath, newPath, onOpen: props.onOpen };
  return (
    <main className={styles.welcome}>
      <header className={styles.head}>
        <Mark large />
        <h1>{t('shell.product')}</h1>
        <p>{t('welcome.tagline')}</p>
        {props.wasLocked && (
          <p className={styles.locked} role="status">
            <LockKeyhole aria-hidden />
            {t('welcome.locked')}
          </p>
        )}
      </header>
      {about.data && (
        <Tabs className={styles.card ?? ''}>
          <TabList className={styles.tabs ?? ''} aria-label={t('welcome.ways')}>
            {(['open', 'create', 'recover'] as const).map((key) => (
              <Tab key={key} id={key} className={styles.tab ?? ''}>
                {t(`welcome.${key}.tab`)}
              </Tab>
            ))}
          </TabList>
          <TabPanel id="open" className={styles.panel ?? ''}>
            <OpenVault {...way} locking={props.locking} />
          </TabPanel>
          <TabPanel id="create" className={styles.panel ?? ''}>
            <CreateVault {...way} onRecoveryKey={props.onRecoveryKey} />
          </TabPanel>
          <TabPanel id="recover" className={styles.panel ?? ''}>
            <RecoverVault {...way} />
          </TabPanel>
        </Tabs>
      )}
      <div className={styles.look}>
        <LookMenu />
      </div>
    </main>
  );
}
