import type { Element, Root } from 'hast';
import { SKIP, visit } from 'unist-util-visit';

/** Wraps each table in a box that scrolls sideways on a narrow screen and can be reached with the keyboard. */
export function rehypeScrollableTables() {
  return (tree: Root): void => {
    visit(tree, 'element', (table, index, parent) => {
      if (table.tagName !== 'table' || parent === undefined || index === undefined) return;
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
