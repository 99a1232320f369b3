import { demos } from '#src/demos/catalogue.ts';
import { categoryTree, flat, usedTags } from '#src/filing.ts';
import { wordsIn, type Language } from '#src/i18n.ts';
import { isWritten, lecturePages, type LecturePage } from '#src/lectures.ts';
import { modelCards, modelSamples } from '#src/models.ts';

/** What stands beside the words: a model's sheet of samples, a number as a model writes it, or the site's mark. */
export type Art =
  | { readonly kind: 'sheet'; readonly model: string }
  | { readonly kind: 'number'; readonly number: number }
  | { readonly kind: 'mark' };

/** What a page's picture shows. */
export interface ShareCard {
  /** The page's path without its language. */
  readonly page: string;
  /** What kind of page it is, in a word: `19강`, `데모`. Pages that list others say it in their titles. */
  readonly kind?: string;
  readonly title: string;
  readonly text: string;
  readonly art: Art;
}

/** The model whose samples stand for a demo. A demo that shows no model's pictures has the site's mark. */
const MODEL_OF_DEMO: Readonly<Record<string, string>> = {
  'bayes-classifier': 'bayes-mnist',
  beta: 'vae-mnist-2-beta-8',
  bottleneck: 'ae-mnist-2',
  clusters: 'ae-mnist-10',
  codebook: 'prior-vqvae-mnist',
  denoise: 'dae-mnist',
  elbo: 'vae-mnist',
  'family-table': 'gan-mnist-wgan-gp',
  'few-labels': 'cgan-mnist',
  'gan-training': 'gan-mnist',
  generator: 'cgan-mnist',
  'latent-arithmetic': 'vae-mnist-2-beta-2',
  'latent-map': 'vae-mnist-2',
  'mode-collapse': 'gan-ring',
  'my-digit': 'ae-mnist',
  occlusion: 'classifier-mnist',
  'pixel-by-pixel': 'pixelcnn-mnist',
  reconstruct: 'ae-mnist',
  'sparse-features': 'sae-mnist',
  'task-tour': 'detector-scenes',
  taxonomy: 'made-mnist',
  traverse: 'bvae-shapes-4',
};

const mark: Art = { kind: 'mark' };

/** The pictures of a language, one for each page that has its own. */
export async function shareCards(language: Language): Promise<readonly ShareCard[]> {
  const words = wordsIn(language);
  const cards = await modelCards();
  const drawn = new Set(cards.filter((card) => modelSamples(card)).map(({ id }) => id));
  const sheet = (model: string | undefined): Art =>
    model !== undefined && drawn.has(model) ? { kind: 'sheet', model } : mark;
  const written = (filed: readonly LecturePage[]) => filed.filter(isWritten).length;

  const lists = [
    { page: '', title: words.homeTitle, text: words.siteDescription, art: sheet('pixelcnn-mnist') },
    { page: 'lectures/', title: words.lecturesTitle, text: words.lecturesLead, art: sheet('cgan-mnist') },
    { page: 'demos/', title: words.demosTitle, text: words.demosLead, art: sheet('segmenter-scenes') },
    { page: 'models/', title: words.modelsTitle, text: words.modelsLead, art: sheet('gan-mnist') },
    { page: 'glossary/', title: words.glossaryTitle, text: words.glossaryLead, art: mark },
    { page: 'categories/', title: words.categoriesTitle, text: words.categoriesLead, art: mark },
    { page: 'tags/', title: words.tagsTitle, text: words.tagsLead, art: mark },
    { page: 'archive/', title: words.archiveTitle, text: words.archiveLead, art: mark },
  ];
  const lectures = (await lecturePages(language)).map(({ page, entry: { data } }) => ({
    page,
    kind: words.lecture(data.number),
    title: data.title,
    text: data.description,
    art: { kind: 'number', number: data.number } as const,
  }));
  return [
    ...lists,
    ...lectures,
    ...flat(await categoryTree(language)).map(({ page, name, lectures: filed }) => ({
      page,
      kind: words.categoriesTitle,
      title: name[language],
      text: words.categoryLead(name[language], written(filed)),
      art: mark,
    })),
    ...(await usedTags(language)).map(({ page, name, lectures: filed }) => ({
      page,
      kind: words.tagsTitle,
      title: `#${name[language]}`,
      text: words.tagLead(name[language], written(filed)),
      art: mark,
    })),
    ...demos.map(({ name, title, about }) => ({
      page: `demos/${name}/`,
      kind: words.demos,
      title: title[language],
      text: about[language],
      art: sheet(MODEL_OF_DEMO[name]),
    })),
    ...cards.map(({ id, title, summary }) => ({
      page: `models/${id}/`,
      kind: words.models,
      title: title[language],
      text: summary[language],
      art: sheet(id),
    })),
  ];
}
