/** The ground of pages in each theme, `--color-bg` of `theme.css`, for what stands around them: a browser's own bars. */
export const pageColors = { light: '#fbfaf6', dark: '#14181a' } as const;
