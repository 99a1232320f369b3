import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const root = fileURLToPath(new URL('..', import.meta.url));

export default defineConfig({
  root,
  test: {
    // Half of a browser test is waiting, so two more than cores; more than four crowd the memory with browsers.
    maxWorkers: Math.min(4, availableParallelism() + 2),
    projects: [
      {
        root,
        test: {
          name: 'unit',
          include: ['tests/unit/**/*.test.ts', 'tests/architecture.test.ts'],
          testTimeout: 120_000,
        },
      },
      {
        root,
        test: {
          name: 'parity',
          include: ['tests/parity/**/*.test.ts'],
          globalSetup: ['tests/unpack-chromium.ts'],
          testTimeout: 120_000,
        },
      },
      {
        root,
        test: {
          name: 'site',
          include: ['tests/site/**/*.test.ts'],
          globalSetup: ['tests/unpack-chromium.ts', 'tests/build-site.ts'],
          testTimeout: 120_000,
        },
      },
      {
        root,
        test: {
          name: 'browser',
          include: ['tests/browser/**/*.test.ts'],
          globalSetup: ['tests/unpack-chromium.ts', 'tests/build-site.ts'],
          testTimeout: 120_000,
        },
      },
    ],
  },
});
