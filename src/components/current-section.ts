/** Marks in the table of contents the section that is being read. */
const contents = document.querySelector<HTMLDetailsElement>('[data-contents]');
const links = new Map<Element, HTMLAnchorElement>();
for (const link of contents?.querySelectorAll('a') ?? []) {
  const section = document.getElementById(decodeURIComponent(link.hash.slice(1)));
  if (section) links.set(section, link);
}

/** The heading under which is read, once there is one. */
export let currentSection: Element | undefined;

function markCurrent(): void {
  currentSection = undefined;
  for (const [section, link] of links) {
    const { top, height } = section.getBoundingClientRect();
    if (height && top < innerHeight / 3) currentSection = section; // what has not arrived yet has no height
    link.removeAttribute('aria-current');
  }
  if (currentSection) links.get(currentSection)!.setAttribute('aria-current', 'location');
}

let waiting = false;
addEventListener(
  'scroll',
  () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      markCurrent();
    });
  },
  { passive: true },
);
markCurrent();

// Beside the text the list is always shown; assistive technology should hear so. On a phone a chosen section folds it.
const besideText = matchMedia('(min-width: 62rem)');
if (contents) {
  contents.open = besideText.matches;
  contents.addEventListener('click', ({ target }) => {
    if (target instanceof HTMLAnchorElement && !besideText.matches) contents.open = false;
  });
}
