/** What was read on this device: how far each lecture, where last, and on which days. Kept here and sent nowhere. */

const key = 'latent-notes:reading';

export interface ReadingLog {
  /** By the lecture's path without its language: the share read, 0 to 1, and the section that was read last. */
  readonly lectures: Readonly<Record<string, { readonly share?: number; readonly section?: string }>>;
  /** Days on which something was read, as `2026-11-24` by the reader's own clock. */
  readonly days: readonly string[];
}

/** What the storage says; nothing where there is none or it says what no page of ours wrote. */
export function readLog(storage: () => Storage): ReadingLog {
  try {
    const { lectures, days } = JSON.parse(storage().getItem(key)!) as ReadingLog;
    if (Array.isArray(days) && typeof lectures === 'object') return { lectures, days };
  } catch {
    // As with nothing kept.
  }
  return { lectures: {}, days: [] };
}

/** Notes how far a lecture was read; the share never falls. */
export function noteReading(
  storage: () => Storage,
  page: string,
  { share, section, today }: { share: number; section: string; today: string },
): void {
  const log = readLog(storage);
  const furthest = Math.max(share, log.lectures[page]?.share ?? 0);
  const next: ReadingLog = {
    lectures: { ...log.lectures, [page]: { share: furthest, section } },
    days: log.days.includes(today) ? log.days : [...log.days, today],
  };
  try {
    storage().setItem(key, JSON.stringify(next));
  } catch {
    // Without a storage nothing is kept.
  }
}

/** The day by the reader's clock, as `2026-11-24`. */
export function localDay(date: Date): string {
  return date.toLocaleDateString('sv'); // Swedes write dates so
}

/** How many days in a row something was read, up to today or yesterday. */
export function streakOf(days: readonly string[], today: Date): number {
  const read = new Set(days);
  const before = (back: number) =>
    localDay(new Date(today.getFullYear(), today.getMonth(), today.getDate() - back));
  let back = read.has(before(0)) ? 0 : 1;
  const start = back;
  while (read.has(before(back))) back++;
  return back - start;
}
