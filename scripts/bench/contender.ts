import type { Workload } from './workload.ts';

/** A workload, made ready in one engine. */
export interface Contender {
  /** One step; the loss of each of its updates before it. */
  step(): Promise<readonly number[]>;
  /** The forward pass alone, where the workload names one. */
  forward?(): Promise<void>;
  close(): Promise<void>;
}

export interface Engine {
  open(workload: Workload, threads: number): Promise<Contender>;
  /** A product of two square matrices of `MATRIX_SIZE`, the yardstick. */
  openMatMul(threads: number): Promise<{ run(): Promise<void>; close(): Promise<void> }>;
}

/** Large enough for an engine's best rate, small enough for its caches. */
export const MATRIX_SIZE = 512;
