import { useCallback } from 'react';
import { AcquisitionPage } from '../acquisition/acquisition-page.tsx';
import { AcquisitionsPage } from '../acquisition/acquisitions-page.tsx';
import type { Gathered } from '../bridge/gather.ts';
import { ClockPage } from '../camera-time/clock-page.tsx';
import { ListPage } from '../case-lists/list-page.tsx';
import { CaseForm } from '../cases/case-form.tsx';
import { CasePage } from '../cases/case-page.tsx';
import { CasesPage } from '../cases/cases-page.tsx';
import { OrdersPage } from '../gate/orders-page.tsx';
import { HomePage } from '../home/home-page.tsx';
import { Interview } from '../interview/interview.tsx';
import { TestimonyPage } from '../interview/testimony-page.tsx';
import { ItemPage } from '../item/item-page.tsx';
import { useImports } from '../items/imports.tsx';
import { ItemsPage } from '../items/items-page.tsx';
import { LedgerPage } from '../ledger/ledger-page.tsx';
import { ConsentForm } from '../persons/consent-form.tsx';
import { PersonPage } from '../persons/person-page.tsx';
import { PersonsPage } from '../persons/persons-page.tsx';
import { TogetherPage } from '../proposals/together-page.tsx';
import { TranscriptForm } from '../recording/transcript-form.tsx';
import { TranscriptPage } from '../recording/transcript-page.tsx';
import { RecordForm } from '../records/record-form.tsx';
import { RecordPage } from '../records/record-page.tsx';
import { RecordsPage } from '../records/records-page.tsx';
import { SearchAnywhere } from '../search/search-anywhere.tsx';
import { SendPage } from '../send/send-page.tsx';
import { SideBySidePage } from '../side-by-side/side-by-side-page.tsx';
import { TimesPage } from '../times/times-page.tsx';
import { VerifyPage } from '../verify/verify-page.tsx';
import { WitnessesPage } from '../witnesses/witnesses-page.tsx';
import { useBackKeys } from './back-keys.ts';
import { DropAnywhere } from './drop-anywhere.tsx';
import { type Place, usePlaces } from './places.tsx';
import { Rail } from './rail.tsx';
import { ScreenBoundary } from './screen-boundary.tsx';
import styles from './shell.module.css';
import { ShortcutsAnywhere } from './shortcuts.tsx';
import { StatusLine } from './status-line.tsx';
import { useVault } from './vault.tsx';

function screenAt(place: Place) {
  switch (place.at) {
    case 'home':
      return <HomePage />;
    case 'items':
      return <ItemsPage key={place.filter ?? 'all'} filter={place.filter ?? 'all'} />;
    case 'item':
      return <ItemPage key={place.seq} seq={place.seq} />;
    case 'side by side':
      return <SideBySidePage key={`${place.first} ${place.second}`} first={place.first} second={place.second} />;
    case 'acquisitions':
      return <AcquisitionsPage />;
    case 'acquisition':
      return <AcquisitionPage key={place.seq} seq={place.seq} stating={place.stating === true} />;
    case 'together':
      return <TogetherPage />;
    case 'cases':
      return <CasesPage />;
    case 'case':
      return <CasePage key={place.id} id={place.id} />;
    case 'case list':
      return <ListPage />;
    case 'case form':
      return <CaseForm key={place.id ?? place.like?.before ?? 'new'} {...place} />;
    case 'records':
      return <RecordsPage key={place.kind} kind={place.kind} />;
    case 'record':
      return <RecordPage key={place.id} kind={place.kind} id={place.id} />;
    case 'record form':
      return (
        <RecordForm
          key={`${place.kind} ${place.id ?? place.facility ?? 'new'}`}
          kind={place.kind}
          id={place.id}
          facility={place.facility}
        />
      );
    case 'interview':
      return <Interview incident={place.incident} />;
    case 'testimony':
      return <TestimonyPage key={place.id} id={place.id} />;
    case 'transcript':
      return <TranscriptPage key={place.id} kind={place.kind} id={place.id} />;
    case 'transcript form':
      return (
        <TranscriptForm key={place.id ?? JSON.stringify(place.of)} kind={place.kind} id={place.id} of={place.of} />
      );
    case 'persons':
      return <PersonsPage />;
    case 'orders':
      return <OrdersPage />;
    case 'person':
      return <PersonPage key={place.id} id={place.id} />;
    case 'consent form':
      return <ConsentForm key={place.id} id={place.id} />;
    case 'ledger':
      return <LedgerPage />;
    case 'witnesses':
      return <WitnessesPage />;
    case 'times':
      return <TimesPage />;
    case 'clock':
      return <ClockPage />;
    case 'send':
      return <SendPage key="bundle" of={null} />;
    case 'case table':
      return <SendPage key="table" of={place.of} />;
    case 'verify':
      return <VerifyPage key={`${place.what} ${place.path}`} what={place.what} path={place.path} />;
  }
}

/** Where a dropped file means an import. On the verify screen it is a bundle to be checked. */
const takesImports = (place: Place) =>
  place.at !== 'verify' && place.at !== 'case list' && place.at !== 'interview' && place.at !== 'witnesses';

export function Shell() {
  const { place, go, back } = usePlaces();
  useBackKeys(back);
  const { vault } = useVault();
  const { start } = useImports();
  const onFiles = useCallback(
    (files: Gathered[]) => {
      go({ at: 'items' });
      start({ files });
    },
    [go, start],
  );
  return (
    <div className={styles.shell}>
      <Rail />
      <div className={styles.screen}>
        <ScreenBoundary onHome={() => go({ at: 'home' })}>{screenAt(place)}</ScreenBoundary>
      </div>
      <StatusLine />
      <SearchAnywhere />
      <ShortcutsAnywhere />
      {takesImports(place) && !vault.readOnly && <DropAnywhere onFiles={onFiles} />}
    </div>
  );
}
