import { load, run } from './engine.ts';
import type { Reply, Request } from './messages.ts';
import { failureOf } from './runtime-error.ts';

function send(reply: Reply, transfer: Transferable[] = []): void {
  self.postMessage(reply, { transfer });
}

async function answer(request: Request): Promise<void> {
  const { id } = request;
  try {
    if (request.kind === 'load') {
      let loadedBytes = 0;
      await load(request, {
        onBytes(count) {
          loadedBytes += count;
          send({ kind: 'progress', id, loadedBytes });
        },
        onGpuLost(reason) {
          const message = `The WebGPU device was lost (${reason}). Go on with WASM, or choose WebGPU again.`;
          send({ kind: 'gpu-lost', id: 0, failure: { kind: 'gpu-lost', message, file: '' } });
        },
      });
      send({ kind: 'loaded', id });
    } else {
      const result = await run(request);
      send(
        { kind: 'result', id, result },
        Object.values(result.outputs).map(({ data }) => data.buffer),
      );
    }
  } catch (error) {
    send({ kind: 'failed', id, failure: failureOf(error) });
  }
}

// Emscripten's threads load this same file under another name and bring their own handler.
if (!self.name.startsWith('em-pthread')) {
  self.onmessage = ({ data }: MessageEvent<Request>) => void answer(data);
}
