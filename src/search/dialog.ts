/** The dialog in which a reader searches. Fetched at the first use. */
import { languageOf, pathIn } from '#src/i18n.ts';
import { startSearch } from './client.ts';
import { element } from './elements.ts';
import type { Reply } from './messages.ts';
import { resultGroups } from './results-list.ts';
import { searchWords } from './words.ts';
import './dialog.css';

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
const dialog = element(
  'dialog',
  { class: 'search', 'aria-label': words.title },
  element('div', { class: 'search-field' }, field, close),
  status,
  element('div', { class: 'search-body' }, notes, list),
  element('p', { class: 'search-keys', 'aria-hidden': 'true' }, words.keys),
);
document.body.append(dialog);

const client = startSearch(pathIn(language, 'search/index.json'), show);

/** Enter came before the answer: to be opened when it is there. */
let opensFirst = false;
let options: readonly HTMLAnchorElement[] = [];
let active = -1;

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
  if (query === '') {
    status.textContent = '';
    fill([], [hint()]);
  } else if (options.length === 0) {
    status.textContent = words.searching;
  }
  client.ask(query); // also an empty one, which fetches the index meanwhile
}

function show(reply: Reply, query: string): void {
  if (query === '') return;
  if (reply.kind === 'failed') {
    status.textContent = words.failed;
    fill([], [retry()]);
    return;
  }
  const { answer, isPartial, failed } = reply;
  const isEmpty = answer.pages.length === 0;
  status.textContent = isEmpty
    ? isPartial
      ? words.searching
      : words.nothing(query)
    : words.found(answer.count);
  const chosen = active > 0 ? options[active]?.href : undefined;
  fill(
    isPartial && isEmpty ? [] : resultGroups(answer, words),
    failed > 0 ? [element('p', {}, words.textsFailed), retry()] : isEmpty && !isPartial ? [advice()] : [],
  );
  activate(
    Math.max(
      0,
      options.findIndex(({ href }) => href === chosen),
    ),
  );
  if (opensFirst && !isEmpty) follow(new MouseEvent('click', { bubbles: true, cancelable: true }));
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
    option.scrollIntoView({ block: 'nearest' });
  } else {
    field.removeAttribute('aria-activedescendant');
  }
}

function follow(click: MouseEvent): void {
  options[Math.max(0, active)]?.dispatchEvent(click);
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
  else if (event.key === 'Enter') {
    const { ctrlKey, metaKey, shiftKey } = event;
    if (length > 0)
      follow(new MouseEvent('click', { bubbles: true, cancelable: true, ctrlKey, metaKey, shiftKey }));
    else opensFirst = field.value.trim() !== '';
  } else return;
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
