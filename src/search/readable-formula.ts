const SYMBOLS: Readonly<Record<string, string>> = {
  alpha: 'α', beta: 'β', gamma: 'γ', delta: 'δ', epsilon: 'ε', varepsilon: 'ε', eta: 'η', theta: 'θ', kappa: 'κ',
  lambda: 'λ', mu: 'μ', nu: 'ν', pi: 'π', rho: 'ρ', sigma: 'σ', tau: 'τ', phi: 'φ', varphi: 'φ', chi: 'χ', psi: 'ψ',
  omega: 'ω', Gamma: 'Γ', Delta: 'Δ', Theta: 'Θ', Lambda: 'Λ', Sigma: 'Σ', Phi: 'Φ', Psi: 'Ψ', Omega: 'Ω', sum: 'Σ',
  prod: 'Π', int: '∫', infty: '∞', partial: '∂', nabla: '∇', ell: 'ℓ', mid: '|', vert: '|', lvert: '|', rvert: '|',
  lVert: '‖', rVert: '‖', Vert: '‖', parallel: '‖', cdot: '·', times: '×', pm: '±', approx: '≈', sim: '~', neq: '≠',
  ne: '≠', le: '≤', leq: '≤', ge: '≥', geq: '≥', ll: '≪', gg: '≫', in: '∈', to: '→', rightarrow: '→', mapsto: '↦',
  propto: '∝', odot: '⊙', oplus: '⊕', dots: '…', ldots: '…', cdots: '…', lbrace: '{', rbrace: '}', log: 'log',
  exp: 'exp', max: 'max', min: 'min', arg: 'arg', det: 'det', tanh: 'tanh', quad: ' ', qquad: ' ',
}; // prettier-ignore

/** A formula as a line of text: `p_\theta(x \mid y)` as `pθ(x | y)`. What only styles or sizes is left out. */
export function readableFormula(tex: string): string {
  return tex
    .replace(/\\[td]?frac(\d)(\d)/g, '$1/$2')
    .replace(/\\[td]?frac\{([^{}]*)\}\{([^{}]*)\}/g, '$1/$2')
    .replace(/\\([a-zA-Z]+)/g, (_command, name: string) => SYMBOLS[name] ?? '')
    .replace(/\\[,;:! ]/g, ' ')
    .replace(/[\\{}_&]/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}
