import { grad as jaxGrad, init, lax, nn, numpy as np } from '@jax-js/jax';
import { beforeAll, describe, expect, it } from 'vitest';
import { openSession } from '#scripts/engine.ts';
import { grad } from '#scripts/graph/grad.ts';
import { writeOnnx } from '#scripts/graph/onnx.ts';
import { silu } from '#scripts/graph/ops/activation.ts';
import { conv } from '#scripts/graph/ops/convolution.ts';
import { mul } from '#scripts/graph/ops/elementwise.ts';
import { reshape } from '#scripts/graph/ops/layout.ts';
import { matMul } from '#scripts/graph/ops/matrix.ts';
import { sum } from '#scripts/graph/ops/reduction.ts';
import { constant, input, type Tensor } from '#scripts/graph/tensor.ts';
import {
  discriminatorLoss,
  generatorLoss,
  realSlopePenalty,
  squaredSlope,
  unitSlopePenalty,
} from '#scripts/networks/gan-losses.ts';
import { checkGradient } from '../graph/gradient-check.ts';

beforeAll(async () => {
  await init('wasm');
});

/** The value of a scalar. */
async function valueOf(tensor: Tensor, feeds: Record<string, readonly number[]> = {}): Promise<number> {
  const session = await openSession(writeOnnx({ y: tensor }, 'value'), { backend: 'cpu', threads: 1 });
  const values = Object.entries(feeds).map(([name, list]) => {
    return [name, { data: Float32Array.from(list), shape: [list.length] }] as const;
  });
  const { y } = await session.run(Object.fromEntries(values));
  await session.release();
  return Number(y!.data[0]);
}

const scores = (...values: number[]) => constant(Float32Array.from(values), [values.length]);
const logistic = (x: number) => 1 / (1 + Math.exp(-x));

describe('the loss of the generator', () => {
  it.each([
    ['non-saturating', -Math.log(logistic(2)), logistic(2) - 1],
    ['minimax', Math.log(1 - logistic(2)), -logistic(2)],
    ['wasserstein', -2, -1],
  ] as const)('%s has its value and slope at D = 2', async (game, value, slope) => {
    const fake = input('fake', [1]);
    const loss = generatorLoss(game, fake);
    expect(await valueOf(loss, { fake: [2] })).toBeCloseTo(value, 5);
    expect(await valueOf(reshape(grad(loss, [fake])[0]!, []), { fake: [2] })).toBeCloseTo(slope, 5);
  });

  it('fades in the minimax game where the discriminator is sure, and not in the others', async () => {
    const slopeAt = (game: Parameters<typeof generatorLoss>[0]) => {
      const fake = input('fake', [1]);
      return valueOf(reshape(grad(generatorLoss(game, fake), [fake])[0]!, []), { fake: [-8] });
    };
    expect(await slopeAt('minimax')).toBeCloseTo(-Math.exp(-8), 5);
    expect(await slopeAt('non-saturating')).toBeCloseTo(-1, 3);
    expect(await slopeAt('wasserstein')).toBe(-1);
  });
});

describe('the loss of the discriminator', () => {
  it('is 2 log 2 where it cannot tell, and mean scores apart for a critic', async () => {
    const blind = scores(0, 0, 0);
    expect(await valueOf(discriminatorLoss('non-saturating', blind, blind))).toBeCloseTo(2 * Math.log(2), 6);
    expect(await valueOf(discriminatorLoss('minimax', blind, blind))).toBeCloseTo(2 * Math.log(2), 6);
    expect(await valueOf(discriminatorLoss('wasserstein', scores(1, 3), scores(-1, 2)))).toBeCloseTo(-1.5, 6);
  });

  it('is least at the logit log p/q, where it is 2 log 2 − 2 JSD(p, q)', async () => {
    // Three examples that real and generated ones take with probabilities p and q, as shares of ten.
    const [p, q] = [
      [1, 4, 5],
      [5, 4, 1],
    ] as const;
    const logits = p.map((share, index) => Math.log(share / q[index]!));
    const taken = (shares: readonly number[]) => shares.flatMap((n, i) => Array<number>(n).fill(logits[i]!));
    const best = await valueOf(discriminatorLoss('non-saturating', scores(...taken(p)), scores(...taken(q))));
    const divergence = p.reduce((total, share, i) => {
      const middle = (share + q[i]!) / 2;
      return total + 0.05 * (share * Math.log(share / middle) + q[i]! * Math.log(q[i]! / middle));
    }, 0);
    expect(best).toBeCloseTo(2 * Math.log(2) - 2 * divergence, 5);
  });
});

describe('penalties of the slope', () => {
  const x = constant(Float32Array.of(1, 2, -3, 0.5), [2, 2]);

  it('of a plane are those of its normal', async () => {
    const plane = (points: Tensor) => reshape(matMul(points, constant(Float32Array.of(3, 4), [2, 1])), [2]);
    expect(await valueOf(realSlopePenalty(plane, x))).toBeCloseTo(25 / 2, 5);
    expect(await valueOf(unitSlopePenalty(plane, x))).toBeCloseTo((5 - 1) ** 2, 5);
  });

  it('of a paraboloid ½ |x|² are those of the points themselves', async () => {
    const paraboloid = (points: Tensor) => mul(sum(mul(points, points), [1]), 0.5);
    const squares = [1 + 4, 9 + 0.25];
    expect(await valueOf(realSlopePenalty(paraboloid, x))).toBeCloseTo((squares[0]! + squares[1]!) / 4, 5);
    const excess = squares.map((square) => (Math.sqrt(square) - 1) ** 2);
    expect(await valueOf(unitSlopePenalty(paraboloid, x))).toBeCloseTo((excess[0]! + excess[1]!) / 2, 5);
  });

  it('are finite, with finite gradients, where the score is flat', async () => {
    const weight = input('weight', [1]);
    const flat = (points: Tensor) => sum(mul(points, weight), [1]);
    const penalty = unitSlopePenalty(flat, x);
    expect(await valueOf(penalty, { weight: [0] })).toBeCloseTo(1, 5);
    expect(await valueOf(reshape(grad(penalty, [weight])[0]!, []), { weight: [0] })).toSatisfy(
      Number.isFinite,
    );
  });

  it('have the gradients of jax-js and of finite differences through a dense network', async () => {
    await checkGradient({
      shapes: [
        [3, 2],
        [2, 5],
        [5, 1],
      ],
      range: [-1, 1],
      graph: (points, first, last) =>
        squaredSlope((at) => reshape(matMul(silu(matMul(at, first)), last), [3]), points),
      jax: (points, first, last) => {
        const score = (at: np.Array) => np.sum(np.matmul(nn.silu(np.matmul(at, first)), last));
        return np.sum(np.square(jaxGrad(score)(points)), 1);
      },
    });
  });

  it('have the gradients of jax-js and of finite differences through a convolutional network', async () => {
    await checkGradient({
      shapes: [
        [2, 1, 6, 6],
        [3, 1, 4, 4],
        [1, 3, 3, 3],
      ],
      range: [-0.5, 0.5],
      graph: (images, first, last) =>
        squaredSlope((at) => {
          const hidden = silu(conv(at, first, undefined, { stride: 2, padding: 1 }));
          return reshape(conv(hidden, last), [2]);
        }, images),
      jax: (images, first, last) => {
        const score = (at: np.Array) => {
          const padding: [number, number][] = [
            [1, 1],
            [1, 1],
          ];
          const hidden = nn.silu(lax.convGeneralDilated(at, first, [2, 2], padding));
          return np.sum(lax.convGeneralDilated(hidden, last, [1, 1], 'VALID'));
        };
        return np.sum(np.square(jaxGrad(score)(images)), [1, 2, 3]);
      },
    });
  });
});
