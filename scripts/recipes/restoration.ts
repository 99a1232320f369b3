/** How well damaged images are restored: the same damage and the same figures for every model that restores. */
import { dropPixels, eraseRectangles } from '#scripts/datasets/masking.ts';
import type { Split } from '#scripts/datasets/dataset.ts';
import { addNoise, psnr, restorationError, type Denoise } from '#scripts/metrics/denoising.ts';
import type { Metric } from '#src/model-card.ts';
import type { RunGraph } from './recipe.ts';

export interface Damage {
  readonly id: string;
  readonly name: Metric['name'];
  readonly apply: Parameters<typeof restorationError>[1];
  /** The graph of `wiener-mnist` against it, and the strength that the graph is told. */
  readonly filter: { readonly graph: string; readonly strength: string; readonly value: number };
}

const noise = (id: string, sigma: number): Damage => ({
  id,
  name: { ko: `가우스 잡음 σ = ${sigma}`, en: `Gaussian noise σ = ${sigma}` },
  apply: (x, random) => addNoise(x, sigma, random),
  filter: { graph: 'noise', strength: 'sigma', value: sigma },
});

const dropped = (share: number): Damage => ({
  id: `dropped_${100 * share}`,
  name: { ko: `픽셀 ${100 * share}% 지움`, en: `${100 * share}% of the pixels gone` },
  apply: (x, random) => dropPixels(x, share, random),
  filter: { graph: 'dropped', strength: 'share', value: share },
});

const erased: Damage = {
  id: 'rectangle',
  name: { ko: '10×10 직사각형 지움', en: 'a rectangle of 10×10 gone' },
  apply: (x, random) => eraseRectangles(x, 28, { height: 10, width: 10 }, random),
  filter: { graph: 'rectangle', strength: 'side', value: 10 },
};

const damages: readonly Damage[] = [
  noise('noise_050', 0.5),
  noise('noise_025', 0.25),
  noise('noise_100', 1),
  dropped(0.5),
  dropped(0.75),
  erased,
];

/** The linear filter of `wiener-mnist` against a damage. */
export function filterWith(run: RunGraph, { filter: { graph, strength, value } }: Damage): Denoise {
  const told = { data: Float32Array.of(value), shape: [1] };
  return async (x) => (await run(graph, { x, [strength]: told }))['x_mean']!;
}

interface Opponent {
  readonly name: Metric['name'];
  /** Ids of the damages that it is held against; all of them unless told. */
  readonly of?: readonly string[];
  repair(damage: Damage): Denoise;
}

const asItIs: Opponent = {
  name: { ko: '그대로 둠', en: 'Left as it is' },
  repair: () => (damaged) => Promise.resolve(damaged),
};

/** PSNR of each damage. */
export async function restorationMetrics(
  test: Split,
  repair: (damage: Damage) => Denoise,
  others: readonly Opponent[],
): Promise<readonly Metric[]> {
  const metrics: Metric[] = [];
  for (const damage of damages) {
    const ratio = async (denoise: Denoise) => psnr(await restorationError(test, damage.apply, denoise));
    const opponents = [];
    for (const opponent of [asItIs, ...others]) {
      if (opponent.of?.includes(damage.id) === false) continue;
      opponents.push({
        name: opponent.name,
        value: (await ratio(opponent.repair(damage))).value,
        source: { ko: '모델과 함께 잰 값', en: 'measured with the model' },
      });
    }
    metrics.push({
      id: `psnr_${damage.id}`,
      name: { ko: `복원 PSNR, ${damage.name.ko}`, en: `PSNR, ${damage.name.en}` },
      ...(await ratio(repair(damage))),
      unit: { ko: 'dB', en: 'dB' },
      better: 'higher',
      split: 'test',
      protocol: {
        ko: '테스트 이미지를 모두 한 번씩 훼손했다가 복원하고, [0, 1] 픽셀값의 제곱오차를 픽셀과 이미지에 대해 평균한 뒤 −10 log₁₀을 취했습니다. 훼손은 어느 방법에나 똑같습니다.',
        en: 'Every test image is damaged once and restored; squared errors of pixels in [0, 1] are averaged over pixels and images before −10 log₁₀. The damage is the same for every method.',
      },
      opponents,
      published: [],
    });
  }
  return metrics;
}
