import { useMutation } from '@tanstack/react-query';
import { ScanQrCode } from 'lucide-react';
import { useCallback, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Source } from '../../shared/bridge.ts';
import type { HeldCheckpoint } from '../../shared/contract/checkpoint.ts';
import type { Fault } from '../../shared/faults.ts';
import { bridge } from '../bridge/bridge.ts';
import { type Gathered, gatherPicked } from '../bridge/gather.ts';
import { Button } from '../kit/button.tsx';

/** Reads a checkpoint from a file or a photograph that a person brings. */
export function useHeldFile(onRead: (held: HeldCheckpoint) => void) {
  const read = useMutation<HeldCheckpoint, Fault, Gathered | string>({
    mutationFn: async (brought) => {
      if (typeof brought === 'string') {
        return bridge.call('checkpoint.read', { held: { kind: 'path', path: brought } });
      }
      const { sources, sent } = await bridge.handOver([brought]);
      const [read] = await Promise.all([
        bridge.call('checkpoint.read', { held: sources[0] as Source }),
        // Where sending fails the call says why.
        sent.catch(() => {}),
      ]);
      return read;
    },
    onSuccess: onRead,
  });
  const { mutate } = read;
  const take = useCallback((files: readonly Gathered[]) => files[0] !== undefined && mutate(files[0]), [mutate]);
  return { ...read, take };
}

/** The button that opens the dialog for it: the system's on the desktop, the page's own in a browser. */
export function PickHeldFile({ label, read }: { label: string; read: ReturnType<typeof useHeldFile> }) {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  const { shell } = bridge;
  const pick = async () => {
    if (shell === null) {
      input.current?.click();
      return;
    }
    const path = await shell.pickFile({ title: t('compare.pick') });
    if (path !== null) read.mutate(path);
  };
  return (
    <>
      <Button icon={<ScanQrCode aria-hidden />} busy={read.isPending} onPress={() => void pick()}>
        {label}
      </Button>
      {shell === null && (
        <input
          ref={input}
          type="file"
          hidden
          data-testid="held-file"
          onChange={(event) => {
            const files = gatherPicked(event.currentTarget.files ?? []);
            event.currentTarget.value = '';
            read.take(files);
          }}
        />
      )}
    </>
  );
}
