import { QueryClientProvider } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { I18nProvider } from 'react-aria-components';
import { I18nextProvider } from 'react-i18next';
import type { CoreEvent, VaultState } from '../../shared/contract.ts';
import type { Language } from '../../shared/locales/index.ts';
import { bridge } from '../bridge/bridge.ts';
import { answers, keepAnswer, useAnswer } from '../bridge/calls.ts';
import { forgetDrafts, keepDrafts } from '../bridge/drafts.ts';
import { useCoreEvents } from '../bridge/events.ts';
import { ImportsProvider } from '../items/imports.tsx';
import { Failed } from '../kit/states.tsx';
import { direction, formatTag, LookContext, startLanguage, systemLanguage, type Theme } from '../language/language.ts';
import { RecoveryKey } from '../welcome/recovery-key.tsx';
import { Welcome } from '../welcome/welcome.tsx';
import { GoingOnProvider } from './going-on.tsx';
import { KeptDrafts } from './kept-drafts.tsx';
import { useLockKeys } from './lock-keys.ts';
import { PlacesProvider } from './places.tsx';
import { Shell } from './shell.tsx';
import { type Answer, VaultContext } from './vault.tsx';

const words = startLanguage(systemLanguage());

export function App() {
  const [language, speak] = useState<Language>(words.language as Language);
  const [theme, setTheme] = useState<Theme>('system');
  const setLanguage = useCallback((next: Language) => {
    void words.changeLanguage(next);
    speak(next);
  }, []);

  useEffect(() => {
    document.documentElement.lang = language;
    document.documentElement.dir = direction(language);
  }, [language]);

  useEffect(() => {
    const dark = window.matchMedia('(prefers-color-scheme: dark)');
    const show = () => {
      document.documentElement.dataset.theme = theme === 'system' ? (dark.matches ? 'dark' : 'light') : theme;
    };
    show();
    dark.addEventListener('change', show);
    return () => dark.removeEventListener('change', show);
  }, [theme]);

  const look = useMemo(() => ({ language, theme, setLanguage, setTheme }), [language, theme, setLanguage]);
  return (
    <LookContext value={look}>
      <I18nextProvider i18n={words}>
        <I18nProvider locale={formatTag[language]}>
          <QueryClientProvider client={answers}>
            <Door />
          </QueryClientProvider>
        </I18nProvider>
      </I18nextProvider>
    </LookContext>
  );
}

/** Either the way in or the vault: nothing of the vault is left when it is locked. */
function Door() {
  const state = useAnswer('vault.state', {});
  const [lastPath, setLastPath] = useState<string | null>(null);
  const [locking, setLocking] = useState(false);
  const [wasLocked, setWasLocked] = useState(false);
  // Held here: whatever core reports meanwhile, the one showing of this key must not be passed over.
  const [recoveryKey, setRecoveryKey] = useState<string | null>(null);
  // From the press of the key on nothing is shown, however long core takes to make its checkpoint and close.
  // While the vault goes on in a new ledger, core has none open for a moment, and whoever asks then is told so.
  const [goingOnFrom, setGoingOnFrom] = useState<VaultState | null>(null);
  const open = locking ? null : (state.data ?? goingOnFrom);
  const path = open?.path ?? null;
  const { refetch } = state;

  const clear = useCallback(() => {
    if (path === null) return;
    setLastPath(path);
    setWasLocked(true);
    setRecoveryKey(null);
    setGoingOnFrom(null);
    void answers.cancelQueries();
    answers.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'vault.state' });
    answers.getMutationCache().clear();
    forgetDrafts();
    keepAnswer('vault.state', {}, null);
  }, [path]);

  const lock = useCallback(() => {
    if (path === null) return;
    // What was typed last is on its way to the vault before the lock is; the screen doesn’t wait for either.
    const kept = keepDrafts();
    clear();
    setLocking(true);
    const settle = () => {
      keepAnswer('vault.state', {}, null);
      setLocking(false);
    };
    kept.then(() => bridge.call('vault.lock', {})).then(settle, settle);
  }, [clear, path]);

  // Core locks the old ledger before it opens the new one: that is no lock for the person. Word of it may come before or after the answer.
  const goingOn = useRef<'no' | 'before' | 'told' | 'untold'>('no');
  const goOn = useCallback(
    async (passphrase: string, answer: Answer | null) => {
      if (open === null) return;
      goingOn.current = 'before';
      setGoingOnFrom(open);
      try {
        await keepDrafts();
        const { path, operator } = open;
        const gone = await bridge.call('vault.continue', {
          path,
          operator,
          passphrase,
          ...(answer === null ? {} : { answer }),
        });
        await answers.cancelQueries({ queryKey: ['vault.state'] });
        keepAnswer('vault.state', {}, gone);
        goingOn.current = goingOn.current === 'before' ? 'untold' : 'no';
        await answers.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'vault.state' });
      } catch (fault) {
        goingOn.current = 'no';
        // Whether it is still open is core's to say.
        await refetch();
        throw fault;
      } finally {
        setGoingOnFrom(null);
      }
    },
    [open, refetch],
  );

  const onEvent = useCallback(
    (event: CoreEvent) => {
      if (event.event !== 'locked') return;
      const { current } = goingOn;
      if (current === 'before' || current === 'told') {
        goingOn.current = 'told';
      } else if (current === 'untold') {
        goingOn.current = 'no';
        void refetch().then(({ data }) => data === null && clear());
      } else clear();
    },
    [clear, refetch],
  );
  useCoreEvents(onEvent);
  useLockKeys(lock);

  const enter = (opened: VaultState) => keepAnswer('vault.state', {}, opened);
  const vault = useMemo(() => (open === null ? null : { vault: open, lock, goOn }), [open, lock, goOn]);
  if (state.isPending && !locking) return null;
  if (state.isError) return <Failed error={state.error} again={() => void state.refetch()} />;
  if (recoveryKey !== null) return <RecoveryKey recoveryKey={recoveryKey} onDone={() => setRecoveryKey(null)} />;
  if (vault === null) {
    return (
      <Welcome
        lastPath={lastPath}
        locking={locking}
        wasLocked={wasLocked}
        onOpen={enter}
        onRecoveryKey={setRecoveryKey}
      />
    );
  }
  return (
    <VaultContext value={vault}>
      <PlacesProvider>
        <ImportsProvider>
          <KeptDrafts>
            <GoingOnProvider>
              <Shell />
            </GoingOnProvider>
          </KeptDrafts>
        </ImportsProvider>
      </PlacesProvider>
    </VaultContext>
  );
}
