/**
 * Addresses of demos: `#demo-latent-map?z=0.5,-1.2` opens a page at a demo in a state. The state stands behind the #,
 * so that no browser sends it to a server: it may hold the reader's own drawing. Each demo reads only what bears its
 * own name.
 */

/** The id of a demo's frame on its page. */
export function demoId(demo: string): string {
  return `demo-${demo}`;
}

/** The fragment that opens a demo in a state written by `writeState`; with no state, as it first stands. */
export function demoFragment(demo: string, state: string): string {
  return `#${demoId(demo)}${state === '' ? '' : `?${state}`}`;
}

/** The state that a fragment carries for the demo whose frame has this id; undefined where it carries none for it. */
export function stateInFragment(fragment: string, id: string): string | undefined {
  const start = `#${id}?`;
  return fragment.startsWith(start) ? fragment.slice(start.length) : undefined;
}
