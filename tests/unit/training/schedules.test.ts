import { describe, expect, it } from 'vitest';
import { constant, cosine, linear } from '#scripts/training/schedules.ts';

describe('the cosine schedule', () => {
  const schedule = cosine({ peak: 0.8, warmupSteps: 10 });

  it('rises in a line, then falls along half a cosine to zero', () => {
    expect(schedule(1, 110)).toBeCloseTo(0.08, 12);
    expect(schedule(10, 110)).toBeCloseTo(0.8, 12);
    expect(schedule(60, 110)).toBeCloseTo(0.4, 12); // half of the way: cos 90° = 0
    expect(schedule(85, 110)).toBeCloseTo(0.4 * (1 - Math.SQRT1_2), 12); // cos 135°
    expect(schedule(110, 110)).toBeCloseTo(0, 12);
  });

  it('starts at the peak without a warm-up', () => {
    expect(cosine({ peak: 0.8 })(0, 100)).toBeCloseTo(0.8, 12);
  });
});

describe('the constant schedule', () => {
  it('rises in a line, then stays', () => {
    const schedule = constant({ peak: 0.8, warmupSteps: 10 });
    expect([0, 5, 10, 11, 500].map((step) => schedule(step, 500))).toEqual([0, 0.4, 0.8, 0.8, 0.8]);
  });

  it('is its peak from the start without a warm-up', () => {
    expect(constant({ peak: 0.8 })(0, 100)).toBe(0.8);
  });
});

describe('the linear schedule', () => {
  it('rises in a line, then falls in one to zero', () => {
    const schedule = linear({ peak: 0.8, warmupSteps: 10 });
    for (const [step, rate] of [
      [0, 0],
      [5, 0.4],
      [10, 0.8],
      [60, 0.4],
      [85, 0.2],
      [110, 0],
    ] as const) {
      expect(schedule(step, 110)).toBeCloseTo(rate, 12);
    }
  });
});
