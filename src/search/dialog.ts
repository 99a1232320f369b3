/** The dialog in which a reader searches. Fetched at the first use. */
import { languageOf, pathIn } from '#src/i18n.ts';
import { startSearch } from './client.ts';
import { element } from './elements.ts';
import type { Reply } from './messages.ts';
import { resultGroups } from './results-list.ts';
import { searchWords } from './words.ts';
import styles from './dialog.css?inline'; // else every page would fetch it

const language = languageOf(document.documentElement.lang);
const words = searchWords(language);

const field = element('input', {
  type: 'text',
  role: 'combobox',
  'aria-label': words.title,
  'aria-autocomplete': 'list',
  'aria-controls': 'search-results',
  'aria-expanded': 'false',
  placeholder: words.placeholder,
  inputmode: 'search',
  enterkeyhint: 'go',
  maxlength: '100',
  autocomplete: 'off',
  autocapitalize: 'off',
  spellcheck: 'false',
});
const close = element('button', { type: 'button', class: 'search-close', 'aria-label': words.close }, '×');
const status = element('p', { role: 'status', class: 'search-status' });
const list = element('div', {
  id: 'search-results',
  role: 'listbox',
  'aria-label': words.results,
  hidden: true,
});
const notes = element('div', { class: 'search-notes' });
const body = element('div', { class: 'search-body' }, notes, list);
const dialog = element(
  'dialog',
  { class: 'search', 'aria-label': words.title },
  element('div', { class: 'search-field' }, field, close),
  status,
  body,
  element('p', { class: 'search-keys', 'aria-hidden': 'true' }, words.keys),
);
document.body.append(dialog);

const sheet = new CSSStyleSheet();
sheet.replaceSync(styles);
document.adoptedStyleSheets.push(sheet);

const client = startSearch(pathIn(language, 'search/index.json'), show);

/** Enter came before the answer: to be opened when it is there. */
let opensFirst = false;
/** What is listed answers what is typed. */
let isAnswered = false;
let options: readonly HTMLAnchorElement[] = [];
let active = -1;

const SHORTEST = 2;
const noKeys = { ctrlKey: false, metaKey: false, shiftKey: false };

/** Opens it, with what was searched for last. */
export function openSearch(): void {
  if (!dialog.open) dialog.showModal();
  field.focus();
  field.select();
  if (status.textContent === '') ask();
}

function ask(): void {
  opensFirst = false;
  const query = field.value.trim();
  isAnswered = query.length < SHORTEST;
  if (isAnswered) {
    status.textContent = query === '' ? '' : words.short;
    fill([], [hint()]);
  } else if (options.length === 0) {
    status.textContent = words.searching;
  }
  client.ask(query); // what is too short fetches the index meanwhile
}

function show(reply: Reply, query: string): void {
  const isShort = query.length < SHORTEST;
  if (reply.kind === 'failed') {
    if (isShort) return; // it will be tried again with the next letter
    status.textContent = words.failed;
    fill([], [retry()]);
  } else if (!isShort) {
    showAnswer(reply, query);
  }
}

function showAnswer({ answer, isPartial, failed }: Extract<Reply, { kind: 'answer' }>, query: string): void {
  const isEmpty = answer.pages.length === 0;
  const chosen = isAnswered && active > 0 ? options[active]?.href : undefined;
  isAnswered = !isPartial || !isEmpty;
  if (isPartial) status.textContent = words.searching;
  else if (!isEmpty) status.textContent = words.found(answer.count);
  else status.textContent = failed > 0 ? words.textsFailed : words.nothing(query);

  const notice = failed > 0 && !isEmpty ? [element('p', {}, words.textsFailed)] : [];
  const help = failed > 0 ? [retry()] : isEmpty && !isPartial ? [advice()] : [];
  fill(resultGroups(answer, words), [...notice, ...help]);
  const again = options.findIndex(({ href }) => href === chosen);
  activate(Math.max(0, again));
  if (opensFirst && !isPartial) follow();
}

function fill(groups: readonly HTMLElement[], noted: readonly HTMLElement[]): void {
  list.replaceChildren(...groups);
  notes.replaceChildren(...noted);
  list.hidden = groups.length === 0;
  notes.hidden = noted.length === 0;
  options = [...list.querySelectorAll('a')];
  field.setAttribute('aria-expanded', String(options.length > 0));
  activate(-1);
}

function activate(index: number): void {
  options[active]?.setAttribute('aria-selected', 'false');
  active = index;
  const option = options[active];
  if (option) {
    option.setAttribute('aria-selected', 'true');
    field.setAttribute('aria-activedescendant', option.id);
    if (active === 0)
      body.scrollTop = 0; // with the name of its page
    else option.scrollIntoView({ block: 'nearest' });
  } else {
    field.removeAttribute('aria-activedescendant');
  }
}

/** Opens the chosen result as a click on it would, elsewhere where the keys held with it say so. */
function follow(keys: Pick<MouseEvent, 'ctrlKey' | 'metaKey' | 'shiftKey'> = noKeys): void {
  const { ctrlKey, metaKey, shiftKey } = keys;
  options[active]?.dispatchEvent(
    new MouseEvent('click', { bubbles: true, cancelable: true, ctrlKey, metaKey, shiftKey }),
  );
}

function hint(): HTMLElement {
  const examples = words.examples.map(({ query, about }) => {
    const button = element('button', { type: 'button' }, query);
    button.addEventListener('click', () => {
      field.value = query;
      field.focus();
      ask();
    });
    return element('li', {}, button, ` ${about}`);
  });
  return element('div', {}, element('p', {}, words.hint), element('ul', {}, ...examples));
}

function advice(): HTMLElement {
  const link = element('a', { href: pathIn(language, 'glossary/') }, words.glossary);
  return element('div', {}, element('p', {}, words.advice), element('p', {}, link));
}

function retry(): HTMLElement {
  const button = element('button', { type: 'button' }, words.retry);
  button.addEventListener('click', () => {
    field.focus();
    ask();
  });
  return element('p', {}, button);
}

field.addEventListener('input', ask);
field.addEventListener('keydown', (event) => {
  // What ends or steers the composition of a syllable is meant for that (229 is what Safari says of it afterwards).
  if (event.isComposing || event.keyCode === 229) return;
  const { length } = options;
  if (event.key === 'ArrowDown' && length > 0) activate((active + 1) % length);
  else if (event.key === 'ArrowUp' && length > 0) activate((Math.max(active, 0) - 1 + length) % length);
  else if (event.key === 'Enter' && isAnswered) follow(event);
  else if (event.key === 'Enter') opensFirst = true;
  else return;
  event.preventDefault();
});

// An option is pressed, not focused: the caret stays in the field.
list.addEventListener('mousedown', (event) => {
  event.preventDefault();
});
list.addEventListener('click', (event) => {
  const isElsewhere = event.ctrlKey || event.metaKey || event.shiftKey;
  if (event.target instanceof Element && event.target.closest('a') && !isElsewhere) dialog.close();
});
close.addEventListener('click', () => {
  dialog.close();
});
dialog.addEventListener('click', ({ target }) => {
  if (target === dialog) dialog.close(); // beside what stands in it, on its backdrop
});
