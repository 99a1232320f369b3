import { expect, test } from 'vitest';
import { sectionEntries } from '#src/search/build-index.ts';
import { readableFormula } from '#src/search/readable-formula.ts';
import { readableSections } from '#src/search/readable-text.ts';

const source = `
그림을 **배웁니다**(learning). $p_\\theta(x \\mid y)$를
[키웁니다](../other/).

## 첫 절 $\\beta$

<Note kind="idea">

\`코드\`와 <Cite id="kingma2014" text />를 봅니다.

</Note>

\`\`\`python
# 제목이 아닙니다
\`\`\`

$$
E = mc^2
$$

| 과제 | 값 |
| --- | --- |
| 분류 | <Metric model="m" id="a" digits={4} /> |

### 둘째 절

- 하나
- 둘

<Derivation summary="유도">

셋

</Derivation>
`;

test('a lecture is read by section, without its markup', () => {
  const named: string[] = [];
  const sections = readableSections(source, (name, attributes) => {
    named.push(`${name} ${JSON.stringify(attributes)}`);
    return { Cite: 'Kingma (2014)', Metric: '0.9', Derivation: attributes['summary'] }[name] ?? '';
  });
  expect(sections).toEqual([
    ['그림을 배웁니다(learning). pθ(x | y)를', '키웁니다.'],
    ['코드와 Kingma (2014)를 봅니다.', '과제 · 값', '분류 · 0.9'],
    ['하나', '둘', '유도', '셋'],
  ]);
  expect(named).toContain('Metric {"model":"m","id":"a","digits":"4"}');
});

test.each([
  ['p_\\theta(x \\mid y)', 'pθ(x | y)'],
  ['\\tfrac12 \\lVert x \\rVert^2', '1/2 ‖ x ‖^2'],
  ['\\frac{a}{b}', 'a/b'],
  ['\\text{모든 } x \\in \\mathbb{R}^{784}', '모든 x ∈ R^784'],
])('the formula %s reads %s', (tex, text) => {
  expect(readableFormula(tex)).toBe(text);
});

test('a page with other headings than its source has is refused', () => {
  expect(() => sectionEntries('/lectures/x/', [], [[], []])).toThrowErrorMatchingInlineSnapshot(
    `[Error: /lectures/x/ has 0 headings, but search reads 1 in its source. Write headings as Markdown, not as HTML.]`,
  );
});
