/** What the demo says of the receptive field is true of the shipped networks: flipping pixels tells. */
import { describe, expect, test } from 'vitest';
import { kernels, sights, taps } from '#src/demos/pixel-by-pixel/field.ts';
import { pixelCount, type ModelName } from '#src/demos/pixel-by-pixel/state.ts';
import { side } from '#src/demos/pixel-places.ts';
import { seededRandomStream } from '#scripts/random.ts';
import { runNatively } from '../../browser/native-model.ts';

const places = { middle: 14 * side + 14, top: 2 * side + 3, corner: 27 * side + 27, left: 20 * side };
type Place = keyof typeof places;

/** For each place the pixels whose flip changes its logit, in at least one of a few random images. */
async function influences(model: ModelName): Promise<Record<Place, number[]>> {
  const random = seededRandomStream(3);
  const found = Object.fromEntries(Object.keys(places).map((name) => [name, new Set<number>()]));
  for (let trial = 0; trial < 3; trial++) {
    const base = Float32Array.from({ length: pixelCount }, () => Number(random.uniform() < 0.3));
    const images = new Float32Array((pixelCount + 1) * pixelCount);
    for (let flipped = 0; flipped <= pixelCount; flipped++) {
      images.set(base, flipped * pixelCount);
      if (flipped < pixelCount) images[flipped * pixelCount + flipped] = 1 - base[flipped]!;
    }
    const x = { data: images, shape: [pixelCount + 1, pixelCount] };
    const { logits } = await runNatively(`${model}-mnist`, model, { x });
    for (const [name, pixel] of Object.entries(places)) {
      const untouched = logits![pixelCount * pixelCount + pixel]!;
      for (let flipped = 0; flipped < pixelCount; flipped++)
        if (Math.abs(logits![flipped * pixelCount + pixel]! - untouched) > 1e-6) found[name]!.add(flipped);
    }
  }
  const sorted = Object.entries(found).map(([name, pixels]) => [name, [...pixels].sort((a, b) => a - b)]);
  return Object.fromEntries(sorted) as Record<Place, number[]>;
}

test('the shipped PixelCNN depends on just those pixels that are said to be seen', async () => {
  const found = await influences('pixelcnn');
  for (const [name, pixel] of Object.entries(places)) {
    const said = sights('pixelcnn', pixel, kernels.length);
    const seen = [...said.keys()].filter((other) => said[other] === 'seen');
    expect(found[name as Place], name).toEqual(seen);
  }
});

test('the shipped MADE depends on earlier pixels alone, and far beyond the PixelCNN’s field', async () => {
  const { middle: found } = await influences('made');
  expect(Math.max(...found)).toBeLessThan(places.middle);
  expect(sights('made', places.middle, 5).filter((sight) => sight === 'seen')).toHaveLength(places.middle);
  const pixelCnn = sights('pixelcnn', places.middle, 5);
  for (const kind of ['blind', 'far'] as const)
    expect(
      found.some((other) => pixelCnn[other] === kind),
      kind,
    ).toBe(true);
});

describe('the masks', () => {
  test('hide the pixel itself in A and show it in B, and nothing after it in either', () => {
    const [first, second] = kernels;
    expect(taps(first)).toHaveLength(7 * 13 + 6);
    expect(taps(second!)).toHaveLength(3 + 2);
    expect(taps(first)).not.toContainEqual([0, 0]);
    expect(taps(second!)).toContainEqual([0, 0]);
    for (const [row, column] of [...taps(first), ...taps(second!)]) expect(row < 0 || column <= 0).toBe(true);
  });

  test('leave a blind spot that recedes by a column a row from the seventh to the right', () => {
    const said = sights('pixelcnn', places.middle, kernels.length);
    const at = (up: number, right: number) => said[places.middle - up * side + right];
    expect([at(1, 6), at(1, 7), at(2, 7), at(2, 8), at(5, 10), at(5, 11)]).toEqual([
      'seen',
      'blind',
      'seen',
      'blind',
      'seen',
      'blind',
    ]);
    expect([at(6, 11), at(12, 0), at(0, -10), at(0, -11)]).toEqual(['far', 'far', 'seen', 'far']);
  });

  test('of the first layer alone are its kernel', () => {
    const said = sights('pixelcnn', places.middle, 1);
    expect(said.filter((sight) => sight === 'seen')).toHaveLength(taps(kernels[0]).length);
  });
});
