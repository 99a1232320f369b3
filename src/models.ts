/** The trained models as the pages see them: cards by id, and the addresses of their files. Runs at build only. */
import { getCollection } from 'astro:content';
import { findFor } from './mistakes.ts';
import { findFigure, findModelCard, findParameters, type Comparison } from './model-lookup.ts';
import { CodesSchema, CurveSchema, DetailsSchema, SamplesSchema } from './model-card.ts';
import type { Codes, Curve, Details, ModelCard, Reference, Samples } from './model-card.ts';

const graphUrls = import.meta.glob<string>('/models/*/*.onnx', {
  query: '?url&no-inline',
  import: 'default',
  eager: true,
});
const curves = import.meta.glob<unknown>('/models/*/curve.json', { import: 'default', eager: true });
const sheetUrls = import.meta.glob<string>('/models/*/samples.png', {
  query: '?url&no-inline',
  import: 'default',
  eager: true,
});
const sheets = import.meta.glob<unknown>('/models/*/samples.json', { import: 'default', eager: true });
const codesUrls = import.meta.glob<string>('/models/*/codes.bin', {
  query: '?url&no-inline',
  import: 'default',
  eager: true,
});
const codes = import.meta.glob<unknown>('/models/*/codes.json', { import: 'default', eager: true });
const details = import.meta.glob<unknown>('/models/*/details.json', { import: 'default', eager: true });

/** All cards, by id. */
export async function modelCards(): Promise<readonly ModelCard[]> {
  const entries = await getCollection('models');
  const cards = entries.map(({ id, data }) => {
    if (data.id === id) return data;
    throw new Error(`models/${id}/card.json says its id is "${data.id}". Folder and id must be the same.`);
  });
  return cards.sort((a, b) => a.id.localeCompare(b.id));
}

/** @throws Error with the nearest of the known ids or all, if no model is called so */
export async function modelCard(id: string): Promise<ModelCard> {
  const cards = await modelCards();
  return findFor(`model="${id}"`, () => findModelCard(cards, id));
}

/**
 * The figure that a lecture asks for by `<Metric model="…" id="…" />`.
 *
 * @throws Error with the place in the lecture and what there is, if there is no such figure
 */
export function figureFor(
  cards: readonly ModelCard[],
  { model, id, ...comparison }: { model: string; id: string } & Comparison,
): number {
  const card = findFor(`model="${model}"`, () => findModelCard(cards, model));
  return findFor(`model="${model}" id="${id}"`, () => findFigure(card, id, comparison));
}

/**
 * The number that a lecture asks for by `<Parameters model="…" graph="…" />`.
 *
 * @throws Error with the place in the lecture and what there is, if there is no such model or graph
 */
export async function parametersFor(model: string, graph?: string): Promise<number> {
  const card = await modelCard(model);
  return findFor(`model="${model}" graph="${graph ?? ''}"`, () => findParameters(card, graph));
}

/** The stored inputs and outputs of a model, or undefined before they were made. */
export async function modelReference(id: string): Promise<Reference | undefined> {
  const entries = await getCollection('references');
  return entries.find((entry) => entry.id === id)?.data;
}

/** Where the site serves a graph's file. */
export function graphUrl(card: ModelCard, file: string): string {
  const url = graphUrls[`/models/${card.id}/${file}`];
  if (url === undefined)
    throw new Error(`models/${card.id}/${file} is missing. Run \`npm run train -- ${card.id}\`.`);
  return url;
}

/** The course of a model's training, or undefined for a model that was not trained in steps. */
export function trainingCurve(card: ModelCard): Curve | undefined {
  if (card.training.curve === null) return undefined;
  const curve = curves[`/models/${card.id}/${card.training.curve}`];
  if (curve === undefined) {
    throw new Error(
      `models/${card.id}/${card.training.curve} is missing. Run \`npm run train -- ${card.id}\`.`,
    );
  }
  return CurveSchema.parse(curve);
}

/**
 * The sheet of what a model makes, or undefined for one that has none.
 *
 * @throws Error where it was drawn from other files than those on the card
 */
export function modelSamples({ id, graphs }: ModelCard): (Samples & { readonly url: string }) | undefined {
  const url = sheetUrls[`/models/${id}/samples.png`];
  if (url === undefined) return undefined;
  const samples = SamplesSchema.parse(sheets[`/models/${id}/samples.json`]);
  const drawnFrom = Object.keys({ ...graphs, ...samples.graphs });
  if (drawnFrom.every((name) => graphs[name]?.sha256 === samples.graphs[name])) return { ...samples, url };
  throw new Error(
    `models/${id}/samples.png was drawn from other graph files. Run \`npm run samples -- ${id}\`.`,
  );
}

/**
 * Where a model's encoder put a split's images.
 *
 * @throws Error where this was never asked of the model, or of other files than those on the card
 */
export function modelCodes({ id, graphs }: ModelCard): Codes & { readonly url: string } {
  const url = codesUrls[`/models/${id}/codes.bin`];
  if (url === undefined)
    throw new Error(`models/${id}/codes.bin is missing. Run \`npm run codes -- ${id}\`.`);
  const stored = CodesSchema.parse(codes[`/models/${id}/codes.json`]);
  if (Object.entries(stored.graphs).every(([name, sha256]) => graphs[name]?.sha256 === sha256))
    return { ...stored, url };
  throw new Error(
    `models/${id}/codes.bin was made by other graph files. Run \`npm run codes -- ${id}\` again.`,
  );
}

type DetailsOf<Kind> = Extract<Details['content'], { kind: Kind }>;

/**
 * What a model's figures are made of.
 *
 * @throws Error where this was never measured, or of other files than those on the card
 */
export function modelDetails<Kind extends Details['content']['kind']>(
  { id, graphs }: ModelCard,
  kind: Kind,
): DetailsOf<Kind> {
  const found = details[`/models/${id}/details.json`];
  if (found === undefined)
    throw new Error(`models/${id}/details.json is missing. Run \`npm run evaluate -- ${id}\`.`);
  const { content, graphs: measured } = DetailsSchema.parse(found);
  const isMeasured = Object.entries(graphs).every(([name, { sha256 }]) => measured[name] === sha256);
  if (content.kind !== kind)
    throw new Error(`models/${id}/details.json is of its ${content.kind}, not its ${kind}.`);
  if (isMeasured) return content as DetailsOf<Kind>;
  throw new Error(
    `models/${id}/details.json was measured on other graph files. Run \`npm run evaluate -- ${id}\` again.`,
  );
}
