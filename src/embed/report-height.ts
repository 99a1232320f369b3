/** Inside a frame: tells the page around it how high the demo is, at once, when asked and whenever that changes. */
import type { HeightReport } from './messages.ts';

function report(): void {
  const message: HeightReport = {
    type: 'latent-notes:height',
    height: Math.ceil(document.documentElement.getBoundingClientRect().height),
  };
  // The page around may be of any origin, and a height is no secret.
  parent.postMessage(message, '*');
}

if (parent !== window) {
  new ResizeObserver(report).observe(document.documentElement);
  addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    if (data === 'latent-notes:ask-height') report();
  });
}
