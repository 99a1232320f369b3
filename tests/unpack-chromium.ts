import { findExecutable } from '#scripts/browser/launch-chromium.ts';

/** Unpacks the browser before tests start it side by side: a file that is still being written cannot be run. */
export default async function unpackChromium(): Promise<void> {
  await findExecutable();
}
