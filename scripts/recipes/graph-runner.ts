import { openSession, type Session, type SessionOptions } from '#scripts/engine.ts';
import type { RunGraph } from './recipe.ts';

/** Opens a model's graphs together. Call `close` when done. */
export async function openGraphs(
  files: Readonly<Record<string, Uint8Array>>,
  engine: SessionOptions,
): Promise<{ readonly run: RunGraph; close(): Promise<void> }> {
  const sessions = new Map<string, Session>();
  for (const [name, bytes] of Object.entries(files)) sessions.set(name, await openSession(bytes, engine));
  return {
    async run(graph, feeds) {
      const session = sessions.get(graph);
      if (!session)
        throw new RangeError(`There is no graph "${graph}". Graphs: ${[...sessions.keys()].join(', ')}.`);
      return session.run(feeds);
    },
    async close() {
      for (const session of sessions.values()) await session.release();
    },
  };
}
