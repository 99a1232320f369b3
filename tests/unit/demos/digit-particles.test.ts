import { expect, it } from 'vitest';
import { asDigit, digitAnd, digitIs, digitSays } from '#src/demos/digit-particles.ts';

it('gives each digit the particle that its Korean reading takes', () => {
  const digits = [...Array(10).keys()];
  expect(digits.map(asDigit).join(' ')).toBe('0으로 1로 2로 3으로 4로 5로 6으로 7로 8로 9로');
  expect(digits.map(digitIs).join(' ')).toBe('0이 1이 2가 3이 4가 5가 6이 7이 8이 9가');
  expect(digits.map(digitAnd).join(' ')).toBe('0과 1과 2와 3과 4와 5와 6과 7과 8과 9와');
  expect(digits.map(digitSays).join(' ')).toBe(
    '0이라고 1이라고 2라고 3이라고 4라고 5라고 6이라고 7이라고 8이라고 9라고',
  );
});
