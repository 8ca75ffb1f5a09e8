/** The window's own protocol: nothing is served over a network, not even to ourselves. */
export const scheme = 'sanad';
export const pageAddress = `${scheme}://app/`;
