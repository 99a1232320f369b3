import type { Dataset } from '#scripts/datasets/dataset.ts';
import type { Values } from '#scripts/engine.ts';
import type { Storage, Tensor } from '#scripts/graph/tensor.ts';
import type { ParamTree, Symbolic } from '#scripts/networks/params.ts';
import type { Objective } from '#scripts/training/objective.ts';
import type { Metric, ModelCard } from '#src/model-card.ts';

/** Everything that is decided about a model before it exists. */
export interface Recipe<P extends ParamTree = ParamTree> {
  readonly id: string;
  /** The file that makes several models, without its ending; a recipe of one model stands in a file of its id. */
  readonly family?: string;
  readonly title: ModelCard['title'];
  readonly summary: ModelCard['summary'];
  readonly limits: ModelCard['limits'];
  readonly dataset: Dataset['id'];
  /** The architecture in one line. */
  readonly network: string;
  /** Of models that read or write words. */
  readonly vocabulary?: readonly string[];
  readonly learning: Learning<P>;
  /** Seed of every random number where the command names none; 1 unless told. */
  readonly seed?: number;
  /** How the weights lie in the shipped files. */
  readonly storage: Storage;
  /** Largest difference from the reference outputs that any engine may show. */
  readonly atol: number;
  /**
   * Outputs of each shipped graph, by graph and name.
   *
   * @param snapshots the weights along the training that the objective asked for
   */
  graphs(
    params: Symbolic<P>,
    snapshots: readonly Snapshot<P>[],
  ): Readonly<Record<string, Readonly<Record<string, Tensor>>>>;
  /**
   * Inputs of each graph for the model's reference file.
   *
   * @param images [examples, pixels] digits drawn by the project
   */
  references(images: Values[string], run: RunGraph): Promise<Readonly<Record<string, Values>>>;
  /** The figures of the card, from the shipped graphs. */
  measure(run: RunGraph, dataset: Dataset): Promise<readonly Metric[]>;
}

export interface Snapshot<P> {
  /** Steps done. */
  readonly step: number;
  readonly params: Symbolic<P>;
}

/** By steps down the gradient of a loss, or by a formula. */
export type Learning<P extends ParamTree> =
  | { readonly by: 'descent'; readonly objective: Objective<P> }
  | { readonly by: 'formula'; solve(dataset: Dataset): Promise<P> };

/** Runs one of a model's graphs. */
export type RunGraph = (graph: string, feeds: Values) => Promise<Values>;

/**
 * Checks a recipe against its network's parameters, then forgets their type: commands treat all recipes alike, and
 * TypeScript cannot see that a recipe hands its own parameters only to itself.
 */
export function defineRecipe<P extends ParamTree>(recipe: Recipe<P>): Recipe {
  return recipe as unknown as Recipe;
}
