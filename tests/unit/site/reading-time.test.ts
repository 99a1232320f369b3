import { expect, test } from 'vitest';
import { readingMinutes } from '#src/reading-time.ts';

test('Korean is counted by syllables, English by words', () => {
  expect(readingMinutes('가나다라마 '.repeat(400), [])).toBe(4);
  expect(readingMinutes('some words here '.repeat(238), [])).toBe(3);
});

test('formulas and demos take their time, code and folded answers none', () => {
  const prose = '가나다라마 '.repeat(100);
  expect(readingMinutes(prose, [])).toBe(1);
  expect(readingMinutes(prose + '\n$$\nx\n$$\n'.repeat(12), [])).toBe(3);
  expect(readingMinutes(`${prose}\n<Denoise />\n<Note>\n<Elbo />`, ['Denoise', 'Elbo'])).toBe(3);
  expect(readingMinutes(`${prose}\n\`\`\`ts\n${prose.repeat(9)}\n\`\`\``, [])).toBe(1);
  expect(readingMinutes(`${prose}\n<Answer>\n${prose.repeat(9)}\n</Answer>`, [])).toBe(1);
});
