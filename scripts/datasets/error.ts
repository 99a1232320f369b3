/** Data that is missing, damaged or not what it should be; the message names the file, what was found and what to do. */
export class DatasetError extends Error {
  override name = 'DatasetError';
}
