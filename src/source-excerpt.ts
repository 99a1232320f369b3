/** Pieces of the project's own source code, for pages that show what ran. */

/**
 * What a file exports under a name, with the comment before it. Relies on the format that Prettier gives: a definition
 * begins with `export` at the start of a line, and ends with the first line from there that holds a closing bracket at
 * its start, or with the first semicolon at a line's end.
 *
 * @throws Error where the file exports nothing of that name, saying what it exports
 */
export function excerpt(source: string, name: string, file: string): string {
  const lines = source.split('\n');
  const definition = new RegExp(
    String.raw`^export (?:async )?(?:function|const|interface|type|class) ${name}\b`,
  );
  const start = lines.findIndex((line) => definition.test(line));
  if (start < 0) {
    const known = [...source.matchAll(/^export (?:async )?(?:function|const|interface|type|class) (\w+)/gm)];
    throw new Error(
      `${file} exports nothing named "${name}". It exports: ${known.map(([, other]) => other).join(', ')}.`,
    );
  }
  const isBlock = /^export (?:async )?(?:function|interface|class)/.test(lines[start]!);
  const end = lines.findIndex(
    (line, at) => at >= start && (isBlock ? /^[}\])]+;?$/.test(line) : line.endsWith(';')),
  );
  let first = start;
  if (lines[first - 1]?.trimEnd().endsWith('*/')) {
    do first--;
    while (!lines[first]!.startsWith('/**'));
  }
  return lines.slice(first, end + 1).join('\n');
}
