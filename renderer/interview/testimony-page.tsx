import { ChevronDown } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TestimonyDetail } from '../../shared/contract.ts';
import { useAnswer } from '../bridge/calls.ts';
import { CustodyDialog } from '../custody/custody-dialog.tsx';
import { useOffer } from '../deeds/offered.ts';
import { HoldsInForce } from '../erasure/holds-in-force.tsx';
import { MoreMenu } from '../erasure/more-menu.tsx';
import { ClosedHere } from '../gate/closed.tsx';
import { GateSection } from '../gate/gate-section.tsx';
import { Button } from '../kit/button.tsx';
import { Foreign } from '../kit/foreign.tsx';
import { History } from '../kit/history.tsx';
import { Menu } from '../kit/menu.tsx';
import { Notice } from '../kit/notice.tsx';
import { Page, Section } from '../kit/page.tsx';
import { Failed, Skeleton } from '../kit/states.tsx';
import { useWords } from '../language/words.ts';
import { LaterDialog } from '../later-accounts/later-dialog.tsx';
import { LaterList } from '../later-accounts/later-list.tsx';
import { TakenBackNotice, takenNumbers } from '../later-accounts/taken-back.tsx';
import { Sounds } from '../recording/sounds.tsx';
import { usePlaces } from '../shell/places.tsx';
import { useVault } from '../shell/vault.tsx';
import { Account } from './account.tsx';
import { ChangeAbout, ChangeAccount, ChangeConsent, Withdraw } from './amendments.tsx';
import styles from './interview.module.css';
import { KeepIdentity } from './keep-identity.tsx';
import { RevealIdentity } from './reveal-identity.tsx';
import { undetermined } from './testimony-line.tsx';
import { BegunHere, Stopped, ToldAbout } from './told-about.tsx';

type Open =
  | 'keep identity'
  | 'about'
  | 'adds'
  | 'takes back'
  | 'custody'
  | 'account'
  | 'consent'
  | 'withdraw'
  | 'identity'
  | null;

/** What the witness does stands apart from what the documenter corrects: they say more, take it back, or decide anew who may see it. */
function WitnessMenu(props: {
  readonly isWithdrawn: boolean;
  readonly isDisabled: boolean;
  readonly onChoose: (act: 'adds' | 'takes back' | 'consent' | 'withdraw') => void;
}) {
  const { t } = useTranslation();
  return (
    <Menu
      label={t('testimony.witnessActs')}
      button={
        <Button look="primary" isDisabled={props.isDisabled}>
          {t('testimony.witnessActs')}
          <ChevronDown aria-hidden />
        </Button>
      }
      options={[
        { key: 'adds', label: t('laterAccount.adds') },
        { key: 'takes back', label: t('laterAccount.takesBack') },
        { key: 'consent', label: t('testimony.changeConsent') },
        ...(props.isWithdrawn ? [] : [{ key: 'withdraw' as const, label: t('testimony.withdraw') }]),
      ]}
      onChoose={props.onChoose}
    />
  );
}

export function TestimonyPage({ id }: { id: string }) {
  const { t } = useTranslation();
  const { back } = usePlaces();
  const { vault } = useVault();
  const testimony = useAnswer('testimony.get', { id });
  const [open, setOpen] = useState<Open>(null);
  const close = () => setOpen(null);
  const data = testimony.isError ? undefined : testimony.data;
  useOffer('custody log', data === undefined ? null : () => setOpen('custody'));
  return (
    <Page
      title={data ? t('testimony.title', { witness: data.fields.witness }) : ' '}
      back={back}
      deeds={
        <>
          {data && (
            <>
              <Button isDisabled={vault.readOnly} onPress={() => setOpen('account')}>
                {t('testimony.correct')}
              </Button>
              <WitnessMenu
                isWithdrawn={data.fields.consent.state === 'withdrawn'}
                isDisabled={vault.readOnly}
                onChoose={setOpen}
              />
            </>
          )}
          <MoreMenu
            on={{ what: 'testimony', id }}
            erasable={[
              ...(data === undefined || data.identity === 'none' ? [] : [{ what: 'identity', id } as const]),
              { what: 'testimony', id },
            ]}
            isThere={data !== undefined}
          />
        </>
      }
      inspector={
        data ? (
          <Beside
            testimony={data}
            onReveal={() => setOpen('identity')}
            onKeep={() => setOpen('keep identity')}
            onCustody={() => setOpen('custody')}
          />
        ) : testimony.isPending ? (
          'coming'
        ) : undefined
      }
    >
      {testimony.isPending && <Skeleton lines={8} />}
      {testimony.isError && <Failed error={testimony.error} again={() => void testimony.refetch()} />}
      {testimony.isError && <ClosedHere on={{ what: 'testimony', id }} error={testimony.error} />}
      {data && <BegunHere id={id} onGoOn={setOpen} />}
      {data && <Stopped fields={data.fields} />}
      {data && <TakenBackNotice later={data.later} />}
      {data && (
        <Account paragraphs={data.fields.paragraphs} language={data.fields.language} taken={takenNumbers(data.later)} />
      )}
      {data && <LaterList testimony={data} />}
      {data && (open === 'adds' || open === 'takes back') && (
        <LaterDialog testimony={data} act={open} onClose={close} />
      )}
      {data && <Sounds testimony={id} bar={data.recordingBar} />}
      {data && <ToldAbout fields={data.fields} onCorrect={vault.readOnly ? null : () => setOpen('about')} />}
      {data && open === 'about' && <ChangeAbout testimony={data} onClose={close} />}
      {data && open === 'account' && <ChangeAccount testimony={data} onClose={close} />}
      {data && open === 'consent' && <ChangeConsent testimony={data} onClose={close} />}
      {data && open === 'withdraw' && <Withdraw testimony={data} onClose={close} />}
      {data && open === 'custody' && <CustodyDialog of={{ what: 'testimony', id: data.id }} onClose={close} />}
      {data && open === 'keep identity' && <KeepIdentity id={data.id} onClose={close} />}
      {data && open === 'identity' && <RevealIdentity of="testimony.identity" id={data.id} onClose={close} />}
    </Page>
  );
}

/** Consent, case, identity and history, beside the account. */
function Beside(props: {
  readonly testimony: TestimonyDetail;
  readonly onReveal: () => void;
  readonly onKeep: () => void;
  readonly onCustody: () => void;
}) {
  const { testimony, onReveal, onKeep, onCustody } = props;
  const { vault } = useVault();
  const { t } = useTranslation();
  const words = useWords();
  const { go } = usePlaces();
  const { fields } = testimony;
  const { consent } = fields;
  const incident = useAnswer('incident.get', { id: fields.incident ?? '' }, { enabled: fields.incident !== null });
  return (
    <>
      <HoldsInForce on={{ what: 'testimony', id: testimony.id }} />
      <Section title={t('testimony.consent')}>
        <div className={styles.sections}>
          <Notice kind={consent.state === 'given' ? 'good' : 'warn'} title={t(`consentState.${consent.state}`)}>
            <span>{consent.explained ? t('testimony.explained') : t('testimony.notExplained')}</span>
          </Notice>
          <p className={styles.dim}>{t('testimony.may')}</p>
          {consent.audiences.length === 0 && <p>{t('testimony.nobody')}</p>}
          <ul>
            {consent.audiences.map((audience) => (
              <li key={audience}>{words.audience(audience)}</li>
            ))}
          </ul>
          <p className={styles.dim}>{t('testimony.conditions')}</p>
          <p>{consent.conditions === '' ? t('testimony.noConditions') : <Foreign text={consent.conditions} />}</p>
        </div>
      </Section>
      <Section title={t('testimony.case')}>
        {fields.incident === null && <p className={styles.dim}>{t('testimony.noCase')}</p>}
        {fields.incident !== null && incident.data && (
          <Button look="link" onPress={() => go({ at: 'case', id: incident.data.id })}>
            <Foreign text={incident.data.fields.title} />
          </Button>
        )}
        {fields.language !== undetermined && (
          <p className={styles.dim}>{t('testimony.inLanguage', { language: words.language(fields.language) })}</p>
        )}
      </Section>
      <Section
        title={t('testimony.identity')}
        deed={
          <>
            {testimony.identity === 'passphrase' && (
              <Button look="link" onPress={onReveal}>
                {t('testimony.reveal')}
              </Button>
            )}
            {testimony.identity === 'none' && !vault.readOnly && (
              <Button look="link" onPress={onKeep}>
                {t('testimony.keepIdentity')}
              </Button>
            )}
          </>
        }
      >
        <p className={styles.dim}>{t(`testimony.identityKept.${testimony.identity}`)}</p>
      </Section>
      <GateSection on={{ what: 'testimony', id: testimony.id }} />
      <Section
        title={t('testimony.history')}
        deed={
          <Button look="link" onPress={onCustody}>
            {t('custody.open')}
          </Button>
        }
      >
        <History lines={testimony.history} />
      </Section>
    </>
  );
}
