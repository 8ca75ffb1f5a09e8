import { join } from 'node:path';
import { app, type BrowserWindow, protocol } from 'electron';
import { EngineHost } from './engine-host.ts';
import { installMenu } from './menu.ts';
import { pageAddress } from './page-address.ts';
import { servePages } from './page-protocol.ts';
import { hardenedSession, hardenProcess, privilegedScheme, wipeChromiumFolder } from './security.ts';
import { answerWindow, openWindow } from './window.ts';

/** `npm start` asks to be told that the app came up, and goes to the browser when it does not. */
const reportsReady = process.argv.includes('--report-ready');

if (!app.requestSingleInstanceLock()) app.exit(0);
else {
  hardenProcess();
  // Every window asks for the sandbox itself; this adds what is not a window. Someone who starts with --no-sandbox (as
  // root, in tests) said so in so many words, and the two together do not run.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
  protocol.registerSchemesAsPrivileged([privilegedScheme]);
  // Not a top-level await: the module would wait for an event that waits for the module.
  app.whenReady().then(start);
}

function start(): void {
  app.clearRecentDocuments();
  installMenu();
  let reconnect = (): void => {};
  const engine = new EngineHost(
    () => reconnect(),
    () => app.exit(1),
  );
  const own = hardenedSession(engine);
  servePages(own, engine, join(import.meta.dirname, '../renderer'));

  const window = openWindow(own);
  reconnect = answerWindow(window, engine).connect;
  void load(window, engine);

  app.on('second-instance', () => {
    if (window.isMinimized()) window.restore();
    window.focus();
  });
  app.on('window-all-closed', () => app.quit());
  let locked = false;
  app.on('before-quit', (event) => {
    if (locked) return;
    // The vault is closed before anything else goes.
    event.preventDefault();
    void engine.quit().then(() => {
      locked = true;
      app.quit();
    });
  });
  app.on('will-quit', wipeChromiumFolder);
}

async function load(window: BrowserWindow, engine: EngineHost): Promise<void> {
  await Promise.all([window.loadURL(pageAddress), engine.ready]);
  if (reportsReady) process.stdout.write('sanad is ready\n');
}
