/**
 * Gives the bytes of a buffer back at once. The heap of a worker is small, so that its garbage is collected late, and
 * what buffers hold besides would pile up until then. Safari can since 17.4.
 */
export function free(buffer: ArrayBuffer): void {
  if ('transfer' in buffer) buffer.transfer(0);
}
