/** Has the site keep what is read, and the button that saves a page say what of it is saved. */
const button = document.querySelector<HTMLElement>('[data-does="save"]');

async function start(): Promise<void> {
  await navigator.serviceWorker.register('/sw.js');
  const onShelf = (shelf: string) => caches.match(`/${shelf}${button!.dataset['page']!}`);
  if (button && ((await onShelf('saved')) ?? (await onShelf('begun'))))
    await (await import('./save-offline.ts')).showSaved(button);
}

// The author's server has no worker; a browser that refuses one keeps nothing, and all else goes on.
if (import.meta.env.PROD) addEventListener('load', () => void start().catch(() => undefined));
