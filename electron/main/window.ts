import { join } from 'node:path';
import { BrowserWindow, ipcMain, nativeTheme, type Session, type WebFrameMain } from 'electron';
import type { EngineHost } from './engine-host.ts';
import { pageAddress } from './page-address.ts';
import { shellCall } from './shell-calls.ts';

/** The one window. Its size and place are not remembered. */
export function openWindow(own: Session): BrowserWindow {
  const window = new BrowserWindow({
    width: 1280,
    height: 832,
    minWidth: 880,
    minHeight: 560,
    show: false,
    title: 'Sanad',
    // Elsewhere the program's own file has it; on Linux a window brings its own.
    icon: join(import.meta.dirname, '../../assets/icon/sizes/256x256.png'),
    // The page's own ground, so that nothing flashes before it is painted.
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#0f1113' : '#f6f6f4',
    webPreferences: {
      session: own,
      preload: join(import.meta.dirname, '../preload/index.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
      spellcheck: false,
      navigateOnDragDrop: false,
      safeDialogs: true,
      disableDialogs: true,
      enableWebSQL: false,
      v8CacheOptions: 'none',
    },
  });
  window.setMenuBarVisibility(false);
  window.once('ready-to-show', () => window.show());
  return window;
}

/**
 * Answers what the preload asks for. Every message is checked for where it comes from: the main frame of our window,
 * showing our own page.
 */
export function answerWindow(window: BrowserWindow, engine: EngineHost): { connect: () => void } {
  const isOurs = (sender: WebFrameMain | null): boolean =>
    sender !== null && sender === window.webContents.mainFrame && sender.url.startsWith(pageAddress);

  const connect = (): void => {
    if (!window.isDestroyed() && isOurs(window.webContents.mainFrame)) {
      window.webContents.postMessage('engine', null, [engine.connect()]);
    }
  };
  ipcMain.on('connect', ({ senderFrame }) => {
    if (isOurs(senderFrame)) connect();
  });
  ipcMain.on('lock', ({ senderFrame }) => {
    if (isOurs(senderFrame)) engine.expectLock();
  });
  ipcMain.handle('shell', ({ senderFrame }, name: unknown, input: unknown) =>
    isOurs(senderFrame)
      ? shellCall(window, name, input)
      : { ok: false, fault: { code: 'NOT_ALLOWED_HERE', params: {} } },
  );
  return { connect };
}
