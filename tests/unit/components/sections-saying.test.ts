import { expect, test } from 'vitest';
import { sectionsSaying } from '#src/components/sections-saying.ts';

const section = (source: string) => ({ source });
const said = (name: string, ...sources: string[]) =>
  sectionsSaying(name, sources.map(section)).map(({ source }) => source.slice(0, source.indexOf('\n')));

test('a section is about what its heading says or its text says twice', () => {
  expect(
    said(
      '차원 축소',
      '차원 축소, 차원 축소: 아직 절이 아니다.\n',
      '## 군집화\n차원 축소는 다음 절에서.',
      '## 차원축소\n수를 줄인다.',
      '### PCA\n차원 축소의 하나다. 다른 차원 축소와 달리 선형이다.',
      '### 코드\n`차원 축소` $차원 축소$ <Demo name="차원 축소" />',
    ),
  ).toEqual(['## 차원축소', '### PCA']);
});

test('of many sections those that say it most stand in the order of the course', () => {
  const sources = [3, 2, 9, 4, 2, 8, 5].map((times, i) => `## ${String(i)}\n${'GAN이다. '.repeat(times)}`);
  expect(said('gan', ...sources)).toEqual(['## 0', '## 2', '## 3', '## 5', '## 6']);
  expect(said('gan', '## 1\nWGAN, DCGAN')).toEqual([]); // within another word it is another
});
