import { describe, expect, test } from 'vitest';
import { findings, probabilities, readingOf, strangeness, type Day } from '#src/demos/my-digit/state.ts';
import { myDigitWords } from '#src/demos/my-digit/words.ts';

const chancesOf = (digit: number, probability: number, second = (digit + 1) % 10) =>
  Array.from({ length: 10 }, (_, i) => (i === digit ? probability : i === second ? 1 - probability : 0));
const weighed = (nats: number) => ({ nats, mean: 80, deviation: 20 });
const readings = (digit: number) => {
  const reading = { digit, probability: 1 };
  return {
    pca: reading,
    ae: reading,
    vae: reading,
    vae2: reading,
    vqvae: reading,
    dae: reading,
    completion: reading,
  };
};
const calm: Day = {
  chances: chancesOf(7, 0.99),
  readings: readings(7),
  weighed: { vae: weighed(85), made: weighed(84), pixelcnn: weighed(80), bayes: weighed(82) },
  realness: 0.6,
};
const kinds = (day: Day) => findings(day).map(({ kind }) => kind);

test('the probabilities of logits, and the greatest', () => {
  const [first, second] = probabilities([Math.log(3), 0, -Infinity]);
  expect(first).toBeCloseTo(0.75, 12);
  expect(second).toBeCloseTo(0.25, 12);
  expect(readingOf([0.1, 0.7, 0.2])).toEqual({ digit: 1, probability: 0.7 });
  expect(strangeness({ nats: 110, mean: 80, deviation: 20 })).toBe(1.5);
});

describe('the models', () => {
  test('agree only once all have spoken', () => {
    expect(kinds(calm)).toEqual(['agreed']);
    expect(kinds({ ...calm, weighed: { made: weighed(84) } })).toEqual([]);
    expect(kinds({ ...calm, readings: { ae: { digit: 7, probability: 1 } } })).toEqual([]);
    expect(kinds({ ...calm, realness: undefined })).toEqual([]);
  });

  test('disagree where an image is read as another digit', () => {
    const day = { ...calm, readings: { ...calm.readings, vae2: { digit: 9, probability: 0.6 } } };
    expect(findings(day)).toEqual([{ kind: 'read-otherwise', maker: 'vae2', drawn: 7, read: 9 }]);
  });

  test('disagree where a classifier answers to what all density models find strange', () => {
    const day = {
      ...calm,
      weighed: { vae: weighed(125), made: weighed(130), pixelcnn: weighed(122), bayes: weighed(121) },
    };
    expect(findings(day)).toEqual([
      { kind: 'strange', isSure: true, probability: 0.99, strangeness: 41 / 20 },
    ]);
    expect(kinds({ ...day, weighed: { ...day.weighed, bayes: weighed(119) } })).toEqual(['agreed']);
  });

  test('disagree where one density model finds strange what another does not', () => {
    const day = { ...calm, weighed: { ...calm.weighed, made: weighed(104) } };
    expect(findings(day)).toEqual([
      { kind: 'densities-apart', most: 'made', least: 'pixelcnn', gap: 24 / 20 },
    ]);
  });

  test('disagree where the discriminator doubts, and where the classifier does', () => {
    expect(kinds({ ...calm, realness: 0.1 })).toEqual(['judged-fake']);
    expect(findings({ ...calm, chances: chancesOf(7, 0.6, 1) })).toEqual([
      { kind: 'undecided', first: { digit: 7, probability: 0.6 }, second: { digit: 1, probability: 0.4 } },
    ]);
  });
});

test('Korean particles fit the digits', () => {
  const said = (drawn: number, read: number) =>
    myDigitWords.ko.finding({ kind: 'read-otherwise', maker: 'ae', drawn, read });
  expect(said(7, 9)).toContain('7이 아니라 9로');
  expect(said(2, 3)).toContain('2가 아니라 3으로');
  expect(said(4, 8)).toContain('4가 아니라 8로');
  const undecided = (first: number) =>
    myDigitWords.ko.finding({
      kind: 'undecided',
      first: { digit: first, probability: 0.6 },
      second: { digit: 1, probability: 0.4 },
    });
  expect(undecided(3)).toContain('3과 1');
  expect(undecided(4)).toContain('4와 1');
});
