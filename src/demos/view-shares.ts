/** A view of a plane in shares of the whole – all is 0, 0, 1 – so that a link says the same of planes of every size. */
import type { View } from '#src/draw/plane.ts';
import { numberField, type Field } from './link-state.ts';

export const wholeShares: View = { x: 0, y: 0, span: 1 };

export function fromShares({ x, y, span }: View, whole: View): View {
  return { x: whole.x + x * whole.span, y: whole.y + y * whole.span, span: span * whole.span };
}

export function toShares({ x, y, span }: View, whole: View): View {
  return { x: (x - whole.x) / whole.span, y: (y - whole.y) / whole.span, span: span / whole.span };
}

const share = numberField({ min: -1, max: 1, digits: 5 });

export const viewSharesField: Field<View> = {
  write: ({ x, y, span }) => [x, y, span].map((value) => share.write(value)).join(','),
  read(text) {
    const [x, y, span, ...rest] = text.split(',').map((part) => share.read(part));
    if (x === undefined || y === undefined || span === undefined || rest.length > 0) return undefined;
    const room = (1 - span) / 2 + 1e-4;
    return span > 0.01 && Math.abs(x) <= room && Math.abs(y) <= room ? { x, y, span } : undefined;
  },
};
