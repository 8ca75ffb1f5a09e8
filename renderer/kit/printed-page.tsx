import { useMutation } from '@tanstack/react-query';
import { Download, Printer } from 'lucide-react';
import { createElement, type ReactNode, useEffect, useState } from 'react';
import { Dialog as AriaDialog, Modal, ModalOverlay } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { Fault } from '../../shared/faults.ts';
import { type Language, languages } from '../../shared/locales/index.ts';
import { baseStyle, type SheetElement, type SheetNode, sheetDocument } from '../../shared/paper/sheet.ts';
import { saveText } from '../bridge/save.ts';
import { ownNames, useLook } from '../language/language.ts';
import { Button } from './button.tsx';
import { FaultNotice } from './notice.tsx';
import styles from './printed-page.module.css';
import { Select } from './select.tsx';

/** A page of paper as it will be, in any language; printing leaves everything else of the window out. */
export function PrintedPage(props: {
  readonly label: string;
  /** What the file is called when it is saved. */
  readonly name: string;
  readonly sheet: (language: Language) => SheetElement;
  readonly style: string;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const look = useLook();
  const [language, setLanguage] = useState<Language>(look.language);
  useSheetStyle(props.style);
  const sheet = props.sheet(language);
  const save = useMutation<boolean, Fault>({
    mutationFn: () =>
      saveText({ title: t('checkpointScreen.save'), name: props.name, text: sheetDocument(sheet, props.style) }),
  });
  return (
    <ModalOverlay className={styles.overlay ?? ''} isOpen onOpenChange={(open) => !open && props.onClose()}>
      <Modal className={styles.modal ?? ''}>
        <AriaDialog className={styles.dialog ?? ''} aria-label={props.label}>
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
            <Button onPress={props.onClose}>{t('kit.close')}</Button>
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
function useSheetStyle(own: string): void {
  useEffect(() => {
    const style = new CSSStyleSheet();
    style.replaceSync(baseStyle + own);
    document.adoptedStyleSheets.push(style);
    return () => {
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== style);
    };
  }, [own]);
}

function drawn(node: SheetNode, key: number): ReactNode {
  if (typeof node === 'string') return node;
  const { class: className, ...attributes } = node.attributes;
  return createElement(node.tag, { key, className, ...attributes }, node.children.map(drawn));
}
