import { Plus, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '../kit/button.tsx';
import { RadioCards } from '../kit/choice.tsx';
import { TextField } from '../kit/field.tsx';
import { Notice } from '../kit/notice.tsx';
import type { EarlierTyped, StepProps } from './draft.ts';
import { faultOf } from './draft.ts';
import styles from './interview.module.css';
import { Missing } from './missing.tsx';

/** Asked before anything else: whoever has told it already need perhaps not tell it again. */
export function EarlierStep({ draft, change, tried }: StepProps) {
  const { t } = useTranslation();
  const fault = tried ? faultOf(draft, 'earlier', false) : null;
  const known = draft.earlier === 'somebody';
  return (
    <>
      <h1>{t('interview.earlier.title')}</h1>
      <p className={styles.say}>{t('interview.earlier.text')}</p>
      <RadioCards
        label={t('interview.earlier.title')}
        hideLabel
        value={draft.earlier === 'not asked' ? null : draft.earlier}
        options={[
          { key: 'nobody', label: t('interview.earlier.nobody') },
          { key: 'somebody', label: t('interview.earlier.somebody'), note: t('interview.earlier.somebodyNote') },
          { key: 'not known', label: t('interview.earlier.notKnown') },
        ]}
        onChange={(earlier) => change({ earlier })}
      />
      {fault === 'answer' && <Missing>{t('interview.readBack.choose')}</Missing>}
      {known && <Accounts draft={draft} change={change} tried={tried} />}
      {known && (
        <>
          <Notice kind="info" title={t('interview.earlier.better')}>
            <p>{t('interview.earlier.betterText')}</p>
          </Notice>
          <RadioCards
            label={t('interview.earlier.better')}
            hideLabel
            value={draft.again}
            options={[
              { key: 'leave', label: t('interview.earlier.leave'), note: t('interview.earlier.leaveNote') },
              { key: 'ask', label: t('interview.earlier.ask'), note: t('interview.earlier.askNote') },
            ]}
            onChange={(again) => change({ again })}
          />
          {fault === 'again' && <Missing>{t('interview.earlier.choose')}</Missing>}
          {draft.again === 'ask' && (
            <TextField
              label={t('interview.earlier.why')}
              value={draft.whyAgain}
              onChange={(whyAgain) => change({ whyAgain })}
              error={fault === 'whyAgain' ? t('interview.earlier.whyNeeded') : undefined}
              maxLength={5000}
              lines={2}
              required
              prose
            />
          )}
        </>
      )}
    </>
  );
}

function Accounts({ draft, change, tried }: StepProps) {
  const { t } = useTranslation();
  const { accounts } = draft;
  const fault = tried && faultOf(draft, 'earlier', false) === 'whom' ? t('interview.earlier.whomNeeded') : undefined;
  const set = (at: number, part: Partial<EarlierTyped>) =>
    change({ accounts: accounts.map((each, index) => (index === at ? { ...each, ...part } : each)) });
  return (
    <div className={styles.fields}>
      {[...accounts.entries()].map(([index, account]) => (
        // Whoever took one has no identity of their own here: their place is what they are.
        <div key={index} className={styles.taken}>
          <TextField
            label={t('interview.earlier.whom')}
            description={t('interview.earlier.whomHelp')}
            value={account.by}
            onChange={(by) => set(index, { by })}
            error={index === 0 ? fault : undefined}
            maxLength={300}
            autoFocus={account.by === ''}
            required
            prose
          />
          <div className={styles.pair}>
            <TextField
              label={t('interview.earlier.when')}
              value={account.when}
              onChange={(when) => set(index, { when })}
              maxLength={500}
              prose
            />
            <TextField
              label={t('interview.earlier.where')}
              description={t('interview.earlier.whereHelp')}
              value={account.where}
              onChange={(where) => set(index, { where })}
              maxLength={500}
              prose
            />
          </div>
          {accounts.length > 1 && (
            <Button
              look="quiet"
              icon={<X />}
              aria-label={t('interview.earlier.remove', { number: index + 1 })}
              onPress={() => change({ accounts: accounts.filter((_, at) => at !== index) })}
            />
          )}
        </div>
      ))}
      <div>
        <Button
          look="link"
          icon={<Plus aria-hidden />}
          onPress={() => change({ accounts: [...accounts, { by: '', when: '', where: '' }] })}
        >
          {t('interview.earlier.another')}
        </Button>
      </div>
    </div>
  );
}
