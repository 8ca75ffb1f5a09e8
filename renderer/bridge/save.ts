import { decodeBase64 } from '../../shared/ledger/base64.ts';
import { bridge } from './bridge.ts';

/** A browser's own way to save: the address is let go once it had time to take the content. */
function download(name: string, content: Blob): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** Writes a text where the person says. Answers whether it was written. */
export async function saveText(text: { title: string; name: string; text: string }): Promise<boolean> {
  if (bridge.shell !== null) return (await bridge.shell.saveText(text)) !== null;
  download(text.name, new Blob([text.text], { type: 'text/plain;charset=utf-8' }));
  return true;
}

/** The same for a small file that is no text, in base64. */
export async function saveBytes(file: { title: string; name: string; base64: string }): Promise<boolean> {
  if (bridge.shell !== null) return (await bridge.shell.saveBytes(file)) !== null;
  const bytes = new Uint8Array(decodeBase64(file.base64) ?? new Uint8Array(0));
  download(file.name, new Blob([bytes], { type: 'application/octet-stream' }));
  return true;
}
