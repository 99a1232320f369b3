/** Made by `vite-plugin.ts`: where ONNX Runtime's files lie and how much they weigh. */
declare module 'virtual:onnxruntime' {
  /** One build of ONNX Runtime. */
  export interface EngineFiles {
    /** Address of the Emscripten script. */
    script: string;
    /** Address of the gzipped WebAssembly file. */
    binary: string;
    /** Size of the gzipped file, in bytes. */
    bytes: number;
  }
  export type EngineName = 'wasm' | 'jspi' | 'asyncify';
  export const engines: Readonly<Record<EngineName, EngineFiles>>;
}
