import { Component, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../kit/button.tsx';
import { Notice } from '../kit/notice.tsx';
import styles from './shell.module.css';

/** A screen that breaks leaves the rest of the program, and the lock, at hand. Nothing about it is logged. */
export class ScreenBoundary extends Component<
  { readonly onHome: () => void; readonly children: ReactNode },
  { readonly broken: boolean }
> {
  override state = { broken: false };

  static getDerivedStateFromError() {
    return { broken: true };
  }

  override render() {
    if (!this.state.broken) return this.props.children;
    return (
      <Broken
        onHome={() => {
          this.props.onHome();
          this.setState({ broken: false });
        }}
      />
    );
  }
}

function Broken({ onHome }: { onHome: () => void }) {
  const { t } = useTranslation();
  return (
    <div className={styles.broken}>
      <Notice kind="bad" title={t('shell.broken.title')} urgent>
        <p>{t('shell.broken.text')}</p>
        <Button onPress={onHome}>{t('shell.broken.home')}</Button>
      </Notice>
    </div>
  );
}
