import { expect, test } from 'vitest';
import { networkOrKept } from '#src/offline/network-or-kept.ts';

const page = new Response('from the network');
const keptPage = new Response('kept');
const kept = () => Promise.resolve(keptPage);
const nothing = () => Promise.resolve(undefined);
const after = <T>(ms: number, value: T) => new Promise<T>((resolve) => setTimeout(resolve, ms, value));
/** A host that accepts the request and never answers. */
const silence = new Promise<Response>(() => undefined);
const refusal = () => Promise.reject(new TypeError('Failed to fetch'));

test('what the network answers in time comes before what is kept', async () => {
  expect(await networkOrKept(after(1, page), kept, 1000)).toBe(page);
});

test('a network that says nothing is given up for what is kept', async () => {
  expect(await networkOrKept(silence, kept, 10)).toBe(keptPage);
});

test('a network that is slow is waited for where nothing is kept', async () => {
  expect(await networkOrKept(after(50, page), nothing, 10)).toBe(page);
});

test('a network that refuses is not waited for', async () => {
  expect(await networkOrKept(refusal(), kept, 60_000)).toBe(keptPage);
  expect(await networkOrKept(refusal(), nothing, 60_000)).toBeUndefined();
});

test('a network that fails after the patience leaves nothing where nothing is kept', async () => {
  expect(await networkOrKept(after(50, undefined).then(refusal), nothing, 10)).toBeUndefined();
});
