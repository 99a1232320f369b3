/** Turns the page's dark theme on and off and remembers the choice; until one is made, the system's theme is followed. */
import { keep, kept } from '#src/kept.ts';

const { dataset } = document.documentElement;
const systemIsDark = matchMedia('(prefers-color-scheme: dark)');
const button = document.querySelector('[data-does="theme"]');

function show(isDark: boolean): void {
  dataset['theme'] = isDark ? 'dark' : 'light';
  button?.setAttribute('aria-pressed', String(isDark));
}

export function turnTheme(): void {
  show(dataset['theme'] !== 'dark');
  keep('theme', dataset['theme']!);
}

const showOwn = () => show(dataset['theme'] === 'dark');
showOwn();
addEventListener('pageshow', showOwn); // of a page that one comes back to `page-start.ts` has set it anew
systemIsDark.addEventListener('change', ({ matches }) => {
  if (kept('theme') === null) show(matches);
});
