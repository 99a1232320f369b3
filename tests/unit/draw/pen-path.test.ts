import { describe, expect, it } from 'vitest';
import { digitForms, schoolbookForms } from '#src/draw/handwriting/digit-forms.ts';
import { mixPaths, parsePath, smoothStroke } from '#src/draw/handwriting/pen-path.ts';

describe('a pen path', () => {
  it('is read from its notation', () => {
    expect(parsePath('10,25 30,0! / 8,98')).toEqual([
      [
        { at: [0.1, 0.25], corner: false },
        { at: [0.3, 0], corner: true },
      ],
      [{ at: [0.08, 0.98], corner: false }],
    ]);
  });

  it('becomes a curve that passes through its knots with no more points than asked for', () => {
    for (const { extremes } of [...digitForms, ...schoolbookForms].flat()) {
      for (const knots of extremes.flat()) {
        const curve = smoothStroke(knots, 40);
        expect(curve.length).toBeLessThanOrEqual(40);
        for (const { at } of knots) {
          const nearest = Math.min(...curve.map(([x, y]) => Math.hypot(x - at[0], y - at[1])));
          expect(nearest).toBeLessThan(1e-9);
        }
      }
    }
  });

  it('stays straight between corners', () => {
    const [knots] = parsePath('0,0! 30,60! 90,60!');
    for (const [x, y] of smoothStroke(knots!, 40)) {
      const gap = x <= 0.3 ? Math.abs(y - 2 * x) : Math.abs(y - 0.6);
      expect(gap).toBeLessThan(1e-9);
    }
  });

  it('is round through knots on a circle', () => {
    const knots = Array.from({ length: 9 }, (_, k) => ({
      at: [Math.cos((k * Math.PI) / 4), Math.sin((k * Math.PI) / 4)] as const,
      corner: false,
    }));
    const inner = smoothStroke(knots, 200).filter(
      ([x, y]) => Math.atan2(y, -x) > -2 && Math.atan2(y, -x) < 2,
    );
    for (const [x, y] of inner) expect(Math.abs(Math.hypot(x, y) - 1)).toBeLessThan(0.01);
  });

  it('lies between the extremes of its form, in proportion', () => {
    const [left, right] = [parsePath('0,0 0,100'), parsePath('40,0 80,100')];
    const knots = mixPaths([left, right], [0.75, 0.25])[0]!.map(({ at }) =>
      at.map((value) => Math.round(100 * value)),
    );
    expect(knots).toEqual([
      [10, 0],
      [20, 100],
    ]);
  });

  it('has the same knots in all extremes of a form', () => {
    const shape = (path: ReturnType<typeof parsePath>) =>
      path.map((stroke) => stroke.map(({ corner }) => corner));
    for (const { extremes } of digitForms.flat()) {
      for (const extreme of extremes) expect(shape(extreme)).toEqual(shape(extremes[0]!));
    }
  });
});
