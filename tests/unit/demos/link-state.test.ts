import { describe, expect, test } from 'vitest';
import { demoFragment, stateInFragment } from '#src/demos/demo-link.ts';
import {
  choiceField,
  drawingField,
  flagField,
  longestState,
  numberField,
  pointField,
  readState,
  writeState,
  type Fields,
} from '#src/demos/link-state.ts';
import type { Point, Stroke } from '#src/draw/strokes.ts';

interface State {
  z: Point;
  k: number;
  view: 'map' | 'grid';
  dots: boolean;
  d: readonly Stroke[];
}

const fields: Fields<State> = {
  z: pointField({ min: -5, max: 5, digits: 3 }),
  k: numberField({ min: 1, max: 64, digits: 0 }),
  view: choiceField(['map', 'grid']),
  dots: flagField,
  d: drawingField,
};
const defaults: State = { z: [0, 0], k: 1, view: 'map', dots: true, d: [] };

describe('a state as text', () => {
  test('is what it was when it is read again', () => {
    const state: State = {
      z: [-1.234, 4.5],
      k: 32,
      view: 'grid',
      dots: false,
      d: [
        [
          [0, 1],
          [819 / 4095, 4094 / 4095],
        ],
        [[1, 0]],
      ],
    };
    const text = writeState(fields, state, defaults);
    expect(text).toBe('z=-1.234,4.5&k=32&view=grid&dots=0&d=AA__Mz_-.__AA');
    expect(readState(fields, text, defaults)).toEqual(state);
  });

  test('is empty for the defaults, and says only what differs from them', () => {
    expect(writeState(fields, defaults, defaults)).toBe('');
    expect(readState(fields, '', defaults)).toEqual(defaults);
    expect(writeState(fields, { ...defaults, k: 2 }, defaults)).toBe('k=2');
  });

  test('says that a drawing was wiped where there is one at first', () => {
    const drawn = { ...defaults, d: [[[0, 0]]] satisfies Stroke[] };
    const text = writeState(fields, { ...drawn, d: [] }, drawn);
    expect(text).toBe('d=_');
    expect(readState(fields, text, drawn).d).toEqual([]);
  });

  test('keeps a point of a drawing to half a 4,095th, and brings what left the square to its edge', () => {
    const [stroke] = drawingField.read(
      drawingField.write([
        [
          [0.123456, 0.98765],
          [-0.3, 1.7],
        ],
      ]),
    )!;
    expect(Math.abs(stroke![0]![0] - 0.123456)).toBeLessThan(0.5 / 4095 + 1e-12);
    expect(Math.abs(stroke![0]![1] - 0.98765)).toBeLessThan(0.5 / 4095 + 1e-12);
    expect(stroke![1]).toEqual([0, 1]);
  });

  test('needs no escaping in an address', () => {
    const text = writeState(
      fields,
      { z: [1e-7, -0], k: 9, view: 'grid', dots: false, d: [[[0.5, 0.5]]] },
      defaults,
    );
    const address = new URL(`https://example.org/${demoFragment('latent-map', text)}`);
    expect(address.hash).toBe(demoFragment('latent-map', text));
  });
});

describe('text from anywhere', () => {
  test.each([
    'z=NaN,0',
    'z=Infinity,1',
    'z=1e3,0',
    'z=0x1,0',
    'z=6,0',
    'z=1',
    'z=1,2,3',
    'z= 1,2',
    'z=,',
    'k=0',
    'k=65',
    'k=1.5',
    'k=--3',
    'k=99999999999999999999',
    'view=Map',
    'view=<script>alert(1)</script>',
    'view=constructor',
    'dots=true',
    'dots=2',
    'd=A',
    'd=AAAA.',
    'd=.AAAA',
    'd=AA%00A',
    'd=AAAé',
    '__proto__=1&constructor=2&toString=3',
    'K=5&Z=1,1',
    '%',
    '%E0%A4%A',
    '&&&==&=',
  ])('%s changes nothing', (text) => {
    expect(readState(fields, text, defaults)).toEqual(defaults);
  });

  test('loses what is bad in it and keeps what is good', () => {
    expect(readState(fields, 'z=9,9&k=7&view=&dots=0', defaults)).toEqual({ ...defaults, k: 7, dots: false });
  });

  test('gives the first of two values', () => {
    expect(readState(fields, 'k=3&k=4', defaults).k).toBe(3);
  });

  test('is read where an application escaped its commas', () => {
    expect(readState(fields, 'z=1%2C-2', defaults).z).toEqual([1, -2]);
  });

  test('is not read when it is too long', () => {
    const text = `k=7&d=${'AAAA'.repeat(longestState / 4)}`;
    expect(readState(fields, text, defaults)).toEqual(defaults);
  });

  test('adds no key and touches no prototype', () => {
    const state = readState(fields, '__proto__=x&other=1&k=2', defaults);
    expect(Object.keys(state)).toEqual(Object.keys(defaults));
    expect(Object.getPrototypeOf(state)).toBe(Object.prototype);
  });
});

describe('a fragment', () => {
  test('opens a demo with its state or without', () => {
    expect(demoFragment('latent-map', 'k=2')).toBe('#demo-latent-map?k=2');
    expect(demoFragment('latent-map', '')).toBe('#demo-latent-map');
  });

  test('gives its state to the demo that it names and to no other', () => {
    expect(stateInFragment('#demo-latent-map?k=2', 'demo-latent-map')).toBe('k=2');
    expect(stateInFragment('#demo-latent-map?k=2', 'demo-latent')).toBeUndefined();
    expect(stateInFragment('#demo-latent?k=2', 'demo-latent-map')).toBeUndefined();
    expect(stateInFragment('#demo-latent-map', 'demo-latent-map')).toBeUndefined();
    expect(stateInFragment('', 'demo-latent-map')).toBeUndefined();
  });
});
