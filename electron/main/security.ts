import { rmSync } from 'node:fs';
import { join } from 'node:path';
import {
  app,
  type MediaAccessPermissionRequest,
  type Session,
  session,
  systemPreferences,
  type WebContents,
} from 'electron';
import { isOwnAddress, pageAddress, scheme } from './page-address.ts';

/**
 * Chromium's own habits that would leave this computer or leave something on it. Before `ready`.
 *
 * Promise 3, "Nothing leaves": every name resolves to nothing, no proxy is looked for, and Chromium's services that
 * phone home are off; on top of it each request that is not for our own pages is cancelled (`forbidRequests`).
 */
export function hardenProcess(): void {
  const { commandLine } = app;
  commandLine.appendSwitch('host-resolver-rules', 'MAP * ~NOTFOUND');
  commandLine.appendSwitch('no-proxy-server');
  commandLine.appendSwitch('disable-background-networking');
  commandLine.appendSwitch('disable-component-update');
  commandLine.appendSwitch('disable-domain-reliability');
  commandLine.appendSwitch('disable-sync');
  commandLine.appendSwitch('disable-quic');
  commandLine.appendSwitch('no-pings');
  commandLine.appendSwitch('dns-prefetch-disable');
  commandLine.appendSwitch('force-webrtc-ip-handling-policy', 'disable_non_proxied_udp');
  commandLine.appendSwitch(
    'disable-features',
    [
      'MediaRouter',
      'DialMediaRouteProvider',
      'OptimizationHints',
      'NetworkTimeServiceQuerying',
      'AutofillServerCommunication',
      'CertificateTransparencyComponentUpdater',
      'SpareRendererForSitePerProcess',
      'AsyncDns',
    ].join(','),
  );
  commandLine.appendSwitch('disable-breakpad');
  commandLine.appendSwitch('disable-gpu-shader-disk-cache');
  commandLine.appendSwitch('disable-http-cache');
  // What Chromium insists on writing goes to one place that is wiped at each start and end. The profile's own folder
  // stays where it is: the single-instance lock lives there.
  app.setPath('sessionData', chromiumFolder());
  app.setPath('crashDumps', join(chromiumFolder(), 'none'));
  wipeChromiumFolder();
  app.on('web-contents-created', (_, contents) => hardenContents(contents));
  app.on('session-created', hardenSession);
}

const chromiumFolder = (): string => join(app.getPath('userData'), 'chromium');

export function wipeChromiumFolder(): void {
  rmSync(chromiumFolder(), { recursive: true, force: true });
}

/** Who knows whether somebody who agreed is being recorded. */
export interface Hearing {
  /** As far as is known at once. */
  readonly hears: boolean;
  mayHear(): Promise<boolean>;
}

/** Sound alone, for the page itself. */
const isMicrophone = ({ mediaTypes = [], isMainFrame }: MediaAccessPermissionRequest): boolean =>
  isMainFrame && mediaTypes.length > 0 && mediaTypes.every((type) => type === 'audio');

/** On macOS the system asks the person as well, once. */
async function systemAllows(): Promise<boolean> {
  return process.platform !== 'darwin' || (await systemPreferences.askForMediaAccess('microphone'));
}

/** The window's session: in memory, no cache, no downloads, and no permission but the microphone while a recording goes on. */
export function hardenedSession(hearing: Hearing): Session {
  const own = session.fromPartition('sanad', { cache: false });
  // Copying a hash is the one thing of this kind that a page may do, and only when a person asked for it.
  const allowed = (permission: string): boolean => permission === 'clipboard-sanitized-write';
  const microphone = async (): Promise<boolean> => (await hearing.mayHear()) && (await systemAllows());
  own.setPermissionRequestHandler((_contents, permission, decide, details) => {
    if (permission !== 'media' || !isMicrophone(details as MediaAccessPermissionRequest)) decide(allowed(permission));
    else void microphone().then(decide, () => decide(false));
  });
  own.setPermissionCheckHandler((_contents, permission, _origin, { mediaType, isMainFrame }) =>
    permission === 'media' ? mediaType === 'audio' && isMainFrame && hearing.hears : allowed(permission),
  );
  own.setDevicePermissionHandler(() => false);
  own.on('will-download', (event) => event.preventDefault());
  return own;
}

/** Every session, Electron's default one included, before anything uses it. */
function hardenSession(created: Session): void {
  // The spelling checker fetches its dictionary as soon as there is a session, past `onBeforeRequest`: seen in the net
  // log. So it is off, knows no language, and would look on our own pages.
  created.setSpellCheckerEnabled(false);
  if (process.platform !== 'darwin') {
    created.setSpellCheckerLanguages([]);
    created.setSpellCheckerDictionaryDownloadURL(pageAddress);
  }
  created.webRequest.onBeforeRequest(({ url }, decide) => decide({ cancel: !isOwnAddress(url, app.isPackaged) }));
}

/** No page leaves our own, opens another, or embeds anything. */
function hardenContents(contents: WebContents): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  contents.on('will-navigate', (event) => event.preventDefault());
  contents.on('will-frame-navigate', (event) => event.preventDefault());
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.on('login', (event) => event.preventDefault());
}

export const privilegedScheme = {
  scheme,
  privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: false },
} as const;
