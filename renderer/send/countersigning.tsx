import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAnswer, useDeed } from '../bridge/calls.ts';
import { Button } from '../kit/button.tsx';
import { Deeds } from '../kit/dialog.tsx';
import { FaultNotice, Notice } from '../kit/notice.tsx';
import { BringAnswer } from '../witnesses/bring-answer.tsx';
import { MakeRequest } from '../witnesses/make-request.tsx';
import { useTail } from './preview.ts';
import { answersOf, type SendDraft, usedFor } from './send-draft.ts';

/** How much of what leaves nobody outside has countersigned yet, and a way to a witness before it leaves. */
export function Countersigning({ draft }: { readonly draft: SendDraft }) {
  const { t } = useTranslation();
  const tail = useTail(draft);
  const standing = useAnswer('witness.policy', {});
  const [doing, setDoing] = useState<'ask' | 'bring' | null>(null);
  const settle = useDeed('bundle.settle', () => setDoing('ask'));
  const stated = usedFor(draft);
  if (tail === null || standing.data === undefined || 'fault' in stated) return null;
  const close = () => setDoing(null);
  const dialogs = (
    <>
      {doing === 'ask' && <MakeRequest standing={standing.data} onClose={close} />}
      {doing === 'bring' && <BringAnswer onClose={close} />}
    </>
  );
  if (tail === 0) {
    return (
      <>
        <Notice kind="good">{t('send.tail.none')}</Notice>
        {dialogs}
      </>
    );
  }
  return (
    <>
      <Notice kind="info" title={t('send.tail.title', { count: tail })}>
        <p>{t('send.tail.text')}</p>
        {answersOf(draft).length > 0 && <p>{t('send.tail.answers')}</p>}
        {settle.isError && <FaultNotice error={settle.error} />}
        <Deeds>
          <Button busy={settle.isPending} onPress={() => settle.mutate({ ...stated.use, answers: answersOf(draft) })}>
            {t('witnesses.ours.ask')}
          </Button>
          <Button onPress={() => setDoing('bring')}>{t('witnesses.ours.bring')}</Button>
        </Deeds>
      </Notice>
      {dialogs}
    </>
  );
}
