/** The keys and buttons of every page. What they do beyond the theme and printing is fetched at the first use. */
import './offline-start.ts';
import { turnTheme } from './theme-toggle.ts';

const ofKeys: Readonly<Record<string, string>> = {
  '/': 'search',
  '?': 'keys',
  t: 'theme',
  '+': 'larger',
  '=': 'larger', // the same key without Shift
  '-': 'smaller',
};

const failed = document.querySelector<HTMLElement>('[data-failed]')?.dataset['failed'];

async function act(action: string, button?: HTMLElement): Promise<void> {
  if (action === 'theme') turnTheme();
  else if (action === 'print') print();
  else {
    try {
      const { act: actAtFirst } = await import('./first-use.ts');
      await actAtFirst(action, button);
    } catch {
      alert(failed);
    }
  }
}

function actionOf(event: KeyboardEvent): string | undefined {
  const { key, code, ctrlKey, metaKey, altKey, shiftKey, isComposing, repeat, defaultPrevented } = event;
  // A keyboard set to Korean gives ㅅ for T.
  const name = key > '~' ? code.slice(3).toLowerCase() : key.toLowerCase();
  if (isComposing || repeat || defaultPrevented || altKey || (shiftKey && /^[a-z]$/.test(name)))
    return undefined;
  if (ctrlKey || metaKey) return name === 'k' ? 'search' : undefined;
  const { target } = event;
  if (!(target instanceof HTMLElement) || document.documentElement.dataset['keys'] === 'off')
    return undefined;
  // Demos have their own + and -, which one that still sleeps has not answered yet.
  const taken =
    'input:not([type=radio],[type=checkbox]),textarea,select' + (/[-+=]/.test(name) ? ',.demo' : '');
  return target.isContentEditable || target.closest(taken) ? undefined : ofKeys[name];
}

addEventListener('keydown', (event) => {
  const action = actionOf(event);
  if (action === undefined) return;
  event.preventDefault();
  void act(action);
});
addEventListener('click', ({ target }) => {
  const button = (target as Element).closest<HTMLElement>('[data-does]');
  if (button) void act(button.dataset['does']!, button);
});
// Astro says of a demo whose code did not arrive nothing but this.
addEventListener('astro:hydration-error', ({ target }) => {
  (target as Element).insertAdjacentHTML('beforebegin', `<p role="alert">${failed}</p>`);
});
