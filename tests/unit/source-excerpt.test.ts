import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { excerpt } from '#src/source-excerpt.ts';

const source = `import { add } from './add.ts';

/** Of two. */
export interface Pair {
  readonly a: number;
}

/**
 * Doubles.
 *
 * @returns 2 x
 */
export function double(x: number): number {
  if (x > 0) {
    return add(x, x);
  }
  return 2 * x;
}

export const half = (x: number): number =>
  x / 2;

const hidden = 1;
`;

test('an excerpt is the definition with the comment before it, and nothing after it', () => {
  expect(excerpt(source, 'Pair', 'a.ts')).toBe(
    '/** Of two. */\nexport interface Pair {\n  readonly a: number;\n}',
  );
  expect(excerpt(source, 'double', 'a.ts')).toMatch(/^\/\*\*\n \* Doubles\.[^]*return 2 \* x;\n\}$/);
  expect(excerpt(source, 'half', 'a.ts')).toBe('export const half = (x: number): number =>\n  x / 2;');
});

test('a name that the file does not export is answered with those that it does', () => {
  expect(() => excerpt(source, 'hidden', 'a.ts')).toThrow(
    'a.ts exports nothing named "hidden". It exports: Pair, double, half.',
  );
});

test('a function of this project comes out whole', async () => {
  const vae = await readFile('scripts/networks/vae.ts', 'utf8');
  expect(excerpt(vae, 'reparameterize', 'vae.ts')).toBe(
    vae.slice(vae.indexOf('/** z = μ + σ ε'), vae.indexOf('\n\n/**\n * KL(q ‖ N(0, I))')),
  );
});
