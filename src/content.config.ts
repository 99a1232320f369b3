import { file, glob } from 'astro/loaders';
import { defineCollection } from 'astro:content';
import { z } from 'zod';
import { ModelCardSchema, ReferenceSchema } from '#src/model-card.ts';

const LectureSchema = z.strictObject({
  /** The lecture's name, without its number. */
  title: z.string().min(1),
  /** What a reader will have understood at the end, in one sentence; also the page's meta description. */
  description: z.string().min(1),
  /** The lecture's place in the course, 1 to 22; names its line in the series list. */
  number: z.int().min(1).max(22),
  /** The day it was first published. */
  date: z.date(),
  /** The day of its last change of substance. */
  updated: z.date().optional(),
  /** Where it is filed: a key of `content/categories.yaml`. */
  category: z.string().min(1),
  /** The notions it treats: keys of `content/tags.yaml`. */
  tags: z.array(z.string().min(1)).min(1),
  /** An outline is a page that says what the lecture will treat, until it is written. */
  status: z.enum(['outline', 'written']).default('written'),
  /** Named first where the site recommends something to read. */
  recommended: z.boolean().default(false),
});

export type Lecture = z.infer<typeof LectureSchema>;

/** A lecture's id is its language and file name: `ko/19-generative-models-1`. */
const lectures = defineCollection({
  loader: glob({
    base: './content',
    pattern: ['lectures/*.mdx', 'en/lectures/*.mdx'],
    generateId: ({ entry }) => {
      const file = entry.replace(/\.mdx$/, '');
      return file.startsWith('en/') ? file.replace('lectures/', '') : file.replace('lectures/', 'ko/');
    },
  }),
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

/** A work that lectures cite. */
const bibliography = defineCollection({
  loader: file('content/bibliography.yaml'),
  schema: z.strictObject({
    /** "Family, Initials", in the order of the paper. */
    authors: z.array(z.string().regex(/^[^,]+, [^,]+$/, 'must be "Family, Initials"')).min(1),
    year: z.int(),
    title: z.string().min(1),
    venue: z.string().min(1),
    url: z.url().optional(),
  }),
});

const name = z.string().min(1);

/** The tree of categories. */
const categories = defineCollection({
  loader: file('content/categories.yaml'),
  schema: z.strictObject({ parent: name.optional(), ko: name, en: name }),
});

/** Every tag in both languages. */
const tags = defineCollection({
  loader: file('content/tags.yaml'),
  schema: z.strictObject({ ko: name, en: name }),
});

export const collections = { bibliography, categories, lectures, models, references, tags };
