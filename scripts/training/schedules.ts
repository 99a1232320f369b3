/** Learning rates as functions of the step. */
export type Schedule = (step: number, steps: number) => number;

/** Linear warm-up to `peak`, then half a cosine down to zero (Loshchilov & Hutter 2017, without restarts). */
export function cosine({ peak, warmupSteps = 0 }: { peak: number; warmupSteps?: number }): Schedule {
  return (step, steps) => {
    if (step < warmupSteps) return (peak * step) / warmupSteps;
    const progress = (step - warmupSteps) / Math.max(1, steps - warmupSteps);
    return 0.5 * peak * (1 + Math.cos(Math.PI * Math.min(1, progress)));
  };
}
