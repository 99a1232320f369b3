/** The workshop draws the random numbers that pages draw. */
export * from '#src/math/random.ts';
