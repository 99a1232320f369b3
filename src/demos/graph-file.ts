import type { ModelCard } from '#src/model-card.ts';
import { graphUrl } from '#src/models.ts';
import type { GraphFile } from '#src/runtime/messages.ts';

/**
 * One graph of a model as the runtime takes it.
 *
 * @throws when the card has no such graph, or its file is not in the model's folder
 */
export function graphFile(card: ModelCard, name: string): GraphFile {
  const graph = card.graphs[name];
  if (!graph) {
    const known = Object.keys(card.graphs).join(', ');
    throw new Error(`The model "${card.id}" has no graph "${name}". Its graphs: ${known}.`);
  }
  return {
    key: `${card.id}/${name}`,
    url: graphUrl(card, graph.file),
    bytes: graph.bytes,
    sha256: graph.sha256,
  };
}
