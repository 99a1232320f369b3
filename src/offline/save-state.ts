/** Whether a page is saved, and what saving it would take. */
import { missingFiles, newestList, record } from './kept-pages.ts';
import { PATIENCE } from './network-or-kept.ts';
import { bytesOf, filesOf, type PageFiles } from './page-files.ts';

export interface SaveState {
  /**
   * `none`: nothing of it was ever saved; `stopped`: some; `saved`: all of the newest version, as far as can be told
   * without a network; `newer`: all of an older one.
   */
  readonly kind: 'none' | 'stopped' | 'saved' | 'newer';
  /** The files that are saved, or that would be. */
  readonly list: PageFiles;
  /** Bytes of all, and of those that are not on the device. */
  readonly bytes: number;
  readonly missing: number;
}

/** @returns undefined where the network does not answer and nothing is saved */
export async function saveState(page: string): Promise<SaveState | undefined> {
  const [saved, begun] = [await record('saved', page), await record('begun', page)];
  // Only who has nothing here waits for a network that says nothing.
  const signal = (saved ?? begun) ? AbortSignal.timeout(PATIENCE) : undefined;
  const list = (await newestList(page, signal).catch(() => undefined)) ?? saved ?? begun;
  if (!list) return undefined;
  const files = filesOf(list);
  const bytes = bytesOf(files);
  const missing = bytesOf(await missingFiles(files));
  const isWhole = saved?.version === list.version && missing === 0;
  const isNewer = saved !== undefined && saved.version !== list.version;
  const kind = isWhole ? 'saved' : isNewer ? 'newer' : (begun ?? saved) ? 'stopped' : 'none';
  return { kind, list, bytes, missing };
}
