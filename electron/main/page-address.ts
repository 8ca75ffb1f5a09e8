/** The window's own protocol: nothing is served over a network, not even to ourselves. */
export const scheme = 'sanad';
export const pageAddress = `${scheme}://app/`;

/** Whether an address may be loaded at all: our pages, and the developer tools where they exist. */
export function isOwnAddress(address: string, packaged: boolean): boolean {
  return address.startsWith(pageAddress) || (!packaged && address.startsWith('devtools://'));
}
