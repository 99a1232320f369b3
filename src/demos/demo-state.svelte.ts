/** What the reader has set in a demo: kept in one place, written into its link, read from the page's address. */
import { demoFragment, demoId, stateInFragment } from './demo-link.ts';
import { readState, writeState, type Fields } from './link-state.ts';

/**
 * @param demo     the demo's name, which its frame and its link bear
 * @param defaults as the demo first stands, drawn at build; a link leaves out what equals them
 */
export function createDemoState<State extends object>(demo: string, fields: Fields<State>, defaults: State) {
  let current = $state.raw(defaults);

  return {
    get current(): State {
      return current;
    },
    change(part: Partial<State>): void {
      current = { ...current, ...part };
    },
    /** Back to the beginning, but for what the reader brought along, as their digit. */
    reset(brought: Partial<State> = {}): void {
      current = { ...defaults, ...brought };
    },
    /** The fragment that opens the page at this demo as it now stands. */
    get fragment(): string {
      return demoFragment(demo, writeState(fields, current, defaults));
    },
    /**
     * Takes what the page's address says of this demo, now and whenever it changes.
     *
     * @param onRestored called each time something was taken
     * @returns a function that ends this
     */
    follow(onRestored: () => void): () => void {
      const restore = () => {
        const text = stateInFragment(location.hash, demoId(demo));
        if (text === undefined) return;
        current = readState(fields, text, defaults);
        onRestored();
      };
      restore();
      addEventListener('hashchange', restore);
      return () => {
        removeEventListener('hashchange', restore);
      };
    },
  };
}
