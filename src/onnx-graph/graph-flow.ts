/** The layers of a model's graph files, read once a build. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { flowOf, type Flow } from './flow.ts';
import { readOnnx } from './onnx-file.ts';

const flows = new Map<string, Flow>();

/**
 * @param model the model's id
 * @param file  name of an ONNX file in its folder
 */
export function graphFlow(model: string, file: string): Flow {
  const path = resolve('models', model, file);
  const flow = flows.get(path) ?? flowOf(readOnnx(readFileSync(path)));
  flows.set(path, flow);
  return flow;
}
