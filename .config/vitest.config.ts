import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Starts what takes minutes first, so that at the end nothing is waited for alone. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isLong = ({ moduleId }: TestSpecification) =>
      /\/(smoke-[a-z-]+|commands|loop|chromium|lectures|accessibility|pixel-by-pixel)\.test\.ts$/.test(
        moduleId,
      );
    return (await super.sort(files)).sort((a, b) => Number(isLong(b)) - Number(isLong(a)));
  }
}

export default defineConfig({
  root,
  test: {
    // Half of a browser test is waiting, so one more than cores; more than four crowd the memory with browsers.
    maxWorkers: Math.min(4, availableParallelism() + 1),
    sequence: { sequencer: LongestFirst },
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
