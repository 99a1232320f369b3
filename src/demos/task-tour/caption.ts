/** Sentences as the captioner says them in the page: in both languages at once. */
import { argmax, softmax } from '#src/math/softmax.ts';
import type { Tensors } from '#src/runtime/runtime.ts';
import { mostWords } from './state.ts';

export const spoken = ['ko', 'en'] as const;

export interface SaidWord {
  /** Its place in the vocabulary. */
  readonly word: number;
  /** [vocabulary] of the next word, of which it had the largest. */
  readonly probabilities: Float64Array;
  /** [8 · 8] where the captioner looked for it: positive, with sum 1. */
  readonly attention: Float32Array;
}

/** By language. */
export type Sentences = Readonly<Record<(typeof spoken)[number], readonly SaidWord[]>>;

/**
 * Says what a scene shows, each time by the likeliest word.
 *
 * @param run runs the encoder or the decoder; undefined where the answer is no longer wanted
 * @param x   [pixels] ink
 * @returns   whole sentences only: with each word that came by itself the page would move; undefined where none is wanted
 */
export async function describe(
  run: (graph: 'encoder' | 'decoder', inputs: Tensors) => Promise<Tensors | undefined>,
  x: Float32Array,
  vocabulary: readonly string[],
): Promise<Sentences | undefined> {
  const encoded = await run('encoder', { x: { data: x, shape: [1, x.length] } });
  if (!encoded) return undefined;
  const features = twice(encoded['features']!);
  let state = twice(encoded['state']!);
  let before = spoken.map((language) => vocabulary.indexOf(`<${language}>`));
  const end = vocabulary.indexOf('<end>');
  let said: Sentences = { ko: [], en: [] };
  const isOver = [false, false];
  for (let step = 0; step < mostWords && isOver.includes(false); step++) {
    const word = new Float32Array(before.length * vocabulary.length);
    for (const [row, number] of before.entries()) word[row * vocabulary.length + number] = 1;
    const outputs = await run('decoder', {
      features,
      state,
      word: { data: word, shape: [before.length, vocabulary.length] },
    });
    if (!outputs) return undefined;
    const rowOf = (name: string, row: number) => {
      const { data } = outputs[name]!;
      const size = data.length / spoken.length;
      return data.slice(row * size, (row + 1) * size);
    };
    before = before.map((_, row) => argmax(rowOf('logits', row)));
    state = outputs['next_state']!;
    for (const [row, language] of spoken.entries()) {
      isOver[row] ||= before[row] === end;
      if (isOver[row]) continue;
      const next: SaidWord = {
        word: before[row]!,
        probabilities: softmax(rowOf('logits', row)),
        attention: rowOf('attention', row),
      };
      said = { ...said, [language]: [...said[language], next] };
    }
  }
  return said;
}

/** A tensor of one row, twice. */
function twice({ data, shape }: Tensors[string]): Tensors[string] {
  return { data: Float32Array.from([...data, ...data]), shape: [2, ...shape.slice(1)] };
}
