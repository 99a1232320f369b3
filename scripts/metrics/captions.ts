/** Sentences as a captioner says them, word by word. */
import { joinWords, markers, vocabulary, wordNumber } from '#scripts/datasets/scenes-words.ts';
import type { TensorValue, Values } from '#scripts/engine.ts';
import { argmax } from './classification.ts';

export type Language = 'ko' | 'en';

export interface SaidWord {
  /** Its number. */
  readonly word: number;
  /** [cells], where the captioner looked for it: positive, with sum 1. */
  readonly attention: Float32Array;
}

/**
 * What a captioner says of each scene if it always chooses the likeliest word.
 *
 * @param run   runs its graphs: the encoder once, the decoder for each word
 * @param x     [scenes, pixels]
 * @param steps after which a sentence is cut off
 * @returns     a sentence for each scene, without markers
 */
export async function sayGreedily(
  run: (graph: string, feeds: Values) => Promise<Values>,
  x: TensorValue,
  language: Language,
  steps: number,
): Promise<readonly (readonly SaidWord[])[]> {
  const scenes = x.shape[0]!;
  const { features, state } = await run('encoder', { x });
  const sentences = Array.from({ length: scenes }, (): SaidWord[] => []);
  const isOver = new Uint8Array(scenes);
  let before = Array<number>(scenes).fill(wordNumber(markers[language]));
  let current = state!;
  for (let step = 0; step < steps && isOver.includes(0); step++) {
    const { logits, next_state, attention } = await run('decoder', {
      features: features!,
      state: current,
      word: oneHotWords(before),
    });
    before = before.map((_, scene) => argmax(logits!, scene));
    current = next_state!;
    const cells = attention!.data.length / scenes;
    for (const [scene, word] of before.entries()) {
      if (word === wordNumber(markers.end)) isOver[scene] = 1;
      if (isOver[scene]) continue;
      const looked = attention!.data.slice(scene * cells, (scene + 1) * cells) as Float32Array;
      sentences[scene]!.push({ word, attention: looked });
    }
  }
  return sentences;
}

export const asText = (words: readonly SaidWord[]): string => joinWords(words.map(({ word }) => word));

/** [words.length, vocabulary] */
export function oneHotWords(words: readonly number[]): TensorValue {
  const data = new Float32Array(words.length * vocabulary.length);
  for (const [row, word] of words.entries()) data[row * vocabulary.length + word] = 1;
  return { data, shape: [words.length, vocabulary.length] };
}
