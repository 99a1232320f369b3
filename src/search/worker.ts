/** Fetches the index once and the texts as they are needed, and answers the newest query. Its name is the index's address. */
import { makeEngine, type Engine } from './engine.ts';
import type { PageText, SearchIndex } from './index-file.ts';
import type { Reply, Request } from './messages.ts';

const MOST_AT_ONCE = 8; // texts fetched for one query; a word that is everywhere need not bring everything

let engine: Promise<Engine> | undefined;
let newest = 0;
const fetching = new Map<number, Promise<boolean>>();

const send = (reply: Reply): void => {
  self.postMessage(reply);
};

async function fetchJson<T>(url: string): Promise<T> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url}: ${String(response.status)}`);
  return (await response.json()) as T;
}

/** @returns whether the text is here */
async function fetchText(found: Engine, page: number): Promise<boolean> {
  try {
    found.addText(page, await fetchJson<PageText>(found.index.pages[page]!.text));
    return true;
  } catch {
    fetching.delete(page); // to be tried again with the next query
    return false;
  }
}

async function answer({ id, query }: Request): Promise<void> {
  newest = id;
  let found: Engine;
  try {
    engine ??= fetchJson<SearchIndex>(self.name).then(makeEngine);
    found = await engine;
  } catch {
    engine = undefined;
    send({ kind: 'failed', id });
    return;
  }
  if (id !== newest) return;
  const first = found.search(query);
  const missing = first.missing.slice(0, MOST_AT_ONCE);
  send({ kind: 'answer', id, answer: first, isPartial: missing.length > 0, failed: 0 });
  if (missing.length === 0) return;
  const fetched = await Promise.all(
    missing.map((page) => {
      const running = fetching.get(page) ?? fetchText(found, page);
      fetching.set(page, running);
      return running;
    }),
  );
  if (id !== newest) return;
  const failed = fetched.filter((isHere) => !isHere).length;
  send({ kind: 'answer', id, answer: found.search(query), isPartial: false, failed });
}

self.onmessage = ({ data }: MessageEvent<Request>) => void answer(data);
