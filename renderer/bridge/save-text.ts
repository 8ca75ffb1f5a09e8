import { bridge } from './bridge.ts';

/** A browser's own way to save: the address is let go once it had time to take the text. */
function download(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'text/plain;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** Writes a text where the person says. Answers whether it was written. */
export async function saveText(text: { title: string; name: string; text: string }): Promise<boolean> {
  if (bridge.shell !== null) return (await bridge.shell.saveText(text)) !== null;
  download(text.name, text.text);
  return true;
}
