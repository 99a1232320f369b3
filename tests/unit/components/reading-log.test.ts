import { expect, test } from 'vitest';
import { localDay, noteReading, readLog, streakOf } from '#src/components/reading-log.ts';

function memory(): Storage {
  const held = new Map<string, string>();
  return {
    getItem: (key: string) => held.get(key) ?? null,
    setItem: (key: string, value: string) => void held.set(key, value),
  } as unknown as Storage;
}

const page = 'lectures/19/';

test('the share read never falls, the section and the days follow the reader', () => {
  const storage = memory();
  const note = (share: number, section: string, today: string) => {
    noteReading(() => storage, page, { share, section, today });
  };
  note(0.4, 'a', '2026-11-24');
  note(0.2, 'b', '2026-11-24');
  note(0.3, 'c', '2026-11-25');
  expect(readLog(() => storage)).toEqual({
    lectures: { [page]: { share: 0.4, section: 'c' } },
    days: ['2026-11-24', '2026-11-25'],
  });
});

test('without a storage, or with one of another shape, nothing was read', () => {
  const forbidden = (): Storage => {
    throw new DOMException('denied', 'SecurityError');
  };
  expect(readLog(forbidden).days).toEqual([]);
  expect(() => {
    noteReading(forbidden, page, { share: 1, section: 'a', today: '2026-11-24' });
  }).not.toThrow();
  for (const text of ['{', 'null', '[]', '{"lectures":3,"days":[]}', '{"lectures":{},"days":1}']) {
    const storage = memory();
    storage.setItem('latent-notes:reading', text);
    expect(
      readLog(() => storage),
      text,
    ).toEqual({ lectures: {}, days: [] });
  }
});

test('a streak ends today or yesterday and breaks at the first day without reading', () => {
  const today = new Date(2026, 2, 2, 1);
  expect(localDay(today)).toBe('2026-03-02');
  expect(streakOf(['2026-02-27', '2026-02-28', '2026-03-01', '2026-03-02'], today)).toBe(4);
  expect(streakOf(['2026-02-28', '2026-03-01'], today)).toBe(2);
  expect(streakOf(['2026-02-27', '2026-02-28'], today)).toBe(0);
  expect(streakOf(['2026-02-27', '2026-03-01', '2026-03-02'], today)).toBe(2);
});
