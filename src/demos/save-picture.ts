import { paintPicture, pictureSize, type Picture } from '#src/draw/picture.ts';

/** Pixels for each unit of the drawing: sharp when a slide shows it large. */
const scale = 2;

/**
 * Hands the reader a PNG of what a demo shows.
 *
 * @throws Error where the browser makes no picture of its canvas
 */
export async function savePicture(picture: Picture, fileName: string): Promise<void> {
  const { width, height } = pictureSize(picture);
  const canvas = document.createElement('canvas');
  canvas.width = Math.ceil(scale * width);
  canvas.height = Math.ceil(scale * height);
  const context = canvas.getContext('2d');
  if (!context) throw new Error('The browser gives no 2-D canvas.');
  context.scale(scale, scale);
  paintPicture(context, picture);
  const blob = await new Promise<Blob | null>((resolve) => {
    canvas.toBlob(resolve, 'image/png');
  });
  if (!blob) throw new Error('The browser made no PNG of the canvas.');
  const address = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = address;
  link.download = fileName;
  link.click();
  // The download has begun when the click returns, but not every browser has read the whole blob by then.
  setTimeout(() => {
    URL.revokeObjectURL(address);
  }, 10_000);
}
