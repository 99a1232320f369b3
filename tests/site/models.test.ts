import { ModelCardSchema, type ModelCard } from '#src/model-card.ts';
import { checkModelFiles } from '#src/model-files.ts';
import { findComparison, findMetric, findModelCard, findParameters } from '#src/model-lookup.ts';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { builtPage, builtPages } from './built-pages.ts';

const MODELS = join(import.meta.dirname, '../../models');

async function shippedCard(id: string): Promise<ModelCard> {
  return ModelCardSchema.parse(JSON.parse(await readFile(join(MODELS, id, 'card.json'), 'utf8')));
}

const card = await shippedCard('ae-mnist');

describe('what a page asks for and no card has is refused with the list of what there is', () => {
  test('a model', () => {
    expect(() => findModelCard([card], 'gan-ring')).toThrowErrorMatchingInlineSnapshot(
      `[Error: No model card for "gan-ring". Trained models: ae-mnist. \`npm run train\` lists the recipes.]`,
    );
    expect(() => findModelCard([card], 'ae-mnst')).toThrowErrorMatchingInlineSnapshot(
      `[Error: No model card for "ae-mnst". Did you mean "ae-mnist"?]`,
    );
  });

  test('a metric', () => {
    const known = card.metrics.map(({ id }) => id).join(', ');
    expect(() => findMetric(card, 'nll')).toThrow(
      `Model "ae-mnist" has no metric "nll". Its metrics: ${known}.`,
    );
  });

  test('a graph', () => {
    expect(findParameters(card, 'decoder')).toBe(card.graphs['decoder']!.parameters);
    expect(() => findParameters(card, 'decodr')).toThrowErrorMatchingInlineSnapshot(
      `[Error: Model "ae-mnist" has no graph "decodr". Did you mean "decoder"?]`,
    );
  });

  test('an opponent', () => {
    const opponents = [
      { name: { ko: '평균 그림', en: 'Mean image' }, value: 0.067, source: 'npm run evaluate' },
    ];
    const metric = { ...findMetric(card, 'mse'), opponents };
    expect(findComparison(card, metric, 'opponents', 0).value).toBe(0.067);
    expect(findComparison(card, metric, 'opponents', '평균 그림').value).toBe(0.067);
    expect(() => findComparison(card, metric, 'opponents', 'k-means')).toThrowErrorMatchingInlineSnapshot(
      `[Error: Metric "mse" of model "ae-mnist" has no "k-means" among its opponents: 0 "Mean image" ("평균 그림").]`,
    );
  });
});

describe('a graph file that is not the one on the card', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'latent-notes-'));
    await cp(join(MODELS, 'ae-mnist'), folder, { recursive: true });
  });
  afterEach(() => rm(folder, { recursive: true }));

  test('is no fault as shipped', async () => {
    await expect(checkModelFiles(card, folder)).resolves.toBeUndefined();
  });

  test('is refused when it is missing', async () => {
    await rm(join(folder, 'decoder.onnx'));
    await expect(checkModelFiles(card, folder)).rejects.toThrow(
      /decoder\.onnx is missing\nRestore the folder as committed, or run `npm run train -- ae-mnist`/,
    );
  });

  test('is refused when it is cut short', async () => {
    const bytes = await readFile(join(folder, 'decoder.onnx'));
    await writeFile(join(folder, 'decoder.onnx'), bytes.subarray(1));
    await expect(checkModelFiles(card, folder)).rejects.toThrow(
      `decoder.onnx has ${String(bytes.length - 1)} bytes; its card says ${String(bytes.length)}`,
    );
  });

  test('is refused when one byte differs', async () => {
    const bytes = await readFile(join(folder, 'decoder.onnx'));
    bytes[100]! ^= 1;
    await writeFile(join(folder, 'decoder.onnx'), bytes);
    await expect(checkModelFiles(card, folder)).rejects.toThrow(
      /decoder\.onnx has SHA-256 \w{64}; its card says \w{64}/,
    );
  });
});

test('the lecture prints the error that the card gives, not one of its own', () => {
  const { $ } = builtPage('/lectures/19-generative-models-1/');
  const printed = $('article data')
    .toArray()
    .map((element) => Number($(element).attr('value')));
  expect(printed).toContain(findMetric(card, 'mse').value);
  expect(printed).toContain(card.parameters);
});

test('the page of a model shows its metrics, its files and the command that makes it', () => {
  const { $ } = builtPage('/en/models/ae-mnist/');
  const text = $('main').text();
  for (const { sha256, file } of Object.values(card.graphs)) {
    expect(text).toContain(sha256);
    expect($(`a[download="ae-mnist-${file}"]`).attr('href')).toMatch(/^\/_astro\/.+\.onnx$/);
  }
  for (const { name, protocol } of card.metrics) {
    expect(text).toContain(name.en);
    expect(text).toContain(protocol.en);
  }
  expect(text).toContain(card.command);
});

describe('the drawing of a graph on the page of its model', () => {
  const drawn = builtPages.filter(({ path }) => /^\/(en\/)?models\/[^/]+\/$/.test(path));

  test.each(drawn)('has every layer once, and the weights of the card: $path', async ({ path, $ }) => {
    const { graphs } = await shippedCard(/models\/([^/]+)\//.exec(path)![1]!);
    for (const [name, { parameters }] of Object.entries(graphs)) {
      const flow = $(`#graph-${name}`).parent().find('.flow');
      const valuesOf = (selector: string) =>
        flow
          .find(selector)
          .toArray()
          .map((element) => Number($(element).attr('value')));
      expect(valuesOf('.summary data')).toEqual([parameters]);
      expect(valuesOf('.layer data').reduce((total, weights) => total + weights, 0)).toBe(parameters);
      const numbers = flow
        .find('.layer .number')
        .toArray()
        .map((element) => Number($(element).text()));
      expect(numbers).toEqual(numbers.map((_, i) => i + 1));
      expect(numbers.length).toBeGreaterThan(0);
      expect(flow.find('.layer code').text()).not.toContain('–');
    }
  });

  test('has a line past the layers for each skip connection', () => {
    const { $ } = builtPage('/models/segmenter-scenes/');
    expect($('.flow .skip').length).toBe(5); // three of the U, two of the residual sums
  });
});

describe('a model’s page says where it is used', () => {
  const demoPages = builtPages.filter(({ path }) => /^\/demos\/[^/]+\/$/.test(path));
  const modelPages = builtPages.filter(({ path }) => /^\/models\/[^/]+\/$/.test(path));

  test.each(modelPages)('by the demos that name it, and no others: $path', ({ path, $ }) => {
    const named = demoPages.filter((demo) => demo.$(`figure.demo a[href="${path}"]`).length > 0);
    const linked = $('[data-used-in] a[href^="/demos/"]')
      .toArray()
      .map((link) => $(link).attr('href'));
    expect(linked.sort()).toEqual(named.map((demo) => demo.path).sort());
  });

  test('by the sections that print its figures', () => {
    const { $ } = builtPage('/en/models/ae-linear-mnist/');
    const links = $('[data-used-in] a[href^="/en/lectures/19-generative-models-1/#"]');
    expect(links.length).toBeGreaterThan(0);
  });
});
