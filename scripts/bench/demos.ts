/**
 * How soon the demos of the built site answer a gesture, in Chromium on WASM, beside the bare run of the model that the
 * answer needed. A demo that answers within 50 ms follows the hand.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { launchChromium } from '#scripts/browser/launch-chromium.ts';
import { DIST, serveBuiltSite } from '#scripts/browser/serve-built-site.ts';
import { median } from '#scripts/metrics/statistics.ts';

interface Gesture {
  readonly demo: string;
  readonly lecture: 19 | 20;
  /** As a link to the demo says it. */
  readonly state?: string;
  /** What the hand is on, and what shows the answer; selectors within the demo. */
  readonly control: string;
  readonly answer: string;
  /** Done in turn, round about; each changes what shows the answer. */
  readonly does:
    | { readonly press: readonly string[] }
    | { readonly set: readonly number[] }
    | { readonly click: readonly string[] };
}

const DRAW_AGAIN = '[data-action="draw-again"]';

const GESTURES: readonly Gesture[] = [
  {
    demo: 'task-tour',
    lecture: 19,
    control: '[data-digit="2"]',
    answer: '[data-board] svg',
    does: { press: ['ArrowDown', 'ArrowUp'] },
  },
  {
    demo: 'occlusion',
    lecture: 19,
    state: 'at=234',
    control: '[data-board="patch"]',
    answer: '.answers',
    does: { press: ['ArrowDown', 'ArrowUp'] },
  },
  {
    demo: 'clusters',
    lecture: 19,
    control: '[data-slider="k"]',
    answer: '[data-figure="objective"]',
    does: { set: [9, 11, 12, 10] },
  },
  {
    demo: 'density',
    lecture: 19,
    control: '[data-slider="setting"]',
    answer: '[data-method="kernel"] [data-figure="train"]',
    does: { set: [12, 20, 28, 4] },
  },
  {
    demo: 'bayes-classifier',
    lecture: 19,
    control: '[data-example]',
    answer: '',
    does: { click: ['[data-example="1"]', '[data-example="7"]'] },
  },
  {
    demo: 'pixel-by-pixel',
    lecture: 19,
    control: '[data-board="main"]',
    answer: '[data-figure="cost"]',
    does: { press: [' '] },
  },
  {
    demo: 'reconstruct',
    lecture: 19,
    control: '[role="slider"]',
    answer: '[data-error="autoencoder"]',
    does: { press: ['Home', 'End'] },
  },
  {
    demo: 'bottleneck',
    lecture: 19,
    control: '[data-slider="k"]',
    answer: '[data-error="pca"]',
    does: { set: [40, 8, 50, 12] },
  },
  {
    demo: 'sparse-features',
    lecture: 19,
    control: '[data-unit]',
    answer: '[data-error="without"]',
    does: { click: ['[data-unit]'] },
  },
  {
    demo: 'denoise',
    lecture: 19,
    control: '[data-slider="level"]',
    answer: '[data-figure="restored"]',
    does: { set: [0.3, 0.7, 0.4, 0.6] },
  },
  {
    demo: 'reparameterize',
    lecture: 19,
    control: '[data-slider="mu"]',
    answer: '[data-figure="mu"]',
    does: { set: [-1, 0.5, 1] },
  },
  { demo: 'elbo', lecture: 19, control: DRAW_AGAIN, answer: '', does: { click: [DRAW_AGAIN] } },
  {
    demo: 'latent-map',
    lecture: 20,
    control: '[data-handle="z"]',
    answer: '.image',
    does: { press: ['ArrowRight', 'ArrowLeft'] },
  },
  { demo: 'beta', lecture: 20, control: DRAW_AGAIN, answer: '', does: { click: [DRAW_AGAIN] } },
  {
    demo: 'traverse',
    lecture: 20,
    control: '[data-slider="z6"]',
    answer: '[data-row="area"] [data-figure="now"]',
    does: { set: [-1, 1, 0, 0.5] },
  },
  {
    demo: 'codebook',
    lecture: 20,
    control: '[data-board="codes"]',
    answer: '[data-row="prior"] [data-figure="nats"]',
    does: { press: [' ', 'Backspace'] },
  },
  {
    demo: 'generator',
    lecture: 20,
    state: 'a=2&b=8',
    control: '[data-handle="z"]',
    answer: '.image',
    does: { press: ['ArrowLeft', 'ArrowRight'] },
  },
  {
    demo: 'latent-arithmetic',
    lecture: 20,
    control: '[data-slider="s"]',
    answer: '[data-row="ink"] td:nth-of-type(2)',
    does: { set: [0.8, 0.6, 0.4, 0.2] },
  },
  {
    demo: 'gan-training',
    lecture: 20,
    control: '[data-slider="s"]',
    answer: '[data-shown]',
    does: { set: [6, 5, 7] },
  },
  {
    demo: 'mode-collapse',
    lecture: 20,
    control: '[data-slider="s"]',
    answer: '[data-figure="step-healthy"]',
    does: { set: [9, 8, 7, 10] },
  },
];

const LECTURES = { 19: '/lectures/19-generative-models-1/', 20: '/lectures/20-generative-models-2/' };

/**
 * Prints a table: median and worst milliseconds from gesture to answer, of the model's run, and their ratio.
 *
 * @param gestures made with each demo
 * @throws Error when the site is not built
 */
export async function benchDemos(gestures: number): Promise<void> {
  if (!existsSync(join(DIST, 'index.html')))
    throw new Error('The benchmark of the demos runs on the built site. Run `npm run build` first.');
  const site = await serveBuiltSite();
  const browser = await launchChromium();
  const line = (title: string, cells: readonly string[]) =>
    title.padEnd(30) + cells.map((cell) => cell.padStart(11)).join('');
  console.log(`\nthe demos, ms from gesture to answer, of ${gestures}\n`);
  console.log(line('', ['median', 'worst', 'model', 'ratio']));
  for (const gesture of GESTURES) {
    const context = await browser.newContext({
      viewport: { width: 1280, height: 900 },
      serviceWorkers: 'block',
    });
    const page = await context.newPage();
    const state = gesture.state === undefined ? '' : `?${gesture.state}`;
    await page.goto(`${site.url}${LECTURES[gesture.lecture]}#demo-${gesture.demo}${state}`);
    const { answers, runs } = await timeGestures(page, gesture, gestures);
    const [answer, run] = [median(answers), runs.length > 0 ? median(runs) : undefined];
    console.log(
      line(gesture.demo, [
        answer.toFixed(1),
        Math.max(...answers).toFixed(1),
        run?.toFixed(1) ?? '–',
        run === undefined ? '–' : (answer / run).toFixed(1),
      ]),
    );
    await context.close();
  }
  await browser.close();
  await site.close();
}

async function timeGestures(page: Page, { demo, control, answer, does }: Gesture, gestures: number) {
  const frame = page.locator(`#demo-${demo}`);
  const start = frame.locator('[data-action="start"]');
  if ((await start.count()) > 0) await start.click();
  else await frame.locator(control).first().focus(); // wakes an island without models
  const root = frame.locator('[data-demo]');
  await frame.locator('[data-demo][data-state="ready"]').waitFor({ timeout: 60_000 });
  await page.waitForTimeout(500); // what follows a start
  return root.evaluate(
    async (element, { control, answer, does, gestures }) => {
      const shown = answer === '' ? element : element.querySelector(answer)!;
      const answers: number[] = [];
      const runs: number[] = [];
      const made = (index: number) => {
        const hand = element.querySelector<HTMLElement>(control)!;
        if ('click' in does) {
          element.querySelector<HTMLElement>(does.click[index % does.click.length]!)!.click();
        } else if ('press' in does) {
          const key = does.press[index % does.press.length]!;
          hand.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
        } else {
          (hand as HTMLInputElement).value = String(does.set[index % does.set.length]);
          hand.dispatchEvent(new Event('input', { bubbles: true }));
        }
      };
      for (let index = 0; index < gestures; index++) {
        const begin = performance.now();
        const answered = new Promise<void>((resolve, reject) => {
          const late = setTimeout(() => {
            reject(new Error(`No answer to gesture ${index}.`));
          }, 10_000);
          const observer = new MutationObserver(() => {
            clearTimeout(late);
            observer.disconnect();
            resolve();
          });
          // A demo without a figure for it answers when its root says what the run took.
          observer.observe(
            shown,
            answer === ''
              ? { attributeFilter: ['data-latency-ms'] }
              : { childList: true, characterData: true, subtree: true, attributes: true },
          );
        });
        made(index);
        await answered;
        answers.push(performance.now() - begin);
        const run = Number.parseFloat(element.getAttribute('data-latency-ms') ?? '');
        if (!Number.isNaN(run)) runs.push(run);
        await new Promise((resolve) => setTimeout(resolve, 30)); // the next gesture of a quick hand
      }
      return { answers, runs };
    },
    { control, answer, does, gestures },
  );
}
