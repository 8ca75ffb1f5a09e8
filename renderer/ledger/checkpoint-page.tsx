import { useMutation } from '@tanstack/react-query';
import { Download, Printer } from 'lucide-react';
import { createElement, type ReactNode, useEffect, useState } from 'react';
import { Dialog as AriaDialog, Modal, ModalOverlay } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { CheckpointView } from '../../shared/contract.ts';
import type { Fault } from '../../shared/faults.ts';
import { type Language, languages } from '../../shared/locales/index.ts';
import { checkpointSheet, type SheetNode, sheetDocument, sheetStyle } from '../../shared/paper/checkpoint-sheet.ts';
import { saveText } from '../bridge/save-text.ts';
import { Button } from '../kit/button.tsx';
import { FaultNotice } from '../kit/notice.tsx';
import { Select } from '../kit/select.tsx';
import { ownNames, useLook } from '../language/language.ts';
import styles from './checkpoint-page.module.css';

/** The page that a checkpoint is printed on, as it will be; printing leaves everything else of the window out. */
export function CheckpointPage({ checkpoint, onClose }: { checkpoint: CheckpointView; onClose: () => void }) {
  const { t, i18n } = useTranslation();
  const look = useLook();
  const [language, setLanguage] = useState<Language>(look.language);
  useSheetStyle();
  const words = i18n.getFixedT(language);
  const sheet = checkpointSheet(checkpoint, language, (key, values = {}) =>
    words(`sheet.${key}` as 'kit.none', values),
  );
  const save = useMutation<boolean, Fault>({
    mutationFn: () => {
      const name = `checkpoint-${checkpoint.size}-${checkpoint.root.slice(0, 8)}.html`;
      return saveText({ title: t('checkpointScreen.save'), name, text: sheetDocument(sheet) });
    },
  });
  return (
    <ModalOverlay className={styles.overlay ?? ''} isOpen onOpenChange={(open) => !open && onClose()}>
      <Modal className={styles.modal ?? ''}>
        <AriaDialog className={styles.dialog ?? ''} aria-label={t('checkpointScreen.page')}>
          <div className={styles.bar}>
            <Select
              label={t('checkpointScreen.language')}
              hideLabel
              value={language}
              options={languages.map((key) => ({ key, label: ownNames[key] }))}
              onChange={setLanguage}
            />
            <Button look="primary" icon={<Printer aria-hidden />} onPress={() => window.print()}>
              {t('checkpointScreen.print')}
            </Button>
            <Button icon={<Download aria-hidden />} busy={save.isPending} onPress={() => save.mutate()}>
              {t('checkpointScreen.save')}
            </Button>
            <Button onPress={onClose}>{t('kit.close')}</Button>
            <span role="status">{save.data === true ? t('checkpointScreen.saved') : ''}</span>
            {save.isError && <FaultNotice error={save.error} />}
          </div>
          <div className={styles.stage}>
            <div className={styles.paper}>{drawn(sheet, 0)}</div>
          </div>
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}

/** The sheet brings its own style, which the content policy lets a page adopt and not write into itself. */
function useSheetStyle(): void {
  useEffect(() => {
    const style = new CSSStyleSheet();
    style.replaceSync(sheetStyle);
    document.adoptedStyleSheets.push(style);
    return () => {
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== style);
    };
  }, []);
}

function drawn(node: SheetNode, key: number): ReactNode {
  if (typeof node === 'string') return node;
  const { class: className, ...attributes } = node.attributes;
  return createElement(node.tag, { key, className, ...attributes }, node.children.map(drawn));
}
