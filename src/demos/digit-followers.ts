/** Who shows the reader's digit, told whenever it changes. Apart from what checks and keeps it, so that it weighs nothing. */
import type { Stroke } from '#src/draw/strokes.ts';

type Follower = (strokes: readonly Stroke[]) => void;

const followers = new Set<Follower>();

/**
 * Calls back whenever the digit is kept or forgotten, by whatever of the page.
 *
 * @returns a function that ends this
 */
export function followDigit(follower: Follower): () => void {
  followers.add(follower);
  return () => {
    followers.delete(follower);
  };
}

export function tellFollowers(strokes: readonly Stroke[]): void {
  for (const follower of followers) follower(strokes);
}
