import type { Bridge } from '../../shared/bridge.ts';
import { desktopBridge } from './desktop.ts';
import { loopbackBridge } from './loopback.ts';

/** The way to core for the page that this is. */
export const bridge: Bridge<File> = window.sanad ? desktopBridge(window.sanad) : loopbackBridge();
