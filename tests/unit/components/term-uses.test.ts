import { describe, expect, it } from 'vitest';
import { termsUsed } from '#src/components/term-uses.ts';

const korean = (text: string) => [...termsUsed(text, 'ko')];
const english = (text: string) => [...termsUsed(text, 'en')];

describe('a text uses a term', () => {
  it('whatever particle hangs on it, with or without its spaces', () => {
    expect(korean('인코더에서 나온 것을 사전분포와 견줍니다.')).toEqual(['encoder', 'prior']);
  });

  it('in the plural and in any case', () => {
    expect(english('Autoencoders have bottlenecks.')).toEqual(['autoencoder', 'bottleneck']);
  });
});

describe('a text uses no term', () => {
  it('that is a part of a longer word', () => {
    expect(korean('오토인코더')).toEqual(['autoencoder']);
    expect(korean('분류기')).toEqual([]);
    expect(english('decoded')).toEqual([]);
  });

  it('that is a part of a longer term', () => {
    expect(korean('조건부 생성 모델')).not.toContain('generative-model');
    expect(korean('코드북')).not.toContain('code');
  });
});
