import type { Bilingual } from '#src/i18n.ts';

/** The lectures of Michigan's EECS 498-007 (Justin Johnson, autumn 2019), in order; the first is lecture 1. */
export const SERIES: readonly Bilingual[] = [
  { ko: '들어가며', en: 'Introduction' },
  { ko: '이미지 분류', en: 'Image Classification' },
  { ko: '선형 분류기', en: 'Linear Classifiers' },
  { ko: '최적화', en: 'Optimization' },
  { ko: '신경망', en: 'Neural Networks' },
  { ko: '역전파', en: 'Backpropagation' },
  { ko: '합성곱 신경망', en: 'Convolutional Networks' },
  { ko: 'CNN 구조', en: 'CNN Architectures' },
  { ko: '하드웨어와 소프트웨어', en: 'Hardware and Software' },
  { ko: '신경망 훈련 I', en: 'Training Neural Networks I' },
  { ko: '신경망 훈련 II', en: 'Training Neural Networks II' },
  { ko: '순환 신경망', en: 'Recurrent Networks' },
  { ko: '어텐션', en: 'Attention' },
  { ko: '시각화와 이해', en: 'Visualizing and Understanding' },
  { ko: '물체 검출', en: 'Object Detection' },
  { ko: '검출과 분할', en: 'Detection and Segmentation' },
  { ko: '3D 비전', en: '3D Vision' },
  { ko: '비디오', en: 'Videos' },
  { ko: '생성 모델 I', en: 'Generative Models I' },
  { ko: '생성 모델 II', en: 'Generative Models II' },
  { ko: '강화 학습', en: 'Reinforcement Learning' },
  { ko: '맺음말', en: 'Conclusion' },
];
