import { Settings2 } from 'lucide-react';
import { Button, Dialog, DialogTrigger, Popover } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { languages } from '../../shared/locales/index.ts';
import { RadioCards } from '../kit/choice.tsx';
import { ownNames, useLook } from '../language/language.ts';
import styles from './shell.module.css';

export function LookMenu() {
  const { t } = useTranslation();
  const look = useLook();
  return (
    <DialogTrigger>
      <Button className={styles.entry ?? ''} aria-label={`${t('shell.look')}: ${ownNames[look.language]}`}>
        <Settings2 aria-hidden />
        <span>{ownNames[look.language]}</span>
      </Button>
      <Popover className={styles.lookPopover ?? ''} placement="top start">
        <Dialog aria-label={t('shell.look')} className={styles.look ?? ''}>
          <RadioCards
            label={t('shell.language')}
            value={look.language}
            options={languages.map((key) => ({ key, label: ownNames[key] }))}
            onChange={look.setLanguage}
            small
            row
          />
          <RadioCards
            label={t('shell.theme')}
            value={look.theme}
            options={(['system', 'light', 'dark'] as const).map((key) => ({ key, label: t(`shell.themes.${key}`) }))}
            onChange={look.setTheme}
            small
            row
          />
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}
