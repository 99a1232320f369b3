import { beforeEach, describe, expect, test, vi } from 'vitest';

/** What the collections hold; each test changes what it is about. */
const collections: Record<string, Record<string, Record<string, unknown>>> = {};

/** Where a lecture's mistakes are looked for; the line is for `mistakes.test.ts` to find. */
const filePath = 'content/lectures/12-recurrent-networks.mdx';

vi.mock('astro:content', () => ({
  getCollection: (name: string) =>
    Promise.resolve(Object.entries(collections[name]!).map(([id, data]) => ({ id, data, filePath }))),
}));

const { categories } = await import('#src/categories.ts');
const { tags, tagNames } = await import('#src/tags.ts');
const { categoryTree, flat, sizeOf, usedTags } = await import('#src/filing.ts');

function lecture(number: number, category: string, own: readonly string[], status = 'written') {
  return { number, category, tags: own, status };
}

beforeEach(() => {
  collections['categories'] = {
    learning: { ko: '학습', en: 'Learning' },
    course: { parent: 'learning', ko: '강의', en: 'Course' },
    sequences: { parent: 'course', ko: '순차 데이터', en: 'Sequences' },
    unused: { parent: 'course', ko: '빈 곳', en: 'Empty' },
  };
  collections['tags'] = {
    gan: { ko: 'GAN', en: 'GAN' },
    rnn: { ko: '순환 신경망', en: 'recurrent networks' },
  };
  collections['lectures'] = {
    'ko/12-rnn': lecture(12, 'sequences', ['rnn']),
    'ko/20-gan': lecture(20, 'course', ['gan', 'rnn']),
    'en/12-rnn': lecture(12, 'sequences', ['rnn', 'gan']),
  };
});

describe('categories', () => {
  test('know those they stand under, the widest first', async () => {
    const sequences = (await categories()).find(({ id }) => id === 'sequences')!;
    expect(sequences.above.map(({ id }) => id)).toEqual(['learning', 'course']);
    expect(sequences.page).toBe('categories/sequences/');
  });

  test('make a tree, each with its lectures and those under it, without those that file none', async () => {
    const tree = await categoryTree('ko');
    expect(flat(tree).map(({ id, lectures }) => [id, lectures.map(({ slug }) => slug)])).toEqual([
      ['learning', ['20-gan', '12-rnn']],
      ['course', ['20-gan', '12-rnn']],
      ['sequences', ['12-rnn']],
    ]);
  });

  test('fail at a parent that is not there, or that stands under its child', async () => {
    collections['categories']!['course']!['parent'] = 'lerning';
    await expect(categories()).rejects.toThrow(
      /^content\/categories\.yaml.*: "lerning" is not in the list, yet is the parent of "course"\.$/,
    );
    collections['categories']!['course']!['parent'] = 'sequences';
    await expect(categories()).rejects.toThrow('"course" stands under "sequences".');
  });

  test('fail at a lecture that names none of them', async () => {
    collections['lectures']!['ko/12-rnn'] = lecture(12, 'sequence', ['rnn']);
    await expect(categoryTree('ko')).rejects.toThrow(
      'recurrent-networks.mdx: content/categories.yaml has no category "sequence". Did you mean "sequences"?',
    );
  });
});

describe('tags', () => {
  test('have their names in each language', async () => {
    expect(await tagNames(['rnn', 'gan'], 'en')).toEqual(['recurrent networks', 'GAN']);
  });

  test('fail where two have one name, but for case, hyphens and the plural', async () => {
    collections['tags']!['gans'] = { ko: '생성적 적대 신경망', en: 'gans' };
    await expect(tags()).rejects.toThrow(
      'content/tags.yaml: the tags "gan" and "gans" have one name. Keep one.',
    );
  });

  test('stand larger the more written lectures bear them', async () => {
    collections['lectures']!['ko/13-attention'] = lecture(13, 'sequences', ['rnn'], 'outline');
    const used = await usedTags('ko');
    expect(used.map(({ id, lectures, size }) => [id, lectures.length, size])).toEqual([
      ['rnn', 3, 5],
      ['gan', 1, 1],
    ]);
    expect([0, 1, 10, 100].map((count) => sizeOf(count, 100))).toEqual([0, 1, 3, 5]);
    expect(sizeOf(1, 1)).toBe(1);
  });

  test('fail where none bears one, and where one bears a near twin', async () => {
    collections['tags']!['vae'] = { ko: 'VAE', en: 'VAE' };
    await expect(usedTags('ko')).rejects.toThrow(
      /^content\/tags\.yaml:\d+: no lecture bears the tag "vae"\. Take it out\.$/,
    );
    collections['lectures']!['ko/13-attention'] = lecture(13, 'sequences', ['generativ-models', 'vae']);
    collections['tags']!['generativ-models'] = { ko: '생성 모형', en: 'models that generate' };
    collections['tags']!['generative-models'] = { ko: '생성 모델', en: 'generative models' };
    collections['lectures']!['ko/19-vae'] = lecture(19, 'course', ['generative-models', 'vae', 'gan']);
    await expect(usedTags('ko')).rejects.toThrow(
      '"generativ-models" is borne once and is nearly "generative-models". Keep one.',
    );
  });

  test('fail at a lecture that names none of them', async () => {
    collections['lectures']!['ko/12-rnn'] = lecture(12, 'sequences', ['rnns']);
    await expect(usedTags('ko')).rejects.toThrow(
      'recurrent-networks.mdx: content/tags.yaml has no tag "rnns". Did you mean "rnn"?',
    );
  });
});
