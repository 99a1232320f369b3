import { describe, expect, it } from 'vitest';
import { parseIdx } from '#scripts/datasets/idx.ts';

// By hand, from the format's description on the MNIST page: two images of 1 × 3 pixels, two labels.
const images = Uint8Array.of(0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 3, 10, 20, 30, 40, 50, 60);
const labels = Uint8Array.of(0, 0, 8, 1, 0, 0, 0, 2, 7, 9);

const read = (bytes: Uint8Array, shape: readonly number[]) => () => parseIdx(bytes, shape, 'some-file.gz');

describe('an IDX file', () => {
  it('gives its values', () => {
    expect([...parseIdx(images, [2, 1, 3], 'images')]).toEqual([10, 20, 30, 40, 50, 60]);
    expect([...parseIdx(labels, [2], 'labels')]).toEqual([7, 9]);
  });

  it('is read wherever its bytes lie in a larger buffer', () => {
    const larger = Uint8Array.of(255, 255, 255, ...labels);
    expect([...parseIdx(larger.subarray(3), [2], 'labels')]).toEqual([7, 9]);
  });

  it('gives values that `slice` copies, of a Buffer too', () => {
    const values = parseIdx(Buffer.from(labels), [2], 'labels');
    values.slice().fill(0);
    expect([...values]).toEqual([7, 9]);
  });

  it('is refused where labels are expected and it holds images, and the other way round', () => {
    expect(read(images, [2])).toThrowErrorMatchingInlineSnapshot(
      `[DatasetError: some-file.gz: expected the magic number 0x00000801 (labels), found the magic number 0x00000803 (images).]`,
    );
    expect(read(Uint8Array.of(...labels, ...labels), [2, 1, 3])).toThrowErrorMatchingInlineSnapshot(
      `[DatasetError: some-file.gz: expected the magic number 0x00000803 (images), found the magic number 0x00000801 (labels).]`,
    );
  });

  it('is refused where it is no IDX file of bytes', () => {
    const html = new TextEncoder().encode('<!doctype html><title>Not found</title>');
    const floats = Uint8Array.of(0, 0, 13, 1, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0);
    expect(read(html, [2])).toThrowErrorMatchingInlineSnapshot(
      `[DatasetError: some-file.gz: expected the magic number 0x00000801 (labels), found the magic number 0x3c21646f (neither images nor labels).]`,
    );
    expect(read(floats, [2])).toThrowErrorMatchingInlineSnapshot(
      `[DatasetError: some-file.gz: expected the magic number 0x00000801 (labels), found the magic number 0x00000d01 (neither images nor labels).]`,
    );
    expect(read(new Uint8Array(3), [2])).toThrowErrorMatchingInlineSnapshot(
      `[DatasetError: some-file.gz: expected an IDX header of 8 bytes, found 3 bytes in all.]`,
    );
  });

  it('is refused where it has another size, or fewer or more bytes than its header says', () => {
    expect(read(images, [60, 1, 3])).toThrowErrorMatchingInlineSnapshot(
      `[DatasetError: some-file.gz: expected 60 × 1 × 3 values, found a header that says 2 × 1 × 3.]`,
    );
    expect(read(images, [2, 3, 1])).toThrowErrorMatchingInlineSnapshot(
      `[DatasetError: some-file.gz: expected 2 × 3 × 1 values, found a header that says 2 × 1 × 3.]`,
    );
    expect(read(images.subarray(0, -1), [2, 1, 3])).toThrowErrorMatchingInlineSnapshot(
      `[DatasetError: some-file.gz: expected 6 bytes after the header, found 5.]`,
    );
    expect(read(Uint8Array.of(...labels, 0), [2])).toThrowErrorMatchingInlineSnapshot(
      `[DatasetError: some-file.gz: expected 2 bytes after the header, found 3.]`,
    );
  });
});
