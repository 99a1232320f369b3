import { describe, expect, it } from 'vitest';
import { lecturesLinked, modelsNamed, places, proseOf, splitSections } from '#src/section-source.ts';

describe('a lecture is split at its headings', () => {
  it('and not at comments of code', () => {
    const source = 'lead\n\n## One\n\n```python\n## no heading\n```\n\n### Two\ntext';
    expect(splitSections(source)).toEqual([
      'lead\n',
      '## One\n\n```python\n## no heading\n```\n',
      '### Two\ntext',
    ]);
  });

  it('and begins with what stands before the first, were it nothing', () => {
    expect(splitSections('## One')).toEqual(['', '## One']);
  });
});

describe('what a section names', () => {
  it('are models by their figures and pages', () => {
    const section =
      'Error <Metric\n  digits={2}\n  model="ae-mnist"\n  id="mse" />, <Parameters model="pca-mnist" />, ' +
      '[encoder](../../models/transfer-mnist/).';
    expect([...modelsNamed(section)]).toEqual(['ae-mnist', 'pca-mnist', 'transfer-mnist']);
  });

  it('are lectures by links to them and to places in them', () => {
    const section =
      '[19](../19-generative-models-1/#demo-elbo), [20](/en/lectures/20-generative-models-2/), ' +
      '[a file](../../models/vae-mnist/), [there](https://example.org/19-other/), [here](#eq-2)';
    expect([...lecturesLinked(section)]).toEqual(['19-generative-models-1', '20-generative-models-2']);
  });

  it('are components at the beginning of a line', () => {
    expect(places('text\n<Elbo />', 'Elbo')).toBe(true);
    expect(places('text\n<ElboTable />', 'Elbo')).toBe(false);
  });
});

it('the prose of a section has no code, formulas, components or addresses', () => {
  const section =
    'A **code** of `encoder` $z$ <Metric model="ae" id="mse" /> and [a map](../gan/).\n\n$$\nmask\n$$\n\n```py\ngate\n```';
  expect(proseOf(section).replace(/\s+/g, ' ').trim()).toBe('A code of and a map .');
});
