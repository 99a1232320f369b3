/**
 * Saves a page for offline use: what its button opens. Fetched at the first use, and on pages of which something is
 * saved, to say so on the button.
 */
import { languageOf } from '#src/i18n.ts';
import { megabytes } from '#src/math/megabytes.ts';
import { removePage, SaveError, savePage } from '#src/offline/kept-pages.ts';
import { saveState, type SaveState } from '#src/offline/save-state.ts';
import { element } from '#src/search/elements.ts';
import { size } from './number-format.ts';
import { offlineWords } from './offline-words.ts';
import { say } from './say.ts';
import styles from './save-offline.css?inline';

const language = languageOf(document.documentElement.lang);
const words = offlineWords[language];

const sheet = new CSSStyleSheet();
sheet.replaceSync(styles);
document.adoptedStyleSheets.push(sheet);

const status = element('p', { role: 'status', id: 'save-status' });
const bar = element('progress', { 'aria-label': words.region });
const amount = element('span', { class: 'amount' });
const progress = element('p', { hidden: true }, bar, ' ', amount);
const actions = element('p', { class: 'actions' });
const panel = element('div', { class: 'save', role: 'group', 'aria-label': words.region, hidden: true });
panel.append(status, progress, actions);

let button: HTMLElement;
/** The button's words while nothing is saved. */
let offerLabel: string | null;
let underWay: AbortController | undefined;

/** Opens and closes it. */
export async function toggleSave(of: HTMLElement): Promise<void> {
  attach(of);
  panel.hidden = !panel.hidden;
  button.setAttribute('aria-expanded', String(!panel.hidden));
  if (!panel.hidden && !underWay) await showNow();
}

/** Says on the button what of its page is saved. */
export async function showSaved(of: HTMLElement): Promise<void> {
  attach(of);
  await showNow();
}

function attach(to: HTMLElement): void {
  if (panel.isConnected) return;
  button = to;
  offerLabel = button.textContent;
  button.after(panel);
}

const page = () => button.dataset['page']!;

async function showNow(): Promise<void> {
  if (actions.childElementCount === 0) status.textContent = words.checking;
  try {
    await navigator.serviceWorker.register('/sw.js'); // without it a saved page would never be opened
    const state = await saveState(page());
    if (underWay) return; // it was asked twice, and a save has begun meanwhile
    if (state) show(state);
    else fail(new SaveError('unreachable', `There is no list of the files of ${page()}.`));
  } catch (error) {
    fail(error);
  }
}

function show(state: SaveState): void {
  const { kind, bytes, missing } = state;
  const all = size(bytes, language);
  const toFetch = size(missing, language);
  const more = missing === 0 ? words.allHere : missing < bytes ? words.toFetch(toFetch) : '';
  const save = (label: string) => action('save', label, () => run(state));
  const remove = action('remove', words.remove, undo);
  label(kind === 'none' ? undefined : kind);
  if (kind === 'saved') draw(words.saved(all), remove);
  else if (kind === 'newer') draw(words.newer(toFetch), save(words.saveNewer), remove);
  else if (kind === 'stopped')
    draw(words.stopped(size(bytes - missing, language), all), save(words.goOn), remove);
  else draw(`${words.offer(all)} ${more}`.trim(), save(words.save));
}

async function run({ kind, list, bytes }: SaveState): Promise<void> {
  underWay = new AbortController();
  const { signal } = underWay;
  label('saving');
  draw(
    words.saving,
    action('stop', words.stop, () => underWay?.abort()),
  );
  bar.max = bytes;
  progress.hidden = false;
  try {
    void navigator.storage.persist(); // else a browser short of room may drop it unasked
    await savePage(list, {
      signal,
      onProgress(here) {
        bar.value = here;
        amount.textContent = words.amount(megabytes(here), megabytes(bytes));
      },
    });
    endRun();
    await showNow();
    sayIfUnseen();
  } catch (error) {
    endRun();
    if (signal.aborted) {
      await showNow();
    } else if (error instanceof SaveError && error.kind === 'full') {
      label(kind === 'newer' ? kind : undefined);
      fail(error, words.nothingHalf);
    } else {
      label('stopped');
      fail(error, words.nothingLost);
    }
  }
}

function endRun(): void {
  underWay = undefined;
  progress.hidden = true;
}

async function undo(): Promise<void> {
  const { title } = document;
  await removePage(page());
  label(undefined);
  // Without a network it is not known what saving it again would take.
  const state = await saveState(page()).catch(() => undefined);
  if (state) show(state);
  else draw(words.removed(title));
  say(words.removed(title));
}

function fail(error: unknown, more = ''): void {
  console.warn(error);
  const kind = error instanceof SaveError ? error.kind : 'refused';
  draw(`${words.failures[kind]} ${more}`.trim(), action('retry', words.retry, retry));
  sayIfUnseen();
}

/** What a save that failed had left is gone on with at once; where nothing was begun, it is asked again. */
async function retry(): Promise<void> {
  const state = await saveState(page()).catch(() => undefined);
  if (state?.kind === 'stopped' || state?.kind === 'newer') await run(state);
  else await showNow();
}

function label(kind: keyof typeof words.labels | undefined): void {
  button.textContent = kind ? words.labels[kind] : offerLabel;
}

function draw(sentence: string, ...buttons: readonly HTMLButtonElement[]): void {
  const hadFocus = actions.contains(document.activeElement);
  status.textContent = sentence;
  actions.replaceChildren(...buttons);
  if (hadFocus) (buttons[0] ?? button).focus();
}

function action(name: string, text: string, act: () => unknown): HTMLButtonElement {
  const made = element(
    'button',
    { type: 'button', 'data-action': name, 'aria-describedby': 'save-status' },
    text,
  );
  made.addEventListener('click', () => void act());
  return made;
}

/** Who has read on meanwhile is told at the foot of the screen. */
function sayIfUnseen(): void {
  const { top, bottom } = panel.getBoundingClientRect();
  if (bottom < 0 || top > innerHeight) say(status.textContent);
}
