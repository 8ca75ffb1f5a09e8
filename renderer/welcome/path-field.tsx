import { useTranslation } from 'react-i18next';
import { bridge } from '../bridge/bridge.ts';
import { Button } from '../kit/button.tsx';
import { TextField } from '../kit/field.tsx';

/** The folder of a vault: typed, or chosen in the system's own dialog where there is one. */
export function PathField(props: {
  readonly value: string;
  readonly onChange: (path: string) => void;
  /** A new vault is written to a place that doesn't exist yet. */
  readonly isNew?: boolean;
}) {
  const { t } = useTranslation();
  const { shell } = bridge;
  const pick = async () => {
    if (shell === null) return;
    const title = t('welcome.pickFolder');
    const path = props.isNew
      ? await shell.chooseSavePath({ title, name: 'archive.sanad' })
      : await shell.pickFolder({ title });
    if (path !== null) props.onChange(path);
  };
  return (
    <TextField
      label={t('welcome.folder')}
      description={t('welcome.folderHelp')}
      value={props.value}
      onChange={props.onChange}
      required
      code
      after={shell !== null && <Button onPress={() => void pick()}>{t('kit.browse')}</Button>}
    />
  );
}
