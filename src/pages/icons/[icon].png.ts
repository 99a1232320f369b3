/** The icons that web manifests and the pages' heads name. */
import type { APIRoute } from 'astro';
import { appIcons, drawAppIcon } from '#src/share/app-icons.ts';

export function getStaticPaths() {
  return Object.keys(appIcons).map((icon) => ({ params: { icon } }));
}

export const GET: APIRoute = async ({ params }) =>
  new Response(new Uint8Array(await drawAppIcon(appIcons[params['icon']!]!)), {
    headers: { 'content-type': 'image/png' },
  });
