/** A training cannot go on; the message says at which step of which recipe, and what to do. */
export class TrainingError extends Error {
  override name = 'TrainingError';
}
