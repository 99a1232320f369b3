/** Opens the search by its button, `/` or Ctrl-K; all else of it is fetched then. */
const searchButton = document.querySelector<HTMLButtonElement>('[data-search]');

async function open(): Promise<void> {
  try {
    const { openSearch } = await import('#src/search/dialog.ts');
    openSearch();
  } catch {
    alert(searchButton?.dataset['search']);
  }
}

const isWritten = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

searchButton?.removeAttribute('hidden');
searchButton?.addEventListener('click', () => void open());
addEventListener('keydown', (event) => {
  const { key, code, ctrlKey, metaKey, altKey, shiftKey, target, isComposing } = event;
  // A keyboard set to Korean gives ㅏ for K.
  const isCtrlK =
    (ctrlKey || metaKey) && !altKey && !shiftKey && (key.toLowerCase() === 'k' || code === 'KeyK');
  const isSlash = key === '/' && !ctrlKey && !metaKey && !altKey && !isWritten(target);
  if (isComposing || !(isCtrlK || isSlash)) return;
  event.preventDefault();
  void open();
});
