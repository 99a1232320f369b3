import { defineConfig } from 'astro/config';

export default defineConfig({ publicDir: './src/static' });
