import type { Element, Root } from 'hast';
import { SKIP, visit } from 'unist-util-visit';
import { textOf } from './math-nodes.ts';

/**
 * Wraps each table in a box that scrolls sideways on a narrow screen and can be reached with the keyboard. An empty
 * corner is no heading: it becomes a plain cell.
 */
export function rehypeScrollableTables() {
  return (tree: Root): void => {
    visit(tree, 'element', (table, index, parent) => {
      if (table.tagName !== 'table' || parent === undefined || index === undefined) return undefined;
      visit(table, 'element', (cell) => {
        if (cell.tagName === 'th' && textOf(cell).trim() === '') cell.tagName = 'td';
      });
      const box: Element = {
        type: 'element',
        tagName: 'div',
        properties: { className: ['table-scroll'], tabIndex: 0 },
        children: [table],
      };
      parent.children[index] = box;
      return SKIP;
    });
  };
}
