import { expect, test } from 'vitest';
import { contentSecurity } from '#src/content-security.ts';
import { readSettings } from '#src/settings.ts';

const giscus = {
  GISCUS_REPO: 'someone/notes',
  GISCUS_REPO_ID: 'R_1',
  GISCUS_CATEGORY: 'Comments',
  GISCUS_CATEGORY_ID: 'DIC_1',
};

test('nothing is on by itself', () => {
  expect(readSettings({})).toEqual({});
  expect(readSettings({ GISCUS_REPO: '', GOATCOUNTER: '' })).toEqual({});
  expect(JSON.stringify(contentSecurity({}))).not.toContain('http');
});

test('comments need all that giscus asks for', () => {
  expect(readSettings(giscus).comments?.repoId).toBe('R_1');
  expect(() => readSettings({ ...giscus, GISCUS_CATEGORY_ID: '' })).toThrow(
    'Comments need GISCUS_CATEGORY_ID. Set GISCUS_REPO, GISCUS_REPO_ID, GISCUS_CATEGORY, GISCUS_CATEGORY_ID as https://giscus.app gives them, or none.',
  );
  expect(() => readSettings({ ...giscus, GISCUS_REPO: 'notes' })).toThrow('Write it as owner/name.');
});

test('GoatCounter is a code or an origin', () => {
  expect(readSettings({ GOATCOUNTER: 'notes' }).goatCounter).toBe('https://notes.goatcounter.com');
  expect(readSettings({ GOATCOUNTER: 'https://stats.example.org' }).goatCounter).toBe(
    'https://stats.example.org',
  );
  expect(() => readSettings({ GOATCOUNTER: 'https://stats.example.org/count' })).toThrow(/Write the code/);
});
