import type { Reply, Request } from './messages.ts';

export interface SearchClient {
  ask(query: string): void;
}

/**
 * The worker, started now, from the page's side. Of answers only those to the newest question are passed on.
 *
 * @param index address of the index
 */
export function startSearch(index: string, onReply: (reply: Reply, query: string) => void): SearchClient {
  let worker: Worker | undefined;
  let asked: Request = { id: 0, query: '' };

  const start = (): Worker => {
    const started = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: index });
    started.onmessage = ({ data }: MessageEvent<Reply>) => {
      if (data.id === asked.id) onReply(data, asked.query);
    };
    // Its own file could not be fetched; a worker that failed so never tries again.
    started.onerror = () => {
      worker = undefined;
      onReply({ kind: 'failed', id: asked.id }, asked.query);
    };
    return started;
  };

  return {
    ask(query) {
      asked = { id: asked.id + 1, query };
      worker ??= start();
      worker.postMessage(asked);
    },
  };
}
