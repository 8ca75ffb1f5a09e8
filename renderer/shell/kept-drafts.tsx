import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect } from 'react';
import { keepDrafts, reviveDrafts } from '../bridge/drafts.ts';
import { caseKeeping } from '../cases/case-draft.ts';
import { interviewKeeping } from '../interview/draft.ts';
import { Failed } from '../kit/states.tsx';
import { transcriptKeeping } from '../recording/transcript-draft.ts';
import { recordKeeping } from '../records/record-draft.ts';
import { sendKeeping } from '../send/send-draft.ts';
import { useVault } from './vault.tsx';

const all = [interviewKeeping, caseKeeping, recordKeeping, transcriptKeeping, sendKeeping];

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
