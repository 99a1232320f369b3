import type { RandomStream } from '#scripts/random.ts';

/** Goes through the training split in a new random order each epoch, dropping an incomplete last batch. */
export class BatchOrder {
  readonly permutation: Int32Array;
  position: number;

  constructor(permutation: Int32Array, position: number) {
    this.permutation = permutation;
    this.position = position;
  }

  static shuffled(count: number, random: RandomStream): BatchOrder {
    return new BatchOrder(random.shuffle(Int32Array.from({ length: count }, (_, index) => index)), 0);
  }

  /** Indices of the next batch; the array is valid until the next call. */
  next(batchSize: number, random: RandomStream): Int32Array {
    if (this.position + batchSize > this.permutation.length) {
      random.shuffle(this.permutation);
      this.position = 0;
    }
    this.position += batchSize;
    return this.permutation.subarray(this.position - batchSize, this.position);
  }
}
