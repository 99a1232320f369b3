/** How scenes are composed, in the workshop as on pages. */
export * from '#src/draw/scenes/composition.ts';
