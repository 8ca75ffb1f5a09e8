import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { classes } from './classes.ts';
import styles from './hash.module.css';

/** A secret age key begins with a word of its own, which stays whole. */
function fours(text: string): string {
  const [, begin = '', rest = text] = /^(AGE-SECRET-KEY-1)(.+)$/.exec(text) ?? [];
  return [begin, ...(rest.match(/.{1,4}/g) ?? [])].filter((part) => part !== '').join(' ');
}

function useCopy(text: string) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 1600);
    return () => clearTimeout(timer);
  }, [copied]);
  return {
    copied,
    copy: () => void navigator.clipboard.writeText(text).then(() => setCopied(true)),
  };
}

/** A hash or code in groups of four, left-to-right in any language; a press copies it without the gaps. */
export function Hash(props: { readonly value: string; readonly label: string; readonly large?: boolean }) {
  const { t } = useTranslation();
  const { copied, copy } = useCopy(props.value);
  return (
    <Button
      className={classes(styles.hash, props.large && styles.large)}
      aria-label={`${props.label}: ${props.value}. ${t('kit.copy')}`}
      onPress={copy}
    >
      <code dir="ltr">{fours(props.value)}</code>
      <span className={styles.mark} aria-hidden>
        {copied ? <Check /> : <Copy />}
      </span>
      <span role="status" className={styles.told}>
        {copied ? t('kit.copied') : ''}
      </span>
    </Button>
  );
}

/** First and last eight characters, for lists. */
export function ShortHash({ value }: { value: string }) {
  return (
    <code className={styles.short} dir="ltr" title={value}>
      {fours(value.slice(0, 8))} … {fours(value.slice(-8))}
    </code>
  );
}

export function CopyText(props: { readonly text: string; readonly label: string }) {
  const { t } = useTranslation();
  const { copied, copy } = useCopy(props.text);
  return (
    <Button className={styles.copy ?? ''} onPress={copy}>
      {copied ? <Check aria-hidden /> : <Copy aria-hidden />}
      {copied ? t('kit.copied') : props.label}
    </Button>
  );
}
