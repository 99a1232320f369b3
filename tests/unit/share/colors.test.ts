import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { colors } from '#src/share/colors.ts';

const css = readFileSync(new URL('../../../src/layouts/theme.css', import.meta.url), 'utf8');

test('pictures of pages have the colours of the light theme', () => {
  const light = css.slice(0, css.indexOf('@media'));
  for (const [name, color] of Object.entries(colors)) {
    const token = `--color-${name.replaceAll(/[A-Z]/g, '-$&').toLowerCase()}`;
    expect(light).toContain(`${token}: ${color};`);
  }
});
