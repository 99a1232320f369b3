import type { NewFiles } from './files.ts';
import { requireName } from './name.ts';
import { filledTemplate } from './template.ts';

/** The folder of a demo that works: one slider, its link, its picture, its words in both languages. */
export async function demoFiles(name: string | undefined): Promise<NewFiles> {
  requireName(
    name,
    /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/,
    'A demo is named in small letters with hyphens, as latent-map',
  );
  const tag = name.replaceAll(/(^|-)([a-z0-9])/g, (_, __, letter: string) => letter.toUpperCase());
  const words = `${tag[0]!.toLowerCase()}${tag.slice(1)}Words`;
  const names = { __name__: name, __Tag__: tag, __words__: words };
  const files = ['state.ts', 'words.ts', '__Tag__.astro', '__Tag__.svelte', 'picture.svg'].map(
    async (file) => [
      `src/demos/${name}/${file.replace('__Tag__', tag)}`,
      await filledTemplate(`demo/${file}`, names),
    ],
  );
  return {
    files: Object.fromEntries(await Promise.all(files)) as Record<string, string>,
    next: [
      `Add it to src/demos/catalogue.ts: demo('${tag}', ${words}, { ko: '…', en: '…' }).`,
      `Name it in a lecture, in both languages: <${tag} />.`,
      'Draw picture.svg, which lists of demos show; a demo with an image in its HTML, as a poster, needs none: delete it.',
      `Test in tests/browser/${name}.test.ts what it shows against reference.json or the card; its page is /demos/${name}/.`,
    ],
  };
}
