/** The dialog with the size of the text and the list of keys. Fetched at the first use. */
import { element } from '#src/search/elements.ts';
import type { ComfortWords } from './comfort-words.ts';
import { keep } from '#src/kept.ts';
import { setTextSize, TEXT_SIZES, textSize } from './text-size.ts';
import styles from './keys-dialog.css?inline';

let dialog: HTMLDialogElement | undefined;

export function openKeys(words: ComfortWords): void {
  dialog ??= makeDialog(words);
  if (!dialog.open) dialog.showModal();
}

function makeDialog(words: ComfortWords): HTMLDialogElement {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(styles);
  document.adoptedStyleSheets.push(sheet);

  const close = element('button', { type: 'button', 'aria-label': words.close, class: 'keys-close' }, '×');
  const made = element(
    'dialog',
    { class: 'keys', 'aria-labelledby': 'keys-title' },
    element('header', {}, element('h2', { id: 'keys-title' }, words.title), close),
    sizeChoice(words),
    keyTable(words),
    keySwitch(words),
  );
  close.addEventListener('click', () => {
    made.close();
  });
  made.addEventListener('click', ({ target }) => {
    if (target === made) made.close(); // beside what stands in it, on its backdrop
  });
  document.body.append(made);
  return made;
}

function sizeChoice(words: ComfortWords): HTMLElement {
  const radios = TEXT_SIZES.map((size) =>
    element('input', { type: 'radio', name: 'text-size', value: size }),
  );
  const show = () => {
    for (const radio of radios) radio.checked = radio.value === textSize();
  };
  for (const [i, size] of TEXT_SIZES.entries()) {
    radios[i]!.addEventListener('change', () => {
      setTextSize(size);
    });
  }
  document.addEventListener('textsize', show);
  show();
  const labels = TEXT_SIZES.map((size, i) => element('label', {}, radios[i]!, words.sizes[size]));
  return element('fieldset', {}, element('legend', {}, words.textSize), ...labels);
}

function keyTable(words: ComfortWords): HTMLElement {
  const rows = words.list.map(({ keys, does }) =>
    element(
      'div',
      {},
      element('dt', {}, ...keys.flatMap((key) => [element('kbd', {}, key), ' '])),
      element('dd', {}, does),
    ),
  );
  return element('section', {}, element('h3', {}, words.keys), element('dl', {}, ...rows));
}

/** Speech input and slips of the hand write single letters too: whoever is troubled by them can turn the keys off. */
function keySwitch(words: ComfortWords): HTMLElement {
  const { dataset } = document.documentElement;
  const box = element('input', { type: 'checkbox', 'aria-describedby': 'keys-note' });
  box.checked = dataset['keys'] !== 'off';
  box.addEventListener('change', () => {
    dataset['keys'] = box.checked ? 'on' : 'off';
    keep('keys', dataset['keys']);
  });
  return element(
    'div',
    {},
    element('label', {}, box, words.singleKeys),
    element('p', { id: 'keys-note' }, words.singleKeysNote),
  );
}
