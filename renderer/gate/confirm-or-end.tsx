import { type ReactNode, useState } from 'react';
import { askAllAgain, useDeed } from '../bridge/calls.ts';
import { ReasonDialog } from '../kit/reason-dialog.tsx';
import { SecondPerson } from './second-person.tsx';

/** What takes two people and can be ended by one: `ask` opens a dialog, `dialog` is what is open. */
export function useConfirmOrEnd(
  of: 'order' | 'override',
  { id, requester }: { readonly id: string; readonly requester: string },
  words: { readonly title: string; readonly deed: string },
  /** What the second person says yes to. */
  asked: ReactNode,
) {
  const [open, ask] = useState<'confirm' | 'end' | null>(null);
  const close = () => ask(null);
  const done = () => {
    close();
    askAllAgain();
  };
  const confirm = useDeed(`${of}.confirm`, done);
  const end = useDeed(`${of}.end`, done);
  const dialog = (
    <>
      {open === 'confirm' && (
        <SecondPerson
          requester={requester}
          busy={confirm.isPending}
          error={confirm.error}
          onClose={close}
          onConfirm={(who) => confirm.mutate({ id, ...who })}
        >
          {asked}
        </SecondPerson>
      )}
      {open === 'end' && (
        <ReasonDialog
          {...words}
          busy={end.isPending}
          error={end.error}
          onClose={close}
          onDo={(reason) => end.mutate({ id, reason })}
        />
      )}
    </>
  );
  return { ask, dialog };
}
