import { describe, expect, it } from 'vitest';
import { vocabulary, wordNumber } from '#scripts/datasets/scenes-words.ts';
import type { Values } from '#scripts/engine.ts';
import { asText, sayGreedily } from '#scripts/metrics/captions.ts';

const values = (shape: readonly number[], data: ArrayLike<number>) => ({
  data: Float32Array.from(data),
  shape,
});

/** A captioner of two scenes that has learned one sentence for each by heart; its state counts the words. */
function parrot(sentences: readonly (readonly string[])[]) {
  const heard: string[][] = [];
  const run = async (graph: string, feeds: Values): Promise<Values> => {
    if (graph === 'encoder') return { features: feeds['x']!, state: values([2, 1], [0, 0]) };
    const step = Number(feeds['state']!.data[0]);
    const [width, word] = [vocabulary.length, feeds['word']!];
    heard.push(sentences.map((_, scene) => vocabulary[word.data.slice(scene * width, (scene + 1) * width).findIndex((x) => x === 1)]!)); // prettier-ignore
    const logits = new Float32Array(2 * width);
    for (const [scene, sentence] of sentences.entries()) {
      logits[scene * width + wordNumber(sentence[Math.min(step, sentence.length - 1)]!)] = 3;
    }
    return {
      logits: values([2, width], logits),
      next_state: values([2, 1], [step + 1, step + 1]),
      attention: values([2, 1, 2], [step, 1, step, 2]),
    };
  };
  return { run, heard };
}

describe('greedy captions', () => {
  const x = values([2, 4], Array<number>(8).fill(0));

  it('choose the likeliest word, hand it on, and end with the last of all sentences', async () => {
    const { run, heard } = parrot([
      [' A', ' 7', '<end>'],
      [' A', ' 8', ' is', ' above', '<end>'],
    ]);
    const said = await sayGreedily(run, x, 'en', 24);
    expect(said.map(asText)).toEqual(['A 7', 'A 8 is above']);
    expect(heard).toEqual([
      ['<en>', '<en>'],
      [' A', ' A'],
      [' 7', ' 8'],
      ['<end>', ' is'],
      ['<end>', ' above'],
    ]);
    expect(said[1]!.map(({ attention }) => [...attention])).toEqual([[0, 2], [1, 2], [2, 2], [3, 2]]); // prettier-ignore
  });

  it('are cut off where they do not end', async () => {
    const { run, heard } = parrot([['큰'], ['작은']].map(([word]) => [` ${word}`]));
    const said = await sayGreedily(run, x, 'ko', 3);
    expect(said.map(asText)).toEqual(['큰 큰 큰', '작은 작은 작은']);
    expect(heard[0]).toEqual(['<ko>', '<ko>']);
  });
});
