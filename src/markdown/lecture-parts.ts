/** What a lecture's text may name, as the files of these parts say it: nothing is listed twice. Runs at build only. */
import { globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';

/** What a part may be given, by name. */
export type Props = ReadonlyMap<string, Prop>;

interface Prop {
  readonly isRequired: boolean;
  /** As TypeScript names it. */
  readonly type: string;
  /** All that it may be; empty where it may be anything of its type. */
  readonly choices: readonly string[];
}

/** The parts of `LectureText.astro` and the demos, by name. */
export function lectureParts(): ReadonlyMap<string, Props> {
  const list = readFileSync('src/components/LectureText.astro', 'utf8').matchAll(/^ {2}(\w+),$/gm);
  const files = [
    ...[...list].map(([, name]) => `src/components/${name!}.astro`),
    ...globSync('src/demos/*/*.astro', { exclude: ['src/demos/digit-chip/**'] }),
  ];
  return new Map(files.sort().map((file) => [basename(file, '.astro'), propsOf(readFileSync(file, 'utf8'))]));
}

function propsOf(source: string): Props {
  const [, declared = ''] = /^interface Props \{\n(.*?)^\}/ms.exec(source) ?? [];
  return new Map(
    [...declared.matchAll(/^ {2}(\w+)(\??): (.+);$/gm)].map(([, name, mark, type]) => [
      name!,
      {
        isRequired: mark === '',
        type: type!,
        choices: [...type!.matchAll(/'([^']+)'|\b(\d+)\b/g)].map(([, word, number]) => (word ?? number)!),
      },
    ]),
  );
}
