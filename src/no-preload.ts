import type { Plugin } from 'vite';

/**
 * Takes Vite's preload helper out of what pages fetch. It is 0.9 kB for links to chunks and their styles; styles of what
 * is fetched later are `?inline` here, so `import()` alone does.
 */
export function noPreload(): Plugin {
  return {
    name: 'no-preload',
    enforce: 'post',
    config: () => ({ build: { modulePreload: false } }), // else chunks list what it would fetch
    applyToEnvironment: ({ config }) => config.consumer === 'client',
    transform(_, id) {
      if (!id.includes('vite/preload-helper')) return null;
      return { code: 'export const __vitePreload = (load) => load();', map: null };
    },
    generateBundle(_, bundle) {
      const isStyled = (name: string) => {
        const chunk = bundle[name];
        return chunk?.type === 'chunk' && (chunk.viteMetadata?.importedCss.size ?? 0) > 0;
      };
      for (const chunk of Object.values(bundle)) {
        const styled = chunk.type === 'chunk' ? chunk.dynamicImports.filter(isStyled) : [];
        if (styled.length > 0)
          this.error(
            `${chunk.fileName} imports ${styled.join(', ')}, whose styles nothing would fetch. Import styles with \`?inline\`.`,
          );
      }
    },
  };
}
