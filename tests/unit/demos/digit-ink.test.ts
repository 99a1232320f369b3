import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { digitInk } from '#src/demos/digit-ink.ts';
import { normalize } from '#src/draw/normalize.ts';
import { penWidth } from '#src/draw/strokes.ts';
import { ReferenceSchema } from '#src/model-card.ts';
import { decodeTensor } from '#src/tensor-data.ts';

const { examples, graphs } = ReferenceSchema.parse(
  JSON.parse(await readFile('models/ae-mnist/reference.json', 'utf8')),
);
const x = decodeTensor(graphs['encoder']!.inputs['x']!);

test.each(examples)(
  'a demo that begins with the $label sees it as the references hold it',
  ({ label, strokes }) => {
    const row = examples.findIndex((each) => each.label === label);
    expect([...digitInk(strokes, strokes)]).toEqual([...x.subarray(784 * row, 784 * (row + 1))]);
  },
);

test('any other drawing is inked by the pen of the page', () => {
  const [first, other] = examples;
  expect(digitInk(other!.strokes, first!.strokes)).toEqual(normalize(other!.strokes, penWidth));
});
