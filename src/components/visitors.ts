/** Shows how many visitors GoatCounter has counted; where it does not tell, nothing. */
const shown = document.querySelector<HTMLElement>('[data-visitors]')!;
const today = new Date().toLocaleDateString('sv'); // the Swedish way to write a day is ISO's

async function show(name: string, query: string): Promise<void> {
  const answer = await fetch(`${shown.dataset['visitors']!}/counter/TOTAL.json${query}`);
  if (!answer.ok) throw new Error(`GoatCounter answered ${String(answer.status)}.`);
  const { count } = (await answer.json()) as { count: string };
  shown.querySelector(`[data-count="${name}"]`)!.textContent = count;
}

Promise.all([show('today', `?start=${today}`), show('total', '')]).then(
  () => {
    shown.hidden = false;
  },
  () => undefined, // the site's owner may not have allowed it, or a reader's browser
);
