/** Says how a training is going: one line that is rewritten on a terminal, plain lines now and then elsewhere. */
export interface Progress {
  /** After every step. */
  step(status: { readonly step: number; readonly steps: number; readonly loss: number }): void;
  /** A line that stays. */
  line(text: string): void;
}

const TERMINAL_INTERVAL_MS = 200;
const PLAIN_INTERVAL_MS = 30_000;
const CLEAR_LINE = '\r\u001b[2K';

export function consoleProgress(stream: NodeJS.WriteStream): Progress {
  const interval = stream.isTTY ? TERMINAL_INTERVAL_MS : PLAIN_INTERVAL_MS;
  let shown: { step: number; at: number } | undefined;
  return {
    step({ step, steps, loss }) {
      const at = performance.now();
      shown ??= { step: step - 1, at };
      if (at - shown.at < interval) return;
      const rate = (1000 * (step - shown.step)) / (at - shown.at);
      const percent = ((100 * step) / steps).toFixed(0).padStart(3);
      const left = formatDuration((steps - step) / rate);
      const text = `${percent} %  step ${step}/${steps}  loss ${loss.toPrecision(4)}  ${rate.toFixed(1)} steps/s  ${left} left`;
      stream.write(stream.isTTY ? CLEAR_LINE + text : `${text}\n`);
      shown = { step, at };
    },
    line(text) {
      stream.write(stream.isTTY ? `${CLEAR_LINE}${text}\n` : `${text}\n`);
    },
  };
}

export function formatDuration(seconds: number): string {
  const whole = Math.ceil(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}
