import { relative } from 'node:path';
import type { Root } from 'hast';
import type { VFile } from 'vfile';

/**
 * Makes a formula that KaTeX refuses fail the build. rehype-katex only leaves a message and prints the TeX in red.
 *
 * @throws Error naming file, line and column of each such formula of the file
 */
export function rehypeMathChecks() {
  return (_tree: Root, file: VFile): void => {
    const refused = file.messages.filter((message) => message.source === 'rehype-katex');
    if (refused.length === 0) return;
    const formulas = refused.map(({ cause, ancestors, line: ownLine, column: ownColumn }) => {
      // A formula on lines of its own has no place itself; what it stands in has.
      const outer = ancestors?.findLast(({ position }) => position)?.position?.start;
      const [line, column] = [ownLine ?? outer?.line, ownColumn ?? outer?.column];
      const reason = cause instanceof Error ? cause.message : 'KaTeX gave no reason';
      const place = `${relative(process.cwd(), file.path)}:${String(line)}:${String(column)}`;
      return { line, column, words: `${place}  ${reason}` };
    });
    const lines = formulas.map(({ words }) => words).join('\n');
    const error = new Error(
      `TeX that KaTeX cannot set:\n${lines}\nCorrect the formula; Hangul must stand inside \\text{}.`,
    );
    // Where Astro opens the file.
    throw Object.assign(error, { line: formulas[0]?.line, column: formulas[0]?.column });
  };
}
