/** Learning rates as functions of the step. */
export type Schedule = (step: number, steps: number) => number;

interface Peak {
  readonly peak: number;
  /** Steps in which the rate rises in a line from zero to its peak. */
  readonly warmupSteps?: number;
}

/** Linear warm-up to `peak`, then that. */
export function constant(settings: Peak): Schedule {
  return afterWarmup(settings, () => 1);
}

/** Linear warm-up to `peak`, then down to zero in a line. */
export function linear(settings: Peak): Schedule {
  return afterWarmup(settings, (progress) => 1 - progress);
}

/** Linear warm-up to `peak`, then half a cosine down to zero (Loshchilov & Hutter 2017, without restarts). */
export function cosine(settings: Peak): Schedule {
  return afterWarmup(settings, (progress) => 0.5 * (1 + Math.cos(Math.PI * progress)));
}

/** @param fall share of the peak, by the share of the steps after the warm-up that is done */
function afterWarmup({ peak, warmupSteps = 0 }: Peak, fall: (progress: number) => number): Schedule {
  return (step, steps) => {
    if (step < warmupSteps) return (peak * step) / warmupSteps;
    const progress = (step - warmupSteps) / Math.max(1, steps - warmupSteps);
    return peak * fall(Math.min(1, progress));
  };
}
