/** The page's colours for canvases, which no style sheet reaches. */
import type { PlaneColors } from '#src/draw/plane.ts';

/** Colours of a saved picture, which is always on paper. */
export const paperColors: PlaneColors = {
  text: '#1c2321',
  muted: '#59635f',
  border: '#dcdcd3',
  surface: '#ffffff',
  accent: '#14695a',
};

const names = ['text', 'muted', 'border', 'surface', 'accent'] as const;

export function createThemeColors() {
  let colors = $state.raw(paperColors);
  return {
    get current(): PlaneColors {
      return colors;
    },
    /**
     * Reads the colours, and again whenever the reader or their system turns the theme; those of paper for printing.
     *
     * @returns a function that ends this
     */
    follow(): () => void {
      const print = matchMedia('print');
      const toPaper = () => (colors = paperColors);
      const read = () => {
        if (print.matches) {
          toPaper();
          return;
        }
        const styles = getComputedStyle(document.documentElement);
        const entries = names.map((name) => [name, styles.getPropertyValue(`--color-${name}`).trim()]);
        colors = Object.fromEntries(entries) as unknown as PlaneColors;
      };
      read();
      const observer = new MutationObserver(read);
      observer.observe(document.documentElement, { attributeFilter: ['data-theme'] });
      const system = matchMedia('(prefers-color-scheme: dark)');
      system.addEventListener('change', read);
      print.addEventListener('change', read);
      addEventListener('beforeprint', toPaper);
      addEventListener('afterprint', read);
      return () => {
        observer.disconnect();
        system.removeEventListener('change', read);
        print.removeEventListener('change', read);
        removeEventListener('beforeprint', toPaper);
        removeEventListener('afterprint', read);
      };
    },
  };
}
