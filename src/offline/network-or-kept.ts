/** Milliseconds after which a network that has not answered is taken for none where something is kept. */
export const PATIENCE = 5000;

/**
 * What the network answers; what is kept, where it fails or has not answered in time. A network that is slow with what
 * is not kept is waited for: nothing better is there.
 *
 * @returns undefined where the network has failed and nothing is kept
 */
export async function networkOrKept(
  network: Promise<Response>,
  kept: () => Promise<Response | undefined>,
  patience = PATIENCE,
): Promise<Response | undefined> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const impatient = new Promise((resolve) => (timer = setTimeout(resolve, patience)))
    .then(kept)
    .then((found) => found ?? network);
  try {
    return await Promise.race([network, impatient]);
  } catch {
    return await kept();
  } finally {
    clearTimeout(timer);
  }
}
