import { globSync } from 'node:fs';
import { basename } from 'node:path';
import type { NewFiles } from './files.ts';
import { requireName } from './name.ts';

/** The two files of a lecture, in Korean and English, with every field of their frontmatter explained. */
export function lectureFiles(name: string | undefined, today: string): NewFiles {
  requireName(
    name,
    /^(0[1-9]|1\d|2[0-2])-[a-z0-9]+(-[a-z0-9]+)*$/,
    'A lecture is named by its number in the course, 01 to 22, and words in English: 08-cnn-architectures',
  );
  const number = name.slice(0, 2);
  const taken = globSync(`content/{,en/}lectures/${number}-*.mdx`).find(
    (path) => basename(path) !== `${name}.mdx`,
  );
  if (taken !== undefined) throw new Error(`${taken} has the number ${number} already. Choose another.`);
  const page = (
    words: Record<'title' | 'description' | 'section' | 'idea' | 'question' | 'answer', string>,
  ) =>
    `---
# The lecture's name, without its number.
title: ${words.title}
# What a reader will have understood at the end, in one sentence; search engines show it too.
description: ${words.description}
# Its place in the course.
number: ${String(Number(number))}
# The day it was first published. Add \`updated:\` with the day of a later change of substance.
date: ${today}
# A key of content/categories.yaml.
category: generative-models
# Keys of content/tags.yaml. Both languages have the same.
tags: [generative-models]
# \`outline\` until it is written: it then has a page, and stands in no list of what can be read. Else leave it out.
status: outline
---

## ${words.section}

<Note kind="idea">

${words.idea}

</Note>

<Question>

${words.question}

<Answer>

${words.answer}

</Answer>

</Question>
`;
  return {
    files: {
      [`content/lectures/${name}.mdx`]: page({
        title: '제목',
        description: '이 강의에서 무엇을 알게 되는지 한 문장으로 적습니다.',
        section: '첫 절',
        idea: '이 절의 생각을 쉬운 한 문장으로 적습니다.',
        question: '스스로 확인할 물음을 적습니다.',
        answer: '답을 적습니다.',
      }),
      [`content/en/lectures/${name}.mdx`]: page({
        title: 'Title',
        description: 'What a reader will have understood at the end, in one sentence.',
        section: 'First section',
        idea: 'The idea of the section in one plain sentence.',
        question: 'A question to check oneself.',
        answer: 'Its answer.',
      }),
    },
    next: [
      'Write both files; they stand for each other and have the same number, date, category and tags.',
      'Components that need no import: Note, Question, Answer, Derivation, Cite, Metric, SourceCode, References and every demo.',
      '`npm run dev` shows the page, and mistakes with their file and line.',
    ],
  };
}
