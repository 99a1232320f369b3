/** The family tree of the demo `taxonomy`: Goodfellow's (2016), with the families that came to matter since. */
import { choiceField, type Fields } from '../link-state.ts';

export const families = ['autoregressive', 'flow', 'vae', 'diffusion', 'boltzmann', 'gan', 'gsn'] as const;
export type Family = (typeof families)[number];

export type Kind = 'explicit' | 'implicit';
export type Way = 'tractable' | 'approximate' | 'direct' | 'chain';

export interface Branch {
  readonly way: Way;
  readonly members: readonly Family[];
}

/** From the root down: each kind of density parts into ways to reach it, and those into families. */
export const tree: readonly { readonly kind: Kind; readonly branches: readonly Branch[] }[] = [
  {
    kind: 'explicit',
    branches: [
      { way: 'tractable', members: ['autoregressive', 'flow'] },
      { way: 'approximate', members: ['vae', 'diffusion', 'boltzmann'] },
    ],
  },
  {
    kind: 'implicit',
    branches: [
      { way: 'direct', members: ['gan'] },
      { way: 'chain', members: ['gsn'] },
    ],
  },
];

const places = new Map(
  tree.flatMap(({ kind, branches }) =>
    branches.flatMap(({ way, members }) => members.map((family) => [family, { kind, way }] as const)),
  ),
);

/** Where a family stands. */
export function placeOf(family: Family): { kind: Kind; way: Way } {
  return places.get(family)!;
}

export interface TaxonomyState {
  readonly family: Family;
}

export const fields: Fields<TaxonomyState> = { family: choiceField(families) };
