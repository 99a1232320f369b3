import { expect, test } from 'vitest';
import { failureWords } from '#src/demos/failure-words.ts';
import type { FailureKind } from '#src/runtime/runtime-error.ts';

const kinds: FailureKind[] = ['no-wasm', 'unreachable', 'missing', 'corrupt', 'no-gpu', 'gpu-lost', 'engine'];

test.each(kinds)('"%s" is said in both languages: what is wrong, and what to do', (kind) => {
  for (const part of ['wrong', 'todo'] as const) {
    expect(failureWords(kind, 'ko')[part]).toMatch(/[가-힣].*\.$/);
    expect(failureWords(kind, 'en')[part]).toMatch(/^[A-Z][^가-힣]*\.$/);
  }
});

test('a missing model reads so', () => {
  expect(failureWords('missing', 'ko')).toMatchInlineSnapshot(`
    {
      "todo": "잠시 뒤에 다시 시도하세요. 계속 이러면 사이트를 올린 사람에게 알려 주세요.",
      "wrong": "서버에 필요한 파일이 없습니다.",
    }
  `);
  expect(failureWords('corrupt', 'en')).toMatchInlineSnapshot(`
    {
      "todo": "Try again. If it stays so, open the page by https or use another connection.",
      "wrong": "A file that arrived is not the one that was published (SHA-256), or could not be checked, so it was not used.",
    }
  `);
});
