import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { IncidentDetail } from '../../shared/contract.ts';
import { bridge } from '../bridge/bridge.ts';
import { keepAnswer, useAnswer, useDeed } from '../bridge/calls.ts';
import { ClaimsSection } from '../claims/claims-section.tsx';
import { HoldsInForce } from '../erasure/holds-in-force.tsx';
import { MoreMenu } from '../erasure/more-menu.tsx';
import { ClosedHere } from '../gate/closed.tsx';
import { GateSection } from '../gate/gate-section.tsx';
import { TestimonyLine } from '../interview/testimony-line.tsx';
import { Button } from '../kit/button.tsx';
import { Foreign, plainlyShown } from '../kit/foreign.tsx';
import { History } from '../kit/history.tsx';
import { Neighbours } from '../kit/neighbours.tsx';
import { Page, Section } from '../kit/page.tsx';
import { ReasonDialog } from '../kit/reason-dialog.tsx';
import { Failed, Skeleton } from '../kit/states.tsx';
import { Tag } from '../kit/tag.tsx';
import { FacilitiesNear } from '../proposals/facilities-near.tsx';
import { usePlaces } from '../shell/places.tsx';
import { useVault } from '../shell/vault.tsx';
import { TagsSection } from '../tags/tags-section.tsx';
import { CaseCoding } from './case-coding.tsx';
import styles from './case-page.module.css';
import { Interval } from './interval.tsx';
import { KeepAsTemplate } from './templates.tsx';
import { useWhenInWords } from './when-in-words.ts';

/** A case, read like a report. */
export function CasePage({ id }: { id: string }) {
  const { t } = useTranslation();
  const { go, back, replace } = usePlaces();
  const { vault } = useVault();
  const incident = useAnswer('incident.get', { id });
  // In the order of the list.
  const all = useAnswer('incident.ids', {}).data?.ids ?? [];
  const at = all.indexOf(id);
  const to = (next: string | undefined) =>
    at < 0 || next === undefined ? undefined : () => replace({ at: 'case', id: next });
  return (
    <Page
      title={incident.data ? <Foreign text={incident.data.fields.title} /> : ' '}
      back={back}
      deeds={
        <>
          <Button isDisabled={vault.readOnly} onPress={() => go({ at: 'interview', incident: id })}>
            {t('cases.account')}
          </Button>
          <Button isDisabled={vault.readOnly} onPress={() => go({ at: 'case form', id, items: [] })}>
            {t('case.correct')}
          </Button>
          {all.length > 1 && (
            <Neighbours
              before={t('caseForm.series.before')}
              after={t('caseForm.series.after')}
              onBefore={to(all[at - 1])}
              onAfter={to(all[at + 1])}
              byArrows
            />
          )}
          <MoreMenu on={{ what: 'incident', id }} erasable={[]} isThere={incident.data !== undefined} />
        </>
      }
      inspector={incident.data ? <CaseHistory incident={incident.data} /> : incident.isPending ? 'coming' : undefined}
    >
      {incident.isPending && <Skeleton cards={3} />}
      {incident.isError && <Failed error={incident.error} again={() => void incident.refetch()} />}
      {incident.isError && <ClosedHere on={{ what: 'incident', id }} error={incident.error} />}
      {incident.data && <Report incident={incident.data} />}
    </Page>
  );
}

function CaseHistory({ incident }: { incident: IncidentDetail }) {
  const { t } = useTranslation();
  return (
    <>
      <HoldsInForce on={{ what: 'incident', id: incident.id }} />
      <TagsSection on={{ incident: incident.id }} />
      <GateSection on={{ what: 'incident', id: incident.id }} />
      <Section title={t('case.history')}>
        <History lines={incident.history} />
      </Section>
    </>
  );
}

function Report({ incident }: { incident: IncidentDetail }) {
  const { t } = useTranslation();
  const inWords = useWhenInWords();
  const { fields } = incident;
  const { place, when } = fields;
  return (
    <article className={styles.report}>
      <div className={styles.facts}>
        <section>
          <h2>{t('case.when')}</h2>
          <p className={styles.fact}>
            <bdi>{inWords(when.edtf)}</bdi>
          </p>
          {when.words !== '' && <p className={styles.dim}>{t('case.asSpoken', { words: when.words })}</p>}
          <Interval edtf={when.edtf} />
        </section>
        <section>
          <h2>{t('case.where')}</h2>
          <p className={styles.fact}>{place.name === '' ? t('cases.whereUnknown') : <Foreign text={place.name} />}</p>
          <p className={styles.dim}>{t(`precision.${place.precision}`)}</p>
          {place.area !== undefined && (
            <p className={styles.dim}>
              {t('outline.title')}: {t('outline.corners', { count: place.area.length })}
            </p>
          )}
          {place.point !== null && (
            <p className={styles.dim}>
              {t('case.point')}: <bdi dir="ltr">{`${place.point.latitude}, ${place.point.longitude}`}</bdi>
            </p>
          )}
        </section>
        <section>
          <h2>{t('case.facility')}</h2>
          <p className={styles.fact}>
            {fields.facility === '' ? t('case.notNamed') : <Foreign text={fields.facility} />}
          </p>
        </section>
        <section>
          <h2>{t('case.attack')}</h2>
          <p className={styles.tags}>
            {fields.attackTypes.map((type) => (
              <Tag key={type}>{t(`attackType.${type}`)}</Tag>
            ))}
            {fields.attackTypes.length === 0 && t('case.notCoded')}
          </p>
          {fields.attackTypes.length > 0 && <p className={styles.dim}>{t('case.attackSource')}</p>}
        </section>
        <section>
          <h2>{t('case.certainty')}</h2>
          <p className={styles.fact}>{t(`certainty.${fields.certainty}`)}</p>
        </section>
      </div>
      <Section title={t('case.what')}>
        <div className={styles.account} dir="auto">
          {fields.account === '' ? (
            <p className={styles.dim}>{t('case.noAccount')}</p>
          ) : (
            <p className={styles.prose}>{plainlyShown(fields.account)}</p>
          )}
        </div>
      </Section>
      <FacilitiesNear on={{ incident: incident.id }} />
      <CaseCoding incident={incident} />
      <ClaimsSection incident={incident} />
      <Photographs incident={incident} />
      <Section title={t('case.testimonies')}>
        {incident.testimonies.length === 0 && <p className={styles.dim}>{t('case.noTestimonies')}</p>}
        {incident.testimonies.length > 0 && (
          <ul className={styles.lines}>
            {incident.testimonies.map((testimony) => (
              <li key={testimony.id}>
                <TestimonyLine testimony={testimony} />
              </li>
            ))}
          </ul>
        )}
      </Section>
      <p className={styles.end}>
        <KeepAsTemplate id={incident.id} />
      </p>
    </article>
  );
}

function Photographs({ incident }: { incident: IncidentDetail }) {
  const { t } = useTranslation();
  const { go } = usePlaces();
  const { vault } = useVault();
  const [removing, setRemoving] = useState<string | null>(null);
  const unlink = useDeed('incident.unlink', (output) => {
    keepAnswer('incident.get', { id: output.id }, output);
    setRemoving(null);
  });
  return (
    <Section
      title={t('case.photographs')}
      deed={
        <Button look="link" onPress={() => go({ at: 'items' })}>
          {t('case.toItems')}
        </Button>
      }
    >
      {incident.items.length === 0 && <p className={styles.dim}>{t('case.noPhotographs')}</p>}
      <ul className={styles.photographs}>
        {incident.items.map(({ link, reason, item }) => (
          <li key={link}>
            <button type="button" className={styles.photograph} onClick={() => go({ at: 'item', seq: item.seq })}>
              {item.preview ? (
                <img src={bridge.resource(`thumb/${item.seq}`)} alt="" loading="lazy" />
              ) : (
                <span className={styles.noPreview}>{t('items.noPreview')}</span>
              )}
              <span className={styles.caption}>
                <Foreign text={item.name} />
              </span>
            </button>
            {reason !== '' && (
              <p className={styles.dim}>
                <Foreign text={reason} />
              </p>
            )}
            {!vault.readOnly && (
              <Button
                look="link"
                aria-label={`${t('case.unlink')}: ${plainlyShown(item.name)}`}
                onPress={() => setRemoving(link)}
              >
                {t('case.unlink')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {removing !== null && (
        <ReasonDialog
          title={t('case.unlinkTitle')}
          text={t('case.unlinkText')}
          deed={t('case.unlink')}
          busy={unlink.isPending}
          error={unlink.error}
          onClose={() => setRemoving(null)}
          onDo={(reason) => unlink.mutate({ id: incident.id, link: removing, reason })}
        />
      )}
    </Section>
  );
}
