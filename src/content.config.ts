import { glob } from 'astro/loaders';
import { defineCollection } from 'astro:content';
import { z } from 'zod';
import { checkedList, checkedLoader } from '#src/checked-loader.ts';
import { ModelCardSchema, ReferenceSchema } from '#src/model-card.ts';

const text = (description: string) => z.string().min(1).describe(description);
const day = 'a day, as 2026-11-24';

const LectureSchema = z.strictObject({
  title: text('the name of the lecture, without its number'),
  /** Also the page's meta description. */
  description: text('a sentence on what a reader will have understood at the end'),
  /** Names its line in the series list. */
  number: z.int().min(1).max(22).describe('its place in the course, 1 to 22'),
  /** When it was first published. */
  date: z.date().describe(day),
  /** When it last changed in substance. */
  updated: z.date().optional().describe(day),
  /** Where it is filed. */
  category: text('a key of content/categories.yaml'),
  /** The notions it treats. */
  tags: z.array(z.string().min(1)).min(1).describe('a list of keys of content/tags.yaml, as [gan, mnist]'),
  /** An outline is a page that says what the lecture will treat, until it is written. */
  status: z.enum(['outline', 'written']).default('written').describe('outline, or written'),
  /** Named first where the site recommends something to read. */
  recommended: z.boolean().default(false).describe('true, or false'),
});

export type Lecture = z.infer<typeof LectureSchema>;

/** A lecture's id is its language and file name: `ko/19-generative-models-1`. */
const lectures = defineCollection({
  loader: checkedLoader(
    glob({
      base: './content',
      pattern: ['lectures/*.mdx', 'en/lectures/*.mdx'],
      generateId: ({ entry }) => {
        const file = entry.replace(/\.mdx$/, '');
        return file.startsWith('en/') ? file.replace('lectures/', '') : file.replace('lectures/', 'ko/');
      },
    }),
    LectureSchema,
  ),
  schema: LectureSchema,
});

const folderOf = ({ entry }: { entry: string }) => entry.split('/')[0] ?? entry;

const models = defineCollection({
  loader: glob({ base: './models', pattern: '*/card.json', generateId: folderOf }),
  schema: ModelCardSchema,
});

const references = defineCollection({
  loader: glob({ base: './models', pattern: '*/reference.json', generateId: folderOf }),
  schema: ReferenceSchema,
});

/** A collection that one file lists by key. */
function listed<Schema extends z.ZodObject>(path: string, schema: Schema) {
  return defineCollection({ loader: checkedList(path, schema), schema });
}

/** Works that lectures cite. */
const bibliography = listed(
  'content/bibliography.yaml',
  z.strictObject({
    authors: z
      .array(z.string().regex(/^[^,]+, [^,]+$/))
      .min(1)
      .describe('a list of "Family, Initials", in the order of the paper'),
    year: z.int().describe('a year'),
    title: text('a title'),
    venue: text('where it appeared'),
    url: z.url().optional().describe('a whole address'),
  }),
);

/** The tree of categories. */
const categories = listed(
  'content/categories.yaml',
  z.strictObject({
    parent: z.string().min(1).optional().describe('the key of another category'),
    ko: text('a name in Korean'),
    en: text('a name in English'),
  }),
);

/** Every tag in both languages. */
const tags = listed(
  'content/tags.yaml',
  z.strictObject({ ko: text('a name in Korean'), en: text('a name in English') }),
);

export const collections = { bibliography, categories, lectures, models, references, tags };
