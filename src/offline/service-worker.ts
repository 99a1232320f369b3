/**
 * The service worker: keeps what is read, and answers from what is kept where the network does not. What that is, and
 * how versions stay apart, stands in `kept-pages.ts`. It takes over at once, for it knows no version of any page.
 */
import { LANGUAGES, languageOf, pathIn, type Language } from '#src/i18n.ts';
import { keepAs, keptFile, keptPage, newestList, record } from './kept-pages.ts';
import { networkOrKept } from './network-or-kept.ts';
import { HASHED_FILES, SEARCH_INDEX, SHELL_PAGE } from './page-files.ts';

const worker = self as unknown as ServiceWorkerGlobalScope;

worker.addEventListener('install', (event) => {
  void worker.skipWaiting();
  event.waitUntil(Promise.all(LANGUAGES.map(keepShell)).then(keepOpenPages));
});

worker.addEventListener('activate', (event) => {
  event.waitUntil(worker.clients.claim());
});

worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== location.origin) return;
  if (request.mode === 'navigate') event.respondWith(openPage(event, pathname));
  else if (SEARCH_INDEXES.includes(pathname)) event.respondWith(openIndex(request, pathname));
  else if (isHashed(pathname)) event.respondWith(openFile(request, pathname));
});

const SEARCH_INDEXES = LANGUAGES.map((language) => pathIn(language, SEARCH_INDEX));

const isHashed = (pathname: string) =>
  pathname.startsWith(HASHED_FILES) ||
  SEARCH_INDEXES.some((index) => pathname.startsWith(index.replace(/[^/]*$/, '')));

/** @throws Error while a site is being deployed; then the browser tries again by itself */
async function keepShell(language: (typeof LANGUAGES)[number]): Promise<void> {
  const page = pathIn(language, SHELL_PAGE);
  const isKept = await keepAs('shell', await fetch(page, { cache: 'no-cache' }));
  if (!isKept) throw new Error(`${page} is not of the version that its list of files is of.`);
}

/** Pages that were opened before there was a worker are read too. */
async function keepOpenPages(): Promise<void> {
  const open = await worker.clients.matchAll({ includeUncontrolled: true });
  await Promise.all(
    open.map(async ({ url }) => {
      if (await isToKeep(new URL(url).pathname)) await fetch(url).then(keepRead, () => undefined);
    }),
  );
}

/** A saved page stays as it is. */
async function isToKeep(page: string): Promise<boolean> {
  return page.endsWith('/') && !(await record('saved', page)) && !(await record('shell', page));
}

/** Keeps a page that was read; where that does not succeed, it will when it is read again. */
async function keepRead(response: Response): Promise<void> {
  if (!response.ok || response.redirected) return;
  const isKept = await keepAs('read', response).catch(() => false);
  if (isKept) await keepSearch(languageIn(new URL(response.url).pathname)).catch(() => undefined);
}

/** For pages that are kept are looked for too. Of a newer index only the texts that are new are fetched. */
async function keepSearch(language: Language): Promise<void> {
  const index = pathIn(language, SEARCH_INDEX);
  const [known, newest] = [await record('shell', index), await newestList(index)];
  if (newest && newest.version !== known?.version)
    await keepAs('shell', await fetch(index, { cache: 'no-cache' }));
}

const languageIn = (pathname: string) => languageOf(pathname.split('/')[1]);

const kept = (page: string) => keptPage(page).catch(() => undefined);

async function openPage(event: FetchEvent, pathname: string): Promise<Response> {
  const keeps = isToKeep(pathname).catch(() => false);
  const network = fetch(event.request).then(async (response) => {
    if (await keeps) event.waitUntil(keepRead(response.clone())); // a copy that nobody reads would hold up the page
    return response;
  });
  const itself = pathname.replace(/\/?$/, '/');
  const shell = pathIn(languageIn(pathname), SHELL_PAGE);
  const found = await networkOrKept(network, () => kept(itself));
  return found ?? (await kept(shell)) ?? Response.error();
}

async function openIndex(request: Request, pathname: string): Promise<Response> {
  return (await networkOrKept(fetch(request), () => kept(pathname))) ?? Response.error();
}

async function openFile(request: Request, pathname: string): Promise<Response> {
  const kept = await keptFile(pathname).catch(() => undefined);
  return kept ?? fetch(request);
}
