/**
 * Pages kept on the device, so that they open without a network. Used by the service worker and by pages alike.
 *
 * A page read before is kept as text; a saved one with its demos too. The policy, by which old and new never mix:
 *
 * - Every built file but HTML carries the hash of its contents in its name, and HTML is kept under its own hash. A kept
 *   file therefore never changes: pages and versions share it, and it is fetched once. What arrives is held against its
 *   SHA-256 before it is kept, so that neither a half-deployed host nor a page to log in takes its place.
 * - The index of search is kept like a page, with the texts it names as its files, once a page of its language is kept.
 * - A page is kept by a record: the list of its files, as the build wrote it. The record is written, in one stroke, when
 *   all of its files are there; until then the record before it stands, with all its files. So a page opens whole from
 *   one version or not at all.
 * - Online, pages come from the network, always the newest. Without it a page comes from its record, a saved one before
 *   one that was read. A saved page stays as it is until its reader saves the newer version.
 * - A save under way has its own record, which keeps what has arrived: after a failure it goes on from there.
 * - Files in no record are swept away. Records change, and files go, under one lock, which spans all tabs.
 * - The number in the names of the caches is that of their form. Who changes the form raises it and takes over what
 *   readers saved.
 */
import { bytesOf, changes, filesOf, listPath, type KeptFile, type PageFiles } from './page-files.ts';

const FILES = 'latent-notes.files.1';
const RECORDS = 'latent-notes.pages.1';

/**
 * Records by what they are for: `shell`, what is shown for a page that is not kept, and search; `read`; `saved`; and
 * `begun`, of which not all files are there.
 */
export type Shelf = 'shell' | 'read' | 'saved' | 'begun';

/** Pages that were read: those read longest ago make room. */
const MOST_READ = 60;

/** At a time. More bring little, and would take all of a slow connection from what else the reader does. */
const DOWNLOADS = 4;

/** Why a page could not be saved: a file did not arrive as it was published, or the device has no room for it. */
export type SaveFailureKind = 'unreachable' | 'full';

export class SaveError extends Error {
  readonly kind: SaveFailureKind;

  constructor(kind: SaveFailureKind, message: string) {
    super(message);
    this.name = 'SaveError';
    this.kind = kind;
  }
}

const recordKey = (shelf: Shelf, page: string) => `/${shelf}${page}`;

/** What changes under its address is kept under its hash besides. */
const fileKey = ({ path, integrity }: KeptFile) => (changes(path) ? `${path}?${integrity}` : path);

/** Hosts that let the same file answer differently by headers do not concern us. */
const anyHeaders = { ignoreVary: true };

function underLock<T>(task: () => Promise<T>): Promise<T> {
  return navigator.locks.request('latent-notes.pages', task) as Promise<T>;
}

/** The record of a page, if it is on a shelf. */
export async function record(shelf: Shelf, page: string): Promise<PageFiles | undefined> {
  const found = await (await caches.open(RECORDS)).match(recordKey(shelf, page));
  return found && ((await found.json()) as PageFiles);
}

/** All records of a shelf, the one put there last at the end. */
export async function records(shelf: Shelf): Promise<readonly PageFiles[]> {
  const cache = await caches.open(RECORDS);
  const keys = (await cache.keys()).filter(({ url }) => new URL(url).pathname.startsWith(`/${shelf}/`));
  const found = await Promise.all(keys.map((key) => cache.match(key)));
  return Promise.all(
    found.filter((each) => each !== undefined).map((each) => each.json() as Promise<PageFiles>),
  );
}

async function putRecord(shelf: Shelf, list: PageFiles): Promise<void> {
  const content = new Response(JSON.stringify(list));
  await (await caches.open(RECORDS)).put(recordKey(shelf, list.path), content);
}

async function dropRecord(shelf: Shelf, page: string): Promise<void> {
  await (await caches.open(RECORDS)).delete(recordKey(shelf, page));
}

/** The newest list of a page's files, from the network; undefined for a page that has none. */
export async function newestList(page: string, signal?: AbortSignal): Promise<PageFiles | undefined> {
  const response = await fetch(listPath(page), { cache: 'no-cache', ...(signal ? { signal } : {}) });
  return response.ok ? ((await response.json()) as PageFiles) : undefined;
}

/** A kept page, the saved before the read; undefined if neither is there. */
export async function keptPage(page: string): Promise<Response | undefined> {
  const list = (await record('saved', page)) ?? (await record('read', page)) ?? (await record('shell', page));
  return list && (await caches.open(FILES)).match(fileKey(list.reading[0]!), anyHeaders);
}

/** A kept file that carries its hash in its name. */
export async function keptFile(path: string): Promise<Response | undefined> {
  return (await caches.open(FILES)).match(path, anyHeaders);
}

/** Those of the files that are not on the device. */
export async function missingFiles(files: readonly KeptFile[]): Promise<readonly KeptFile[]> {
  const cache = await caches.open(FILES);
  const found = await Promise.all(files.map((file) => cache.match(fileKey(file), anyHeaders)));
  return files.filter((_, i) => found[i] === undefined);
}

/** @throws SaveError `unreachable`, also for an error page of the server, which has not the file's hash */
async function fetchFile({ path, integrity }: KeptFile, signal?: AbortSignal): Promise<Response> {
  try {
    return await fetch(path, {
      integrity,
      ...(changes(path) ? { cache: 'no-cache' } : {}), // else a browser may answer with an older page
      ...(signal ? { signal } : {}),
    });
  } catch (error) {
    signal?.throwIfAborted();
    throw new SaveError('unreachable', `${path} could not be fetched as published (${String(error)}).`);
  }
}

/**
 * Keeps what a page needs for reading. Of a page that has no list, or that of another version, as while a site is being
 * deployed, it keeps nothing.
 *
 * @param html the page as it was fetched
 * @returns whether it is kept now
 * @throws SaveError where not all of its files arrive
 */
export async function keepAs(shelf: 'shell' | 'read', html: Response): Promise<boolean> {
  const page = new URL(html.url).pathname;
  const version = await integrityOf(await html.clone().arrayBuffer());
  const known = await record(shelf, page);
  const list = known?.version === version ? known : await newestList(page);
  if (list?.version !== version) return false;
  const kept = { ...list, demos: [] };
  const fetched = new Map<string, Response>([[fileKey(kept.reading[0]!), html]]);
  const missing = await missingFiles(kept.reading.slice(1));
  await Promise.all(missing.map(async (file) => fetched.set(fileKey(file), await fetchFile(file))));
  return underLock(async () => {
    const cache = await caches.open(FILES);
    try {
      for (const [key, response] of fetched) await cache.put(key, response);
      if ((await missingFiles(kept.reading)).length > 0) return false; // swept away meanwhile
      await putRecord(shelf, kept);
    } catch (error) {
      await sweep(); // of a device that is full, what has found room would only take it
      throw error;
    }
    if (known?.version === version) return true;
    for (const { path } of (await records('read')).slice(0, -MOST_READ)) await dropRecord('read', path);
    await sweep();
    return true;
  });
}

async function integrityOf(bytes: ArrayBuffer): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return `sha256-${btoa(String.fromCharCode(...digest))}`;
}

/**
 * Saves a page with its demos. What is there is not fetched again.
 *
 * @param onProgress called with the bytes that are there, of all of the page's
 * @throws SaveError; or the signal's reason. Then what has arrived stays, but on a device that is `full`, where it would
 *   only take room; and so does the version saved before.
 */
export async function savePage(
  list: PageFiles,
  { signal, onProgress }: { signal: AbortSignal; onProgress: (bytes: number) => void },
): Promise<void> {
  const files = filesOf(list);
  const full = new AbortController();
  let waiting: KeptFile[] = [];
  let downloads: readonly Promise<void>[] = [];
  try {
    await underLock(() => putRecord('begun', list));
    waiting = [...(await missingFiles(files))];
    let bytes = bytesOf(files) - bytesOf(waiting);
    onProgress(bytes);
    const cache = await caches.open(FILES);
    const fetchWaiting = async () => {
      for (let file = waiting.shift(); file; file = waiting.shift()) {
        await cache.put(fileKey(file), await fetchFile(file, AbortSignal.any([signal, full.signal])));
        signal.throwIfAborted();
        bytes += file.bytes;
        onProgress(bytes);
      }
    };
    downloads = Array.from({ length: DOWNLOADS }, fetchWaiting);
    await Promise.all(downloads);
    await underLock(async () => {
      // In another tab the save may have been undone.
      if ((await record('begun', list.path))?.version !== list.version) return;
      await putRecord('saved', list);
      await dropRecord('begun', list.path);
      await dropRecord('read', list.path);
      await sweep();
    });
  } catch (error) {
    waiting.length = 0; // or the other downloads would go on
    if (!(error instanceof DOMException && error.name === 'QuotaExceededError')) throw error;
    full.abort();
    await Promise.allSettled(downloads); // or they would put files after the sweep
    await underLock(async () => {
      await dropRecord('begun', list.path);
      await sweep();
    });
    throw new SaveError('full', `The device has no room for all of ${list.path}.`);
  }
}

/** Removes a saved page, or what a save that was stopped has left, and the files that nothing else needs. */
export async function removePage(page: string): Promise<void> {
  await underLock(async () => {
    for (const shelf of ['saved', 'begun', 'read'] as const) await dropRecord(shelf, page);
    await sweep();
  });
}

async function sweep(): Promise<void> {
  const lists = await Promise.all((['shell', 'read', 'saved', 'begun'] as const).map(records));
  const needed = new Set(
    lists.flat().flatMap((list) => filesOf(list).map((file) => new URL(fileKey(file), location.href).href)),
  );
  const cache = await caches.open(FILES);
  for (const key of await cache.keys()) if (!needed.has(key.url)) await cache.delete(key);
}
