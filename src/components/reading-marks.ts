/** Says in lists how far each lecture was read on this device, and marks in calendars the days of reading. */
import { readLog, streakOf } from './reading-log.ts';

function mark(): void {
  const { lectures, days } = readLog(() => localStorage);

  for (const cell of document.querySelectorAll<HTMLElement>('[data-read]')) {
    const { read = '', readThrough = '' } = cell.dataset;
    const share = lectures[read]?.share;
    if (share === undefined) continue;
    cell.textContent = share >= 0.97 ? `✓ ${readThrough}` : `${String(Math.round(100 * share))}%`;
  }

  for (const day of document.querySelectorAll<HTMLElement>('[data-calendar] [data-day]')) {
    if (days.includes(day.dataset['day'] ?? '')) day.dataset['wasRead'] = '';
  }

  const streak = document.querySelector<HTMLElement>('[data-streak]');
  const length = streakOf(days, new Date());
  if (streak && length > 0) {
    streak.hidden = false;
    streak.querySelector('output')!.textContent = String(length);
  }
}

mark();
addEventListener('pageshow', mark); // back from a lecture a browser shows the list as it was left
