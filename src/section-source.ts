/** The source of a lecture by its sections, and what stands in one. */

/** What stands before the first heading, then under each; lines of code that look like headings are none. */
export function splitSections(source: string): readonly string[] {
  const sections: string[][] = [[]];
  let fence: string | undefined;
  for (const line of source.split('\n')) {
    const mark = /^\s*(```+|~~~+)/.exec(line)?.[1];
    if (mark !== undefined && (fence === undefined || mark.startsWith(fence)))
      fence = fence ? undefined : mark;
    if (fence === undefined && /^#{1,6} /.test(line)) sections.push([]);
    sections.at(-1)!.push(line);
  }
  return sections.map((lines) => lines.join('\n'));
}

/** The text alone: no code, formulas, components' attributes or addresses of links. */
export function proseOf(section: string): string {
  return section
    .replace(/^\s*(```+|~~~+)[^]*?^\s*\1\s*$/gm, ' ')
    .replace(/\$\$[^]*?\$\$|\$[^$\n]*\$|`[^`\n]*`/g, ' ')
    .replace(/<\/?[A-Za-z][^>]*>/g, ' ')
    .replace(/\]\([^)]*\)/g, ' ')
    .replace(/[*_[\]]/g, '');
}

/** Ids of the models whose figures or pages a section names. */
export function modelsNamed(section: string): ReadonlySet<string> {
  const figures = section.matchAll(/<(?:Metric|Parameters)\b[^>]*?\bmodel="([^"]+)"/g);
  const links = section.matchAll(/\]\([^)\s]*\bmodels\/([a-z0-9-]+)\//g);
  return new Set([...figures, ...links].map(([, id]) => id!));
}

/** Names of the lectures that a section links to, or to a place in them. */
export function lecturesLinked(section: string): ReadonlySet<string> {
  const links = section.matchAll(
    /(?:\]\(|href=")(?:\.\.\/|(?:\/en)?\/lectures\/|(?:\.\.\/)+lectures\/)(\d\d-[a-z0-9-]+)/g,
  );
  return new Set([...links].map(([, slug]) => slug!));
}

/** Whether a section places a component, as `<Clusters />`. */
export function places(section: string, component: string): boolean {
  return new RegExp(`^<${component}\\b`, 'm').test(section);
}
