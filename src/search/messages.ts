/** What the page and its search worker say to each other. */
import type { Answer } from './engine.ts';

export interface Request {
  readonly id: number;
  readonly query: string;
}

export type Reply =
  | {
      readonly kind: 'answer';
      readonly id: number;
      readonly answer: Answer;
      /** Texts are under way; the answer comes again with what they hold. */
      readonly isPartial: boolean;
      /** Texts that could not be fetched. */
      readonly failed: number;
    }
  /** Without the index nothing can be found. */
  | { readonly kind: 'failed'; readonly id: number };
