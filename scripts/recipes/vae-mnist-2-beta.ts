import { adam } from '#scripts/graph/optimizers.ts';
import type { VaeParams } from '#scripts/networks/vae.ts';
import { cosine } from '#scripts/training/schedules.ts';
import { defineRecipe, type Recipe } from './recipe.ts';
import { variationalGraphs, variationalObjective } from './variational.ts';
import { codeNeighbourMetric, variationalMetrics } from './variational-metrics.ts';

const shape = {
  inputDim: 784,
  encoderDims: [64, 32], // small, as a page loads all six
  latentDim: 2,
  decoderDims: [32, 64],
};

const LIMITS = {
  unregularised: {
    ko: 'KL 항이 없어 코드가 표준정규분포를 따르지 않습니다. 표준정규분포에서 뽑은 점은 코드들이 퍼진 곳 가운데 좁은 일부에만 떨어지므로, 거기에서 만든 그림은 숫자 전체를 대표하지 못합니다.',
    en: 'Without the KL term its codes do not follow the standard normal distribution: points drawn from that fall on a small part of where the codes are, and the images made from them do not stand for all digits.',
  },
  loose: {
    ko: 'KL 항이 가벼워 코드가 표준정규분포보다 넓게 퍼져 있습니다. 그래서 표준정규분포에서 뽑은 점으로는 일부 숫자가 드물게 나옵니다.',
    en: 'With a light KL term its codes spread wider than the standard normal distribution, so that some digits are rare among images of points drawn from that.',
  },
  plain: {
    ko: '여섯 모델을 한 페이지에서 불러오도록 작게 만들어, 같은 β = 1인 vae-mnist-2보다 그림이 흐립니다.',
    en: 'Kept small, as a page loads all six, it is blurrier than vae-mnist-2, which has the same β = 1.',
  },
  tight: {
    ko: 'KL 항이 무거워 코드가 그림을 조금밖에 말해 주지 못하므로, 되살린 그림이 흐릿하고 닮은 숫자가 하나로 뭉개집니다.',
    en: 'With a heavy KL term its codes say little about an image: reconstructions blur, and similar digits melt into one.',
  },
};

/** The same network and seed at several weights of the KL divergence: what each of the two terms is for. */
export default [0, 0.25, 1, 2, 4, 8].map(betaRecipe);

function betaRecipe(beta: number): Recipe {
  return defineRecipe<VaeParams>({
    id: `vae-mnist-2-beta-${String(beta).replace('.', '-')}`,
    family: 'vae-mnist-2-beta',
    title: { ko: `MNIST β-VAE (2차원, β = ${beta})`, en: `MNIST β-VAE (2-d, β = ${beta})` },
    summary: {
      ko: `KL 항의 무게 β가 ${beta}인 손실로 훈련한 2차원 변분 오토인코더입니다. β만 다르고 나머지는 같은 여섯 모델 가운데 하나로, β가 재구성과 잠재 분포를 어떻게 바꾸는지 견주어 볼 수 있습니다.`,
      en: `A variational autoencoder with two latents, trained with ${beta} times the KL term. One of six that differ in β alone, to compare what it does to reconstructions and codes.`,
    },
    limits: LIMITS[beta === 0 ? 'unregularised' : beta < 1 ? 'loose' : beta === 1 ? 'plain' : 'tight'],
    dataset: 'mnist',
    network: '784 → 64 → 32 → 2 × (μ, log σ²) → 32 → 64 → 784, SiLU, Bernoulli',
    learning: {
      by: 'descent',
      objective: variationalObjective(shape, {
        beta,
        batchSize: 128,
        steps: 12_000, // 31 passes
        validateEvery: 1_000,
        optimizer: adam(),
        learningRate: cosine({ peak: 4e-3, warmupSteps: 300 }),
        averaging: 0.999,
      }),
    },
    storage: 'float16',
    atol: beta === 0 ? 1e-2 : 1e-3, // nothing keeps codes near 0, and logits grow with them
    ...variationalGraphs(shape),
    async measure(run, dataset) {
      const [nll, elbo, reconstruction, kl] = await variationalMetrics(run, dataset, { samples: 50 });
      return [reconstruction, kl, elbo, nll, await codeNeighbourMetric(run, dataset)];
    },
  });
}
