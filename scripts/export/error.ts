/** A model does not do what its card says; the message names the graph and the difference. */
export class ParityError extends Error {
  override name = 'ParityError';
}
