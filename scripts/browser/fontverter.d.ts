/** What we use of https://github.com/papandreou/fontverter, which has no types of its own. */
declare module 'fontverter' {
  export function convert(font: Uint8Array, to: 'sfnt' | 'woff' | 'woff2'): Promise<Buffer>;
}
