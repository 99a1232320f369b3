/** A port whose other end is closed: what is sent through it is gone. */
let nowhere: MessagePort | undefined;

/**
 * Gives the bytes of a buffer back at once. The heap of a worker is small, so that its garbage is collected late, and
 * what buffers hold besides, up to 64 MB in Chromium, would pile up until then. A buffer that the browser itself made,
 * as those of messages and of downloads, keeps its bytes through `ArrayBuffer.prototype.transfer`, but not through
 * the transfer of a message. Shared memory and what is gone
 * already stay as they are.
 */
export function free(buffer: ArrayBufferLike): void {
  if (!(buffer instanceof ArrayBuffer) || buffer.byteLength === 0) return;
  if (!nowhere) {
    const { port1, port2 } = new MessageChannel();
    port2.close();
    nowhere = port1;
  }
  nowhere.postMessage(undefined, [buffer]);
}
