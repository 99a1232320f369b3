/** The figures of how models are built, on the built pages: what they show is what the references hold. */
import { decode } from 'fast-png';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { DIST } from '#scripts/browser/serve-built-site.ts';
import type { ModelCard, Reference } from '#src/model-card.ts';
import { decodeTensor } from '#src/tensor-data.ts';
import { builtPage } from './built-pages.ts';

const digit = 3;
const lectures = {
  'ae-mnist': 'lectures/19-generative-models-1/',
  'vae-mnist': 'lectures/19-generative-models-1/',
  'vqvae-mnist': 'lectures/20-generative-models-2/',
  'gan-mnist': 'lectures/20-generative-models-2/',
};
type Model = keyof typeof lectures;

const read = <T>(path: string) => JSON.parse(readFileSync(path, 'utf8')) as T;
const cardOf = (model: Model) => read<ModelCard>(`models/${model}/card.json`);
const referenceOf = (model: Model) => read<Reference>(`models/${model}/reference.json`);

function row(model: Model, graph: string, side: 'inputs' | 'outputs', tensor: string, at = digit) {
  const stored = referenceOf(model).graphs[graph]![side][tensor]!;
  const values = decodeTensor(stored);
  const size = values.length / stored.shape[0]!;
  return values.slice(at * size, (at + 1) * size);
}

function figure(prefix: string, model: Model) {
  const { $ } = builtPage(`/${prefix}${lectures[model]}`);
  const found = $(`.flow-figure[data-figure="${model}"]`);
  expect(found.length).toBe(1);
  return {
    alt: found.find('[role="img"]').attr('aria-label')!,
    caption: found.find('figcaption').text().trim(),
    text: found.find('.diagram').text().replace(/\s+/g, ' '),
    parts: found.find('.diagram *').length,
    bytes: $.html(found.find('.diagram')).length,
    /** Ink of each picture, in the order of the source. */
    pictures: found
      .find('img')
      .toArray()
      .map((image) => inkOf($(image).attr('src')!)),
    /** Heights of the bars of each vector, up from its line, in units of the drawing. */
    bars: found
      .find('.bars path:first-child')
      .toArray()
      .map((path) =>
        [
          ...$(path)
            .attr('d')!
            .matchAll(/V(-?\d+)h3/g),
        ].map(([, height]) => -Number(height)),
      ),
  };
}

function inkOf(address: string): number[] {
  const { data, channels } = decode(readFileSync(join(DIST, address)));
  return Array.from({ length: data.length / channels }, (_, i) => data[(i + 1) * channels - 1]! / 255);
}

function expectInk(picture: readonly number[] | undefined, values: ArrayLike<number>) {
  expect(picture?.length).toBe(values.length);
  for (const [i, ink] of picture!.entries())
    expect(Math.abs(ink - Math.min(1, Math.max(0, values[i]!)))).toBeLessThan(1 / 255 + 1e-6);
}

/** Heights are the values on one scale, whichever it is, in whole units. */
function expectBars(heights: readonly number[] | undefined, values: Float32Array) {
  expect(heights?.length).toBe(values.length);
  const scale = Math.max(...heights!.map(Math.abs)) / Math.max(...values.map(Math.abs));
  for (const [i, height] of heights!.entries()) expect(Math.abs(height - scale * values[i]!)).toBeLessThan(1);
}

const sigmoid = (score: number) => 1 / (1 + Math.exp(-score));

describe.each(['', 'en/'])('in /%s', (prefix) => {
  test.each(Object.keys(lectures) as Model[])('%s says in words what it shows, and is small', (model) => {
    const { alt, caption, parts, bytes } = figure(prefix, model);
    expect(alt.length).toBeGreaterThan(120);
    expect(alt).not.toMatch(/undefined|NaN/);
    expect(/[가-힣]/.test(alt)).toBe(prefix === '');
    expect(caption.length).toBeGreaterThan(40);
    expect(parts).toBeLessThan(120);
    expect(bytes).toBeLessThan(12_000);
  });

  test('the autoencoder: its image, its code, what it made of it and how far off that is', () => {
    const { pictures, bars, text } = figure(prefix, 'ae-mnist');
    const [x, mean] = [
      row('ae-mnist', 'encoder', 'inputs', 'x'),
      row('ae-mnist', 'decoder', 'outputs', 'x_mean'),
    ];
    expectInk(pictures[0], x);
    expectInk(pictures[1], mean);
    expectBars(bars[0], row('ae-mnist', 'encoder', 'outputs', 'z'));
    const error = x.reduce((sum, value, i) => sum + (value - mean[i]!) ** 2, 0) / x.length;
    expect(text).toContain(`= ${error.toPrecision(3)}`);
    expect(text).toContain('784 → 32');
  });

  test('the variational autoencoder: mean, deviation, and draws that differ from the mean as they may', () => {
    const { pictures, bars, text } = figure(prefix, 'vae-mnist');
    const mean = row('vae-mnist', 'encoder', 'outputs', 'z_mean');
    const logVar = row('vae-mnist', 'encoder', 'outputs', 'z_log_var');
    const deviation = logVar.map((value) => Math.exp(value / 2));
    expectInk(pictures[0], row('vae-mnist', 'encoder', 'inputs', 'x'));
    expectBars(bars[0], mean);
    expectBars(bars[1], deviation);
    const draws = bars.slice(2);
    expect(draws.length).toBe(3);
    const scale = Math.max(...bars[0]!.map(Math.abs)) / Math.max(...mean.map(Math.abs));
    // Heights are whole units: they tell the noise only where there is much of it.
    const noise = draws.flatMap((z) =>
      z.flatMap((height, k) => (deviation[k]! < 0.3 ? [] : [(height / scale - mean[k]!) / deviation[k]!])),
    );
    // Some 90 numbers of the standard normal: their mean square is 1, give or take 0.15.
    expect(noise.length).toBeGreaterThan(60);
    const square = noise.reduce((sum, each) => sum + each ** 2, 0) / noise.length;
    expect(square).toBeGreaterThan(0.5);
    expect(square).toBeLessThan(1.5);
    const made = row('vae-mnist', 'decoder', 'outputs', 'x_mean'); // of the mean itself
    for (const picture of pictures.slice(1)) {
      const apart = picture.reduce((sum, ink, i) => sum + (ink - made[i]!) ** 2, 0) / made.length;
      expect(apart).toBeGreaterThan(0.0005);
      expect(apart).toBeLessThan(0.05);
    }
    const kl = mean.reduce((sum, mu, k) => sum + (mu ** 2 + deviation[k]! ** 2 - 1 - logVar[k]!) / 2, 0);
    expect(text).toContain(`KL ${kl.toFixed(1)}`);
  });

  test('the VQ-VAE: vector, nearest code and indices', () => {
    const { pictures, bars, text } = figure(prefix, 'vqvae-mnist');
    const codes = row('vqvae-mnist', 'encoder', 'outputs', 'codes');
    expectInk(pictures[0], row('vqvae-mnist', 'encoder', 'inputs', 'x'));
    expectInk(pictures[1], row('vqvae-mnist', 'decoder', 'outputs', 'x_mean'));
    expectBars(bars[0], row('vqvae-mnist', 'encoder', 'outputs', 'z').slice(24 * 16, 25 * 16));
    expectBars(bars[1], row('vqvae-mnist', 'encoder', 'outputs', 'z_q').slice(24 * 16, 25 * 16));
    expect(text).toContain([...codes].join(' '));
  });

  test('the GAN: its noise, what it became, and what the discriminator says of both images', () => {
    const { pictures, bars, text } = figure(prefix, 'gan-mnist');
    const count = referenceOf('gan-mnist').examples.length;
    expectBars(bars[0], row('gan-mnist', 'generator', 'inputs', 'z'));
    expectInk(pictures[0], row('gan-mnist', 'generator', 'outputs', 'x_mean'));
    expectInk(pictures[0], row('gan-mnist', 'discriminator', 'inputs', 'x', count + digit));
    expectInk(pictures[1], row('gan-mnist', 'discriminator', 'inputs', 'x'));
    const says = (at: number) =>
      sigmoid(row('gan-mnist', 'discriminator', 'outputs', 'score', at)[0]!).toFixed(2);
    expect(text).toContain(`D(G(z)) = ${says(count + digit)}`);
    expect(text).toContain(`D(x) = ${says(digit)}`);
    expect(text).toContain(`${String(cardOf('gan-mnist').graphs['generator']!.inputs['z']!.shape[1])} → 784`);
  });
});
