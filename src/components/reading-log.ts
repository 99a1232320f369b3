/** What was read on this device: how far each lecture, where last, and on which days. Kept here and sent nowhere. */

const key = 'latent-notes:reading';

export interface ReadingLog {
  /** By the lecture's path without its language: the share read, 0 to 1, and the section that was read last. */
  readonly lectures: Readonly<Record<string, { readonly share: number; readonly section: string }>>;
  /** Days on which something was read, as `2026-11-24` by the reader's own clock. */
  readonly days: readonly string[];
}

const empty: ReadingLog = { lectures: {}, days: [] };

/** What the storage says; nothing where there is none or it says what no page of ours wrote. */
export function readLog(storage: () => Storage): ReadingLog {
  try {
    const value: unknown = JSON.parse(storage().getItem(key) ?? 'null');
    return isLog(value) ? value : empty;
  } catch {
    return empty;
  }
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
  const [year, month, day] = [date.getFullYear(), date.getMonth() + 1, date.getDate()];
  return [year, String(month).padStart(2, '0'), String(day).padStart(2, '0')].join('-');
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

function isLog(value: unknown): value is ReadingLog {
  if (typeof value !== 'object' || value === null || !('lectures' in value) || !('days' in value))
    return false;
  const { lectures, days } = value;
  return (
    typeof lectures === 'object' &&
    lectures !== null &&
    Object.values(lectures as Record<string, unknown>).every(
      (each) =>
        typeof each === 'object' &&
        each !== null &&
        'share' in each &&
        typeof each.share === 'number' &&
        'section' in each &&
        typeof each.section === 'string',
    ) &&
    Array.isArray(days) &&
    days.every((day) => typeof day === 'string')
  );
}
