import { expect, test } from 'vitest';
import { createQueue, superseded } from '#src/runtime/queue.ts';

/** A task that records its beginning and ends when it is told to. */
function tasks() {
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  const task = (name: string) => () => {
    begun.push(name);
    return new Promise<string>((resolve) =>
      ends.set(name, () => {
        resolve(name);
      }),
    );
  };
  return { begun, task, end: (name: string) => ends.get(name)?.() };
}

test('tasks run one at a time, in order', async () => {
  const { begun, task, end } = tasks();
  const queue = createQueue();
  const first = queue.add(task('first'));
  const second = queue.add(task('second'));
  expect(begun).toEqual(['first']);
  end('first');
  expect(await first).toBe('first');
  await Promise.resolve();
  expect(begun).toEqual(['first', 'second']);
  end('second');
  expect(await second).toBe('second');
});

test('a newer request takes the place of one that waits, and keeps its turn', async () => {
  const { begun, task, end } = tasks();
  const queue = createQueue();
  const running = queue.add(task('stroke 1'), 'draw');
  const replaced = queue.add(task('stroke 2'), 'draw');
  const other = queue.add(task('other'), 'other');
  const newest = queue.add(task('stroke 3'), 'draw');
  expect(await replaced).toBe(superseded);
  end('stroke 1');
  expect(await running).toBe('stroke 1');
  await Promise.resolve();
  end('stroke 3');
  expect(await newest).toBe('stroke 3');
  await Promise.resolve();
  end('other');
  expect(await other).toBe('other');
  expect(begun).toEqual(['stroke 1', 'stroke 3', 'other']);
});

test('requests without a key are never replaced', async () => {
  const queue = createQueue();
  const results = await Promise.all([1, 2, 3].map((n) => queue.add(() => Promise.resolve(n))));
  expect(results).toEqual([1, 2, 3]);
});

test('a failure reaches its caller and does not stop the line', async () => {
  const queue = createQueue();
  const failing = queue.add(() => Promise.reject(new Error('no')));
  const next = queue.add(() => Promise.resolve('yes'));
  await expect(failing).rejects.toThrow('no');
  expect(await next).toBe('yes');
});
