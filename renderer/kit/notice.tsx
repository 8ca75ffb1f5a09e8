import { CircleCheck, Info, OctagonAlert, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Fault } from '../../shared/faults.ts';
import type { ConsentRule } from '../../shared/model/consent.ts';
import type { UseRule } from '../../shared/model/stated-use.ts';
import type { TestimonyRule } from '../../shared/model/testimony.ts';
import { useDates } from '../language/dates.ts';
import { classes } from './classes.ts';
import styles from './notice.module.css';

const icons = { warn: TriangleAlert, bad: OctagonAlert, good: CircleCheck, info: Info } as const;

export function Notice(props: {
  readonly kind: keyof typeof icons;
  readonly title?: ReactNode;
  readonly children?: ReactNode;
  /** Read out at once by a screen reader. */
  readonly urgent?: boolean;
}) {
  const Icon = icons[props.kind];
  return (
    <div className={classes(styles.notice, styles[props.kind])} role={props.urgent ? 'alert' : 'note'}>
      <Icon aria-hidden />
      <div className={styles.words}>
        {props.title !== undefined && <b>{props.title}</b>}
        {props.children}
      </div>
    </div>
  );
}

/** The sentence for a fault: what happened first, then what is safe and what to do. */
export function useFaultWords() {
  const { t } = useTranslation();
  const { dayWithoutWeekday } = useDates();
  return (error: unknown): { title: string; rest: string } => {
    const fault = error instanceof Fault ? error : new Fault('INTERNAL');
    const { at, rule } = fault.params;
    const day = typeof at === 'string' ? dayWithoutWeekday(at) : '';
    const words = t(`faults.${fault.code}`, {
      reason: '',
      operator: '',
      requester: '',
      field: '',
      column: '',
      row: '',
      rule: '',
      value: '',
      questions: '',
      day: '',
      ...fault.params,
      at: day,
      ...(fault.code === 'CONSENT_RULE'
        ? { rule: t(`consentRule.${rule as ConsentRule}`), value: fault.params.value || '–' }
        : {}),
      ...(fault.code === 'TESTIMONY_RULE'
        ? { rule: t(`testimonyRule.${rule as TestimonyRule}`), value: fault.params.value || '–' }
        : {}),
      ...(fault.code === 'USE_RULE'
        ? { rule: t(`useRule.${rule as UseRule}`, { expected: String(fault.params.expected ?? '') }) }
        : {}),
    });
    const end = words.search(/[.؟?](\s|$)/) + 1;
    return { title: words.slice(0, end), rest: words.slice(end).trim() };
  };
}

/** There is nothing to show, and that is right: it was erased on purpose, or it is closed. Trying again changes nothing. */
export const isErased = (error: unknown): boolean =>
  error instanceof Fault && (error.code === 'RECORD_ERASED' || error.code === 'RECORD_CLOSED');

export function FaultNotice({ error, children }: { error: unknown; children?: ReactNode }) {
  const { title, rest } = useFaultWords()(error);
  return (
    <Notice kind={isErased(error) ? 'info' : 'bad'} title={title} urgent>
      {rest !== '' && <p>{rest}</p>}
      {children}
    </Notice>
  );
}
