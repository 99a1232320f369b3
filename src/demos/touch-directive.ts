/**
 * `client:touch`: hydrates an island when the reader first touches it – by pointer, by keyboard, by focus – and then
 * plays again what happened meanwhile, so that neither the first click nor the first stroke of a pen is lost.
 * `client:touch={key}` does so already when the island comes into view, where `localStorage` keeps something of the
 * reader's under that key: they shall see it, not the poster. And a demo that the page's address names with a state
 * wakes up at once and comes into view, which a browser does by itself only for a fragment that is an id.
 * Keep links out of such an island: a click played again would follow them twice.
 */
import type { ClientDirective } from 'astro';
import { kept } from '#src/kept.ts';
import { stateInFragment } from './demo-link.ts';

const triggers = ['pointerdown', 'keydown', 'focusin'];
const replayed = [
  'pointerdown',
  'pointermove',
  'pointerup',
  'pointercancel',
  'keydown',
  'keyup',
  'click',
  'input',
];

const touch: ClientDirective = (load, options, island) => {
  const frame = island.closest('.demo');
  const missed: { event: Event; field: HTMLInputElement; value: string }[] = [];
  const record = (event: Event) => {
    const field = event.target as HTMLInputElement; // which it is where it has a value that counts
    missed.push({ event, field, value: field.value });
  };

  function goToLinked(): void {
    if (!frame || stateInFragment(location.hash, frame.id) === undefined) return;
    if (document.readyState === 'complete') frame.scrollIntoView({ behavior: 'instant' });
    else addEventListener('load', goToLinked, { once: true }); // what stands above may still grow
    begin();
  }

  let begun = false;
  function begin(trigger?: Event): void {
    if (begun) return;
    begun = true;
    for (const type of triggers) island.removeEventListener(type, begin, true);
    observer.disconnect();
    // Listeners added to the island now do not hear the event that is being dispatched on it.
    if (trigger && replayed.includes(trigger.type)) record(trigger);
    for (const type of replayed) island.addEventListener(type, record, true);
    void hydrate().finally(replay);
  }

  async function hydrate(): Promise<void> {
    if (await fetchProps()) await (await load())();
    else island.dispatchEvent(new CustomEvent('astro:hydration-error', { bubbles: true })); // as where its code does not arrive
  }

  /** What a built page keeps in a file (`island-files.ts`) goes where Astro looks for it; false where it does not arrive. */
  async function fetchProps(): Promise<boolean> {
    const address = island.dataset['props'];
    if (address === undefined) return true;
    const response = await fetch(address).catch(() => undefined);
    if (!response?.ok) return false;
    island.setAttribute('props', await response.text());
    return true;
  }

  function replay(): void {
    for (const type of replayed) island.removeEventListener(type, record, true);
    for (const { event, field, value } of missed) {
      if (event.type === 'input') field.value = value; // which the waking demo set back
      // An event serves as the options of its own constructor: the names are the same.
      const copy: unknown = Reflect.construct(event.constructor, [event.type, event]);
      if (copy instanceof Event) field.dispatchEvent(copy);
    }
  }

  const observer = new IntersectionObserver((entries) => {
    if (entries.some(({ isIntersecting }) => isIntersecting)) begin();
  });
  for (const type of triggers) island.addEventListener(type, begin, true);
  // The island itself is `display: contents` and has no box that could come into view.
  if (typeof options.value === 'string' && kept(options.value) !== null) {
    for (const child of island.children) observer.observe(child);
  }
  addEventListener('hashchange', goToLinked);
  goToLinked();
};

export default touch;
