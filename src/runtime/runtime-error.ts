/**
 * What can go wrong between a model file and its answer. A demo turns the kind into words in the language of its
 * page; the message is for the console.
 */
export type FailureKind =
  /** This browser has no WebAssembly, or the page's policy forbids it. */
  | 'no-wasm'
  /** The network gave no answer. */
  | 'unreachable'
  /** The server answered with an error status. */
  | 'missing'
  /** The bytes are not those that were published. */
  | 'corrupt'
  /** No WebGPU adapter. */
  | 'no-gpu'
  /** The GPU device went away while it was in use. */
  | 'gpu-lost'
  /** ONNX Runtime itself failed. */
  | 'engine';

/** A failure as plain data, so that it survives `postMessage`. */
export interface Failure {
  kind: FailureKind;
  message: string;
  /** Last part of the address of the file concerned, or ''. */
  file: string;
}

export class RuntimeError extends Error {
  readonly kind: FailureKind;
  readonly file: string;

  constructor({ kind, message, file }: Failure) {
    super(message);
    this.name = 'RuntimeError';
    this.kind = kind;
    this.file = file;
  }
}

/** Any thrown value as a failure; what is not ours is ONNX Runtime's. */
export function failureOf(thrown: unknown): Failure {
  if (thrown instanceof RuntimeError)
    return { kind: thrown.kind, message: thrown.message, file: thrown.file };
  const cause = thrown instanceof Error ? thrown.message : String(thrown);
  return {
    kind: 'engine',
    message: `ONNX Runtime failed: ${cause} Start it again; if it fails again, reload the page.`,
    file: '',
  };
}
