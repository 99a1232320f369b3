// For pages that frame demos of Latent Notes: makes each frame as high as its demo.
(() => {
  const frames = () => [...document.querySelectorAll('iframe')];
  addEventListener('message', ({ data, source }) => {
    if (data?.type !== 'latent-notes:height' || !Number.isFinite(data.height)) return;
    const frame = frames().find(({ contentWindow }) => contentWindow === source);
    if (frame) frame.style.height = `${data.height}px`;
  });
  for (const { contentWindow } of frames()) contentWindow?.postMessage('latent-notes:ask-height', '*');
})();
