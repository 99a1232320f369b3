import 'astro';

declare module 'astro' {
  interface AstroClientDirectives {
    /**
     * Hydrates when the reader first touches the island, or, given a key of `localStorage` that holds something of
     * theirs, when the island comes into view; see `touch-directive.ts`.
     */
    'client:touch'?: boolean | string;
  }
}
