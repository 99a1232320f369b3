import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { pageColors } from '#src/layouts/page-colors.ts';

const css = readFileSync(new URL('../../../src/layouts/theme.css', import.meta.url), 'utf8');

type Tokens = Readonly<Record<string, string>>;

/** Custom properties of the block that follows a selector. */
function tokensOf(selector: string): Tokens {
  const start = css.indexOf(`${selector} {`);
  if (start < 0) throw new Error(`theme.css has no block for ${selector}`);
  const block = css.slice(start, css.indexOf('}', start));
  return Object.fromEntries(
    [...block.matchAll(/(--[\w-]+):\s*([^;]+);/g)].map(([, name, value]) => [name, value]),
  );
}

/** Relative luminance (WCAG 2.2). */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** Contrast ratio (WCAG 2.2), 1 to 21. */
function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

const light = tokensOf(':root');
const dark = tokensOf(":root[data-theme='dark']");

test('contrast is computed as WCAG computes it', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
  expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2); // webaim.org/resources/contrastchecker
});

describe.each([
  ['light', light],
  ['dark', dark],
])('in the %s theme', (_name, tokens) => {
  const ratio = (one: string, other: string) =>
    contrast(tokens[`--color-${one}`]!, tokens[`--color-${other}`]!);

  test.each(['text', 'muted', 'accent', 'danger', 'warning'])('%s can be read on every ground', (ink) => {
    for (const ground of ['bg', 'surface', 'accent-soft']) {
      expect(ratio(ink, ground), `${ink} on ${ground}`).toBeGreaterThanOrEqual(4.5);
    }
  });

  test('a label on the accent can be read', () => {
    expect(ratio('on-accent', 'accent')).toBeGreaterThanOrEqual(4.5);
  });

  test('outlines of controls and of the focus can be seen', () => {
    for (const outline of ['control', 'focus', 'accent']) {
      for (const ground of ['bg', 'surface']) {
        expect(ratio(outline, ground), `${outline} on ${ground}`).toBeGreaterThanOrEqual(3);
      }
    }
  });
});

test('the dark theme is the same whether chosen or taken from the system', () => {
  expect(tokensOf(':root:not([data-theme])')).toEqual(dark);
});

test('what stands around pages has the colour of their ground', () => {
  expect(pageColors).toEqual({ light: light['--color-bg'], dark: dark['--color-bg'] });
});
