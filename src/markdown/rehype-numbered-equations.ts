import type { Root } from 'hast';
import { visit } from 'unist-util-visit';

/** Gives a display formula with `\tag{3}` the id `eq-3`, so that prose can link to it: `[(3)](#eq-3)`. */
export function rehypeNumberedEquations() {
  return (tree: Root): void => {
    visit(tree, 'element', ({ data, properties }) => {
      const tag = data?.formula?.tag;
      if (tag !== undefined) properties['id'] = `eq-${tag.replace(/[^\p{L}\p{N}.]/gu, '')}`;
    });
  };
}
