import type { Language } from '#src/i18n.ts';
import type { Family, Kind, Way } from './state.ts';

export interface FamilyWords {
  readonly name: string;
  readonly idea: string;
  readonly density: string;
  readonly sampling: string;
  readonly code: string;
  readonly good: string;
  readonly bad: string;
}

const ko = {
  title: '생성 모델의 가계도',
  choose: '갈래 고르기',
  root: '생성 모델',
  kinds: { explicit: '밀도를 드러내는 모델', implicit: '밀도를 감추는 모델' } satisfies Record<Kind, string>,
  ways: {
    tractable: '다룰 수 있는 밀도',
    approximate: '어림하는 밀도',
    direct: '바로 뽑기',
    chain: '마르코프 연쇄로 뽑기',
  } satisfies Record<Way, string>,
  place: '자리',
  density: '밀도 p(x)',
  sampling: '그림 한 장 뽑기',
  code: '잠재 코드',
  good: '얻는 것',
  bad: '잃는 것',
  measured: '이 사이트의 모델',
  demos: '데모',
  noModel: '이 강의에는 이 갈래의 모델이 없습니다.',
  nats: (model: string, nats: string) => `${model}: 음의 로그가능도 ${nats}나트`,
  bound: (model: string, nats: string) => `${model}: 음의 로그가능도 ${nats}나트 이하`,
  distance: (model: string, value: string) => `${model}: FD-64 ${value} (작을수록 진짜에 가까움)`,
  families: {
    autoregressive: {
      name: '자기회귀',
      idea: '픽셀을 차례로 놓고, 앞의 픽셀이 주어졌을 때의 확률을 곱합니다.',
      density: '정확한 값',
      sampling: '픽셀 수만큼 차례로 계산',
      code: '없음',
      good: '가능도로 바로 훈련하고, 모델끼리 정확히 견줄 수 있습니다.',
      bad: '뽑기가 느리고, 그림 전체를 한눈에 담는 코드가 없습니다.',
    },
    flow: {
      name: '정규화 흐름',
      idea: '잡음을 거꾸로 되돌릴 수 있는 함수로 그림까지 옮기고, 부피가 늘고 준 만큼 밀도를 고칩니다.',
      density: '정확한 값',
      sampling: '함수 한 번',
      code: '그림과 같은 차원의 벡터, 정확히 되찾음',
      good: '정확한 밀도와 빠른 표본을 함께 얻습니다.',
      bad: '되돌릴 수 있어야 하므로 신경망의 모양이 매이고, 차원을 줄일 수 없습니다.',
    },
    vae: {
      name: '변분 오토인코더',
      idea: '잠재변수로 그림을 설명하고, 계산할 수 없는 로그가능도 대신 그 하한을 키웁니다.',
      density: '하한',
      sampling: '디코더 한 번',
      code: '짧은 벡터, 인코더가 줌',
      good: '뽑기가 빠르고 다룰 수 있는 코드가 생깁니다.',
      bad: '하한과 진짜 값 사이에 틈이 있고, 평균을 그려 그림이 흐려지기 쉽습니다.',
    },
    diffusion: {
      name: '확산 모델',
      idea: '그림에 잡음을 조금씩 얹는 과정을 여러 단계로 정해 두고, 그것을 거꾸로 걷어 내는 법을 배웁니다.',
      density: '하한',
      sampling: '잡음을 걷어 내는 계산을 되풀이',
      code: '그림과 같은 차원의 잡음',
      good: '훈련이 안정되고 그림의 질과 다양함을 함께 얻습니다.',
      bad: '한 장을 뽑는 데 여러 번 계산해야 합니다.',
    },
    boltzmann: {
      name: '볼츠만 머신',
      idea: '그림마다 에너지를 주고, 에너지가 낮을수록 확률이 높다고 둡니다. 나누는 상수는 계산할 수 없어 마르코프 연쇄로 어림합니다.',
      density: '상수를 모르는 값',
      sampling: '마르코프 연쇄가 섞일 때까지 되풀이',
      code: '은닉 유닛의 켜짐과 꺼짐',
      good: '그림의 아무 부분이나 주고 나머지를 채울 수 있습니다.',
      bad: '연쇄가 느리게 섞여 훈련도 뽑기도 오래 걸립니다.',
    },
    gan: {
      name: 'GAN',
      idea: '생성자는 그림을 만들고 판별자는 진짜와 가립니다. 밀도는 어디에도 적지 않습니다.',
      density: '없음',
      sampling: '생성자 한 번',
      code: '짧은 벡터, 그림에서 되찾는 길은 없음',
      good: '뽑기가 빠르고 그림이 또렷합니다.',
      bad: '훈련이 흔들리고 몇몇 모양만 그리는 모드 붕괴가 생기며, 가능도로 견줄 수 없습니다.',
    },
    gsn: {
      name: '생성적 확률 네트워크',
      idea: '그림을 조금 망가뜨리고 되살리기를 되풀이하면, 그 연쇄가 머무는 곳이 데이터의 분포가 됩니다.',
      density: '없음',
      sampling: '망가뜨리고 되살리기를 되풀이',
      code: '없음',
      good: '잡음 제거만 배우면 되므로 목적 함수가 단순합니다.',
      bad: '연쇄가 다른 모양으로 건너가기까지 오래 걸립니다.',
    },
  } satisfies Record<Family, FamilyWords>,
};

const en: typeof ko = {
  title: 'The family tree of generative models',
  choose: 'Choose a family',
  root: 'Generative models',
  kinds: { explicit: 'explicit density', implicit: 'implicit density' },
  ways: { tractable: 'tractable', approximate: 'approximate', direct: 'direct', chain: 'Markov chain' },
  place: 'Place',
  density: 'Density p(x)',
  sampling: 'Sampling an image',
  code: 'Latent code',
  good: 'Gained',
  bad: 'Given up',
  measured: 'Models of this site',
  demos: 'Demos',
  noModel: 'These lectures have no model of this family.',
  nats: (model, nats) => `${model}: negative log-likelihood ${nats} nats`,
  bound: (model, nats) => `${model}: negative log-likelihood at most ${nats} nats`,
  distance: (model, value) => `${model}: FD-64 ${value} (less is nearer to real images)`,
  families: {
    autoregressive: {
      name: 'Autoregressive',
      idea: 'Pixels stand in a row, and the probabilities of each given those before are multiplied.',
      density: 'exact',
      sampling: 'as many runs in turn as pixels',
      code: 'none',
      good: 'It trains by the likelihood itself, and models compare exactly.',
      bad: 'Sampling is slow, and no code holds the image as a whole.',
    },
    flow: {
      name: 'Normalising flow',
      idea: 'An invertible function takes noise to an image, and the density is corrected by how much volume grew or shrank.',
      density: 'exact',
      sampling: 'the function once',
      code: 'a vector of the image’s own dimension, recovered exactly',
      good: 'An exact density and quick samples at once.',
      bad: 'Being invertible binds the shape of the network, and no dimension can be dropped.',
    },
    vae: {
      name: 'Variational autoencoder',
      idea: 'Latent variables explain the image, and a bound is raised in place of the log-likelihood, which cannot be computed.',
      density: 'a bound',
      sampling: 'the decoder once',
      code: 'a short vector, given by the encoder',
      good: 'Sampling is quick, and there is a code to work with.',
      bad: 'A gap stays between bound and truth, and images blur easily, being means.',
    },
    diffusion: {
      name: 'Diffusion model',
      idea: 'Noise is laid on an image in many fixed steps, and a network learns to take them back one by one.',
      density: 'a bound',
      sampling: 'denoising, repeated',
      code: 'noise of the image’s own dimension',
      good: 'Training is stable, and images are good and diverse at once.',
      bad: 'One image takes many runs.',
    },
    boltzmann: {
      name: 'Boltzmann machine',
      idea: 'Each image has an energy, and the lower it is the more probable the image. The constant to divide by cannot be computed; a Markov chain approximates it.',
      density: 'up to an unknown constant',
      sampling: 'a Markov chain, until it has mixed',
      code: 'hidden units, on or off',
      good: 'Any part of the image can be given and the rest filled in.',
      bad: 'The chain mixes slowly, so training and sampling take long.',
    },
    gan: {
      name: 'GAN',
      idea: 'A generator makes images, a discriminator tells them from real ones; no density is written down anywhere.',
      density: 'none',
      sampling: 'the generator once',
      code: 'a short vector, with no way back from an image',
      good: 'Sampling is quick and images are sharp.',
      bad: 'Training sways, modes collapse to a few shapes, and likelihood compares nothing.',
    },
    gsn: {
      name: 'Generative stochastic network',
      idea: 'An image is corrupted a little and restored, again and again; where this chain dwells is the distribution of the data.',
      density: 'none',
      sampling: 'corrupting and restoring, repeated',
      code: 'none',
      good: 'Learning to denoise is all it takes: a simple objective.',
      bad: 'The chain takes long to cross over to another shape.',
    },
  },
};

export const taxonomyWords: Readonly<Record<Language, typeof ko>> = { ko, en };
