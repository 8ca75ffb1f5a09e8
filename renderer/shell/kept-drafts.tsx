import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect } from 'react';
import type { DraftName } from '../../shared/model/drafts.ts';
import { statementKeeping } from '../acquisition/statement-draft.ts';
import { keepDrafts, reviveDrafts } from '../bridge/drafts.ts';
import type { Keeping } from '../bridge/keeping.ts';
import { listKeeping } from '../case-lists/list-draft.ts';
import { caseKeeping } from '../cases/case-draft.ts';
import { claimKeeping } from '../claims/claim-draft.ts';
import { amendmentKeeping } from '../interview/amendment-draft.ts';
import { interviewKeeping } from '../interview/draft-keeping.ts';
import { Failed } from '../kit/states.tsx';
import { laterKeeping } from '../later-accounts/later-draft.ts';
import { consentKeeping } from '../persons/consent-draft.ts';
import { transcriptKeeping } from '../recording/transcript-draft.ts';
import { recordKeeping } from '../records/record-draft.ts';
import { sendKeeping } from '../send/send-draft.ts';
import { useVault } from './vault.tsx';

/** Of every name that a draft can have: one that is missing here would be lost at lock. */
const keepings: { readonly [N in DraftName]: Keeping<object> } = {
  interview: interviewKeeping,
  amendment: amendmentKeeping,
  case: caseKeeping,
  record: recordKeeping,
  transcript: transcriptKeeping,
  send: sendKeeping,
  list: listKeeping,
  statement: statementKeeping,
  consent: consentKeeping,
  later: laterKeeping,
  claim: claimKeeping,
};
const all = Object.values(keepings);

/** No screen before what was begun is back: a blank form would be written over it. */
export function KeptDrafts({ children }: { children: ReactNode }) {
  const { readOnly, path } = useVault().vault;
  const revived = useQuery({
    queryKey: ['drafts', path],
    queryFn: async () => {
      await reviveDrafts(all, readOnly);
      return true;
    },
  });
  useEffect(() => {
    // The window closes or the tab goes: there may be no later moment.
    const keep = () => void keepDrafts();
    window.addEventListener('pagehide', keep);
    document.addEventListener('visibilitychange', keep);
    return () => {
      window.removeEventListener('pagehide', keep);
      document.removeEventListener('visibilitychange', keep);
    };
  }, []);
  if (revived.isError) return <Failed error={revived.error} again={() => void revived.refetch()} />;
  return revived.isSuccess ? children : null;
}
