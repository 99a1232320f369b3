/** The light theme's colours, `src/layouts/theme.css`; pictures have no theme to follow. */
export const colors = {
  bg: '#fbfaf6',
  text: '#1c2321',
  muted: '#59635f',
  accent: '#14695a',
  accentSoft: '#e3eee8',
} as const;
