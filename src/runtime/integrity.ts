import { RuntimeError } from './runtime-error.ts';

/** SHA-256 in lowercase hexadecimal. */
export async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * Holds downloaded bytes against the hash on the model's card.
 *
 * @throws RuntimeError `corrupt` when they differ, or when the page is not served securely and so cannot be checked
 */
export async function checkIntegrity(
  bytes: Uint8Array<ArrayBuffer>,
  expected: string,
  file: string,
): Promise<void> {
  // Browsers give `crypto.subtle` to https and localhost only.
  if (!globalThis.crypto?.subtle) {
    throw new RuntimeError({
      kind: 'corrupt',
      file,
      message: `${file} cannot be checked on an insecure page. Open the site by https, or by localhost.`,
    });
  }
  const found = await sha256(bytes);
  if (found !== expected) {
    throw new RuntimeError({
      kind: 'corrupt',
      file,
      message: `${file} has SHA-256 ${found.slice(0, 12)}…, the card says ${expected.slice(0, 12)}…. Fetch it again; if it stays so, build the site again.`,
    });
  }
}
