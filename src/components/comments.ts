/** Fetches giscus once its place comes into view, and keeps its theme in step with the page's. */
import { GISCUS } from '#src/content-security.ts';

const place = document.querySelector<HTMLElement>('.giscus')!;
const { dataset } = document.documentElement;

new IntersectionObserver(([seen], observer) => {
  if (!seen!.isIntersecting) return;
  observer.disconnect();
  const script = document.createElement('script');
  script.src = `${GISCUS}/client.js`;
  script.crossOrigin = 'anonymous';
  Object.assign(script.dataset, place.dataset, { theme: dataset['theme'] });
  place.after(script);
}).observe(place);

new MutationObserver(() => {
  const frame = place.querySelector('iframe');
  frame?.contentWindow?.postMessage({ giscus: { setConfig: { theme: dataset['theme'] } } }, GISCUS);
}).observe(document.documentElement, { attributeFilter: ['data-theme'] });
