import { describe, expect, it } from 'vitest';
import { cosine } from '#scripts/training/schedules.ts';

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
