/** Messages between the benchmark and the processes in which engines run, one each: they change each other's globals. */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { Part } from './workloads.ts';

export const ENGINES = ['onnxruntime-node', 'onnxruntime-web', '@jax-js/jax'] as const;

export type EngineName = (typeof ENGINES)[number];

export type Question =
  { readonly kind: 'matmul' } | { readonly kind: 'workload'; readonly part: Part; readonly index: number };

export interface Timing {
  /** Median of the runs of a step or, for `matmul`, of a product. */
  readonly stepMs: number;
  /** Median of the forward pass alone, where the workload has one. */
  readonly forwardMs: number | undefined;
  /** Of the first steps' updates: equal losses show that engines computed the same, gradients and optimiser too. */
  readonly losses: readonly number[];
}

export interface TimedEngine {
  time(question: Question): Promise<Timing>;
  stop(): void;
}

/** @param seconds least time that a timing takes */
export function startEngine(name: EngineName, threads: number, seconds: number): TimedEngine {
  const child: ChildProcess = fork(new URL('engine-process.ts', import.meta.url), [
    name,
    `${threads}`,
    `${seconds}`,
  ]);
  return {
    async time(question) {
      child.send(question);
      const answered = new AbortController(); // takes the listener away that heard nothing
      const { signal } = answered;
      const answer = ['message', 'exit'].map((type) => once(child, type, { signal }) as Promise<[unknown]>);
      const [timing] = await Promise.race(answer).finally(() => {
        answered.abort();
      });
      if (typeof timing === 'object' && timing) return timing as Timing;
      throw new Error(`${name} ended with ${String(timing)} before it answered; its output is above.`);
    },
    stop: () => void child.kill(),
  };
}
