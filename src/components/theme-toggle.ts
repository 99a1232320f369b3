/** Turns the page's dark theme on and off and remembers the choice; until one is made, the system's theme is followed. */
const root = document.documentElement;
const systemIsDark = matchMedia('(prefers-color-scheme: dark)');
const button = document.querySelector<HTMLButtonElement>('[data-theme-toggle]');

function show(theme: string): void {
  root.dataset['theme'] = theme;
  button?.setAttribute('aria-pressed', String(theme === 'dark'));
}

/** Storage may be refused altogether; then the choice lasts as long as the page. */
function stored(write?: string): string | null {
  try {
    if (write !== undefined) localStorage.setItem('theme', write);
    return localStorage.getItem('theme');
  } catch {
    return null;
  }
}

show(root.dataset['theme'] ?? 'light');
button?.removeAttribute('hidden');
button?.addEventListener('click', () => {
  const theme = root.dataset['theme'] === 'dark' ? 'light' : 'dark';
  stored(theme);
  show(theme);
});
systemIsDark.addEventListener('change', () => {
  if (stored() === null) show(systemIsDark.matches ? 'dark' : 'light');
});
