/** What a request resolves to when a newer one of the same key took its place before it began. */
export const superseded = Symbol('superseded');

export interface Queue {
  /**
   * Runs `task` after those before it, one at a time. While it waits, a newer request with the same key takes its
   * place in the line; without a key nothing replaces it.
   */
  add<T>(task: () => Promise<T>, key?: string): Promise<T | typeof superseded>;
}

interface Waiting {
  key: string | undefined;
  start: () => Promise<void>;
  supersede: () => void;
}

/** One line for all demos of a page: ONNX Runtime refuses overlapping calls. */
export function createQueue(): Queue {
  const waiting: Waiting[] = [];
  let busy = false;

  async function drain(): Promise<void> {
    if (busy) return;
    busy = true;
    for (let next = waiting.shift(); next; next = waiting.shift()) await next.start();
    busy = false;
  }

  return {
    add<T>(task: () => Promise<T>, key?: string) {
      return new Promise<T | typeof superseded>((resolve, reject) => {
        const entry: Waiting = {
          key,
          start: () => task().then(resolve, reject),
          supersede: () => {
            resolve(superseded);
          },
        };
        const older = key === undefined ? -1 : waiting.findIndex((request) => request.key === key);
        if (older === -1) waiting.push(entry);
        else waiting.splice(older, 1, entry)[0]?.supersede();
        void drain();
      });
    },
  };
}
