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
  /** The notions it treats, in its own language. */
  tags: z.array(z.string().min(1)),
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

export const collections = { bibliography, lectures, models, references };
