/** What pages may load and run: their own origin, and what `settings.ts` turned on. */
import { createHash } from 'node:crypto';
import type { Settings } from './settings.ts';

/** Where giscus and GoatCounter's script come from. */
export const GISCUS = 'https://giscus.app';
export const COUNT_SCRIPT = 'https://gc.zgo.at/count.js';

type Directive =
  `${'base-uri' | 'connect-src' | 'default-src' | 'font-src' | 'form-action' | 'frame-src' | 'img-src' | 'object-src' | 'worker-src'} ${string}`;

/** The value of `security.csp` in Astro's configuration. */
export function contentSecurity({ comments, goatCounter }: Settings) {
  const giscus = comments ? [GISCUS] : [];
  const directives: Directive[] = [
    "default-src 'self'",
    "base-uri 'self'",
    `connect-src ${["'self'", ...(goatCounter ? [goatCounter] : [])].join(' ')}`,
    "font-src 'self'",
    "form-action 'self'",
    `frame-src ${["'self'", ...giscus].join(' ')}`,
    "img-src 'self' data: blob:",
    "object-src 'none'",
    "worker-src 'self'",
  ];
  return {
    directives,
    scriptDirective: {
      resources: ["'self'", "'wasm-unsafe-eval'", ...giscus, ...(goatCounter ? [COUNT_SCRIPT] : [])],
    },
    // KaTeX and Shiki place and colour glyphs with style attributes.
    styleDirective: {
      resources: ["'self'", ...giscus, { resource: "'unsafe-inline'", kind: 'attribute' as const }],
    },
  };
}

/** What lets a script that stands in the page run: the hash of exactly its bytes. */
export function scriptHash(script: string): `sha256-${string}` {
  return `sha256-${createHash('sha256').update(script).digest('base64')}`;
}
