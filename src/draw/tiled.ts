/**
 * Square images side by side in rows.
 *
 * @param images [count, side²]
 * @returns      [count · side²], the rows of the whole
 */
export function tiled(images: Float32Array, count: number, columns: number): Float32Array {
  const side = Math.sqrt(images.length / count);
  const tiles = new Float32Array(images.length);
  const width = columns * side;
  for (let image = 0; image < count; image++) {
    const left = (image % columns) * side;
    const top = Math.floor(image / columns) * side;
    for (let row = 0; row < side; row++) {
      const from = image * side * side + row * side;
      tiles.set(images.subarray(from, from + side), (top + row) * width + left);
    }
  }
  return tiles;
}
