/** Lectures of formulas, for measuring how the build grows: alike in kind, each its own in letters and numbers. */

/** Inline and on lines of their own, from one symbol to what lectures really hold. `a` to `c` are of the page and place. */
const FORMULAS: readonly ((a: string, b: string, c: number) => string)[] = [
  (a) => `$${a}$`,
  (a, _, c) => `$${a}_{${c}} \\in \\mathbb{R}^{${c + 2}}$`,
  (a, b) => `$p_\\theta(${a} \\mid ${b})$`,
  (a, _, c) => `$\\mathcal{N}(${a};\\, \\mu_{${c}}, \\sigma_{${c}}^2 I)$`,
  (a, b, c) => `$\\nabla_{${b}} \\lVert ${a} - ${b} \\rVert^{2}_{${c}}$`,
  (a, b, c) =>
    `\n\n$$\n\\log p(${a}) \\ge \\mathbb{E}_{q(${b} \\mid ${a})}\\left[\\log \\frac{p(${a}, ${b})}{q(${b} \\mid ${a})}\\right] - ${c}\n$$\n\n`,
  (a, b, c) =>
    `\n\n$$\n\\sum_{i=1}^{${c}} \\frac{\\partial ${a}_i}{\\partial ${b}} = \\int_{-\\infty}^{\\infty} ${a}(${b})\\, d${b}\n$$\n\n`,
  (a, b, c) =>
    `\n\n$$\n${a} = \\begin{pmatrix} ${b}_{1} & \\cdots & ${b}_{${c}} \\\\ \\vdots & \\ddots & \\vdots \\\\ 0 & \\cdots & ${c} \\end{pmatrix}\n$$\n\n`,
];
const LETTERS = ['x', 'y', 'z', 'w', 'u', 'v', 'h', 's', 't', '\\phi', '\\theta', '\\psi'];
const FORMULAS_A_SECTION = 10;
export const FORMULAS_A_PAGE = 100;

/** @param number from 1; the same number in both languages is the same lecture */
export function generatedLecture(number: number, language: 'ko' | 'en'): string {
  const sections = Array.from({ length: FORMULAS_A_PAGE / FORMULAS_A_SECTION }, (_, section) => {
    const sentences = Array.from({ length: FORMULAS_A_SECTION }, (__, place) => {
      const at = number * FORMULAS_A_PAGE + section * FORMULAS_A_SECTION + place;
      const letter = (step: number) => LETTERS[(at * step + number) % LETTERS.length]!;
      const formula = FORMULAS[at % FORMULAS.length]!(letter(1), letter(5), 1 + (at % 97));
      return language === 'ko'
        ? `${at}번째 관찰에서 ${formula} 를 얻으며, 이 값은 앞의 잠재변수로 설명된다.`
        : `Observation ${at} gives ${formula} , which the latent variable before it explains.`;
    });
    const heading = language === 'ko' ? `${section + 1}째 절` : `Section ${section + 1}`;
    return `## ${heading}\n\n${sentences.join(' ')}\n`;
  });
  const title = language === 'ko' ? `만들어진 강의 ${number}` : `Generated lecture ${number}`;
  return `---
title: ${title}
description: ${title}.
number: ${number}
date: 2026-11-01
category: sequences
tags: [attention]
---

${sections.join('\n')}`;
}
