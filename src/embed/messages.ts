/** What a framed demo says to the page around it. `src/static/embed.js`, which hears it, is not built. */
export interface HeightReport {
  readonly type: 'latent-notes:height';
  /** Of the whole document, in CSS pixels. */
  readonly height: number;
}
