/** Lists the pages that are kept on the device; where it stands for a page that is not, it says so. */
import { languageOf } from '#src/i18n.ts';
import { records, removePage } from '#src/offline/kept-pages.ts';
import { bytesOf, filesOf, type PageFiles } from '#src/offline/page-files.ts';
import { element } from '#src/search/elements.ts';
import { size } from './number-format.ts';
import { offlineWords } from './offline-words.ts';
import { say } from './say.ts';

const language = languageOf(document.documentElement.lang);
const words = offlineWords[language];
const place = document.querySelector<HTMLElement>('[data-kept]')!;
const notice = document.querySelector<HTMLElement>('[data-offline]')!;

notice.hidden = location.pathname === place.dataset['kept'];
notice.querySelector('button')!.addEventListener('click', () => {
  location.reload();
});
if (!notice.hidden)
  addEventListener('online', () => {
    location.reload();
  });

async function list(): Promise<void> {
  const [saved, read] = [await records('saved'), await records('read')];
  place.replaceChildren(
    element('h2', {}, words.savedPages),
    saved.length === 0 ? element('p', {}, words.noneSaved) : element('ul', {}, ...saved.map(line)),
    element('h2', {}, words.readPages),
    read.length === 0 ? element('p', {}, words.noneRead) : element('ul', {}, ...read.toReversed().map(line)),
  );
}

function line(page: PageFiles): HTMLElement {
  const { path, language: lang, title } = page;
  const remove = element(
    'button',
    { type: 'button', 'data-action': 'remove', 'aria-label': words.removePage(title) },
    words.remove,
  );
  remove.addEventListener('click', () => {
    void removePage(path).then(async () => {
      await list();
      say(words.removed(title));
    });
  });
  const weight = ` ${size(bytesOf(filesOf(page)), language)} `;
  return element('li', {}, element('a', { href: path, lang }, title), weight, remove);
}

void list().catch(() => {
  place.textContent = words.failures.refused;
});
