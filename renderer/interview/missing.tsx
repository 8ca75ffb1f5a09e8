import type { ReactNode } from 'react';
import { Notice } from '../kit/notice.tsx';

/** What is to be answered before the interview goes on; brought into sight when somebody tried to. */
export const Missing = ({ children }: { readonly children: ReactNode }) => (
  <div data-missing>
    <Notice kind="warn" urgent>
      {children}
    </Notice>
  </div>
);
