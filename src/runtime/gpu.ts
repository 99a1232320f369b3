import { engines, type EngineFiles } from 'virtual:onnxruntime';

/** Whether this browser really gives a WebGPU adapter; having `navigator.gpu` is not enough. */
export async function hasWebGpu(): Promise<boolean> {
  try {
    return Boolean(await navigator.gpu?.requestAdapter());
  } catch {
    return false;
  }
}

/**
 * ONNX Runtime's WebGPU build for this browser: the smaller one where WebAssembly can suspend (JSPI), else the one
 * that was rewritten to (asyncify).
 */
export function webGpuEngine(): EngineFiles {
  return 'Suspending' in WebAssembly ? engines.jspi : engines.asyncify;
}
