/** The sentences that scenes are described by, in the workshop as on pages. */
export * from '#src/draw/scenes/sentence.ts';
