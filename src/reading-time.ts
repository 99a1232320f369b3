/** How long a lecture takes to read. Runs at build only. */

/**
 * What is read in a minute. English readers take about 238 words of prose (Brysbaert 2019); of Korean, whose words
 * carry their particles, syllables are counted.
 */
const perMinute = { hangul: 500, words: 238, formulas: 6, demos: 1 };

/**
 * Minutes that a lecture's source takes: its prose by the syllables of Hangul and the words in other letters, ten
 * seconds for each formula on a line of its own, and a minute for each demo. Code and folded answers are left out.
 *
 * @param demos names of the components that are demos
 */
export function readingMinutes(source: string, demos: readonly string[]): number {
  const shown = source.replace(/```[\s\S]*?```/g, '').replace(/<(Answer|Derivation)\b[\s\S]*?<\/\1>/g, '');
  const formulas = shown.match(/\$\$[\s\S]*?\$\$/g)?.length ?? 0;
  const tags = [...shown.matchAll(/<([A-Z]\w*)/g)].map(([, name]) => name!);
  const prose = shown
    .replace(/\$\$[\s\S]*?\$\$/g, '')
    .replace(/\$[^$]*\$/g, ' x ')
    .replace(/<[^>]*>/g, ' ');
  const hangul = prose.match(/\p{Script=Hangul}/gu)?.length ?? 0;
  const words = prose.match(/[\p{Script=Latin}\d][\p{Script=Latin}\d'’-]*/gu)?.length ?? 0;
  return Math.max(
    1,
    Math.round(
      hangul / perMinute.hangul +
        words / perMinute.words +
        formulas / perMinute.formulas +
        tags.filter((name) => demos.includes(name)).length / perMinute.demos,
    ),
  );
}
