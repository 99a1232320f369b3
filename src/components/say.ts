/** Shows a sentence for a moment at the foot of the screen, and says it to those who listen. */
import { element } from '#src/search/elements.ts';
import styles from './say.css?inline';

/** Milliseconds that it stays. */
const stay = 4000;

const sheet = new CSSStyleSheet();
sheet.replaceSync(styles);
document.adoptedStyleSheets.push(sheet);

const status = element('p', { role: 'status', class: 'said' });
let leaving: ReturnType<typeof setTimeout>;

export function say(sentence: string): void {
  const place = document.querySelector('dialog[open]') ?? document.body; // beside an open dialog all is inert
  if (status.parentElement !== place) place.append(status);
  clearTimeout(leaving);
  status.textContent = '';
  setTimeout(() => (status.textContent = sentence), 50); // what changes in an element that is there is heard
  leaving = setTimeout(() => (status.textContent = ''), stay);
}
