import 'astro';

declare module 'astro' {
  interface AstroClientDirectives {
    /** Hydrates when the reader first touches the island; see `touch-directive.ts`. */
    'client:touch'?: boolean;
  }
}
