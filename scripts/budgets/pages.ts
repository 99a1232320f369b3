/** One page of each kind, in both languages, with the least that Lighthouse must say of its performance. */
export const JUDGED: readonly { readonly path: string; readonly performance: number }[] = [
  { path: '/', performance: 98 },
  { path: '/lectures/13-attention/', performance: 98 },
  { path: '/lectures/19-generative-models-1/', performance: 95 }, // the longest lectures, with a dozen demos each
  { path: '/lectures/20-generative-models-2/', performance: 95 },
  { path: '/models/vae-mnist-2/', performance: 98 },
].flatMap((page) => [page, { ...page, path: `/en${page.path}` }]);
