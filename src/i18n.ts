/** The site's two languages and the words of its frame. Korean stands at the root, English under `/en/`. */
export const LANGUAGES = ['ko', 'en'] as const;

export type Language = (typeof LANGUAGES)[number];

/** A sentence in both languages, as model cards carry them. */
export type Bilingual = Readonly<Record<Language, string>>;

/** The language of a page, from `Astro.currentLocale`. */
export function languageOf(locale: string | undefined): Language {
  return locale === 'en' ? 'en' : 'ko';
}

/** The language of a file of `content/`. */
export function languageOfFile(path: string): Language {
  return path.includes('content/en/') ? 'en' : 'ko';
}

/** @returns the path of a page, `lectures/` and the like, in a language, from the site's root and ending in a slash */
export function pathIn(language: Language, page: string): string {
  return language === 'ko' ? `/${page}` : `/en/${page}`;
}

/** Values for the `lang` parameter of routes in `src/pages/[...lang]/`: Korean has none. */
export const LANGUAGE_PARAMS = [
  { language: 'ko', lang: undefined },
  { language: 'en', lang: 'en' },
] as const satisfies readonly { language: Language; lang: string | undefined }[];

const ko = {
  siteName: '잠재노트',
  siteDescription:
    '컴퓨터 비전을 위한 딥러닝 강의 노트입니다. 글에 나오는 모델이 브라우저 안에서, 읽는 사람의 기기에서 바로 돌아갑니다.',
  skipToContent: '본문으로 건너뛰기',
  mainNavigation: '주 메뉴',
  lectures: '강의',
  models: '모델',
  demos: '데모',
  otherLanguage: 'English',
  otherLanguageShort: 'EN',
  darkTheme: '어두운 화면',
  search: '찾기',
  failed: '열지 못했습니다. 인터넷 연결을 확인하고 페이지를 새로 고치세요.',
  textSizeAndKeys: '글자 크기 · 단축키',
  copyCode: '코드 복사',
  saveAsPdf: 'PDF로 저장',
  asksNothing: '이 사이트는 바깥 서버에 아무것도 요청하지 않고, 아무것도 추적하지 않습니다.',
  commentsFrom: '댓글은 giscus가 GitHub Discussions에서 가져옵니다.',
  countedBy: '방문 횟수는 GoatCounter가 쿠키 없이 셉니다.',
  digitStays: '그린 숫자는 기기를 떠나지 않습니다.',
  comments: '댓글',
  visitorsToday: '오늘',
  visitorsTotal: '전체',
  saveLecture: '이 강의를 오프라인에 저장',
  saveDemo: '이 데모를 오프라인에 저장',
  keptTitle: '저장된 글',
  keptLead:
    '이 기기에 저장되어 인터넷 없이도 열리는 글입니다. 읽은 글은 저절로, 데모까지 모두는 글 앞의 단추로 저장됩니다.',
  youAreOffline:
    '오프라인입니다. 이 페이지는 이 기기에 저장되어 있지 않습니다. 아래의 글은 지금 열 수 있습니다.',
  tryAgain: '다시 시도',
  keptNeedsScript: '저장된 글을 보려면 JavaScript를 켜세요.',
  feed: '잠재노트 강의 (RSS)',
  courseNote:
    '강의 순서는 미시간 대학교 EECS 498-007(2019년 가을)을 따릅니다. 글과 모델은 이 프로젝트가 새로 만든 것입니다.',

  lectureList: '강의 목록',
  lecture: (number: number) => `${String(number)}강`,
  onThisPage: '이 페이지의 차례',
  written: '쓴 날',
  revised: '고친 날',
  notWritten: '준비 중',
  outlined: '개요',
  outlineNote: '이 강의는 아직 쓰는 중입니다. 무엇을 다룰지 개요만 먼저 올려 둡니다.',
  minutes: (count: number) => `${String(count)}분`,
  demoCount: (count: number) => `데모 ${String(count)}개`,
  lectureCount: (count: number) => `글 ${String(count)}편`,
  series: {
    number: '강',
    title: '제목',
    date: '쓴 날',
    time: '읽는 시간',
    demos: '데모',
    read: '이 기기에서',
    readThrough: '읽음',
  },
  seriesNavigation: '앞뒤 강의',
  previousLecture: '← 이전 강의',
  nextLecture: '다음 강의 →',
  sameCategory: '이 카테고리의 다른 글:',
  shelves: '더 찾아보기',
  categoriesTitle: '카테고리',
  categoriesLead: '글을 주제에 따라 나눈 나무입니다. 괄호 안의 수는 그 아래에 있는 글의 수입니다.',
  categoryLead: (name: string, count: number) => `‘${name}’에 속한 글 ${String(count)}편입니다.`,
  tagsTitle: '태그',
  tagsLead: '글이 다루는 개념입니다. 여러 글에서 다룰수록 크게 보입니다.',
  tagLead: (name: string, count: number) => `‘${name}’ 태그가 달린 글 ${String(count)}편입니다.`,
  sectionsAbout: '이 말이 많이 나오는 절',
  archiveTitle: '날짜별 글',
  archiveLead: '글을 쓴 날에 따라 모았습니다. 달력에서 글이 있는 날을 누르면 그날의 글로 갑니다.',
  postsOf: (day: string) => `${day}에 쓴 글`,
  recentPosts: '최근 글',
  recommendedPosts: '추천 글',
  streak: ['이 기기에서 ', '일째 이어 읽는 중입니다.'],
  resume: '읽던 곳으로',
  sourceCode: '이 사이트의 모델을 훈련한 코드:',
  answer: '답 보기',
  question: '생각해 보기',
  noteKinds: { idea: '핵심', notice: '눈여겨보기', misconception: '흔한 오해', note: '참고' },

  homeTitle: '글 속의 모델이 실제로 돌아가는 강의 노트',
  homeLead:
    '컴퓨터 비전을 위한 딥러닝을 한국어로 풀어 쓴 노트입니다. 실제로 훈련한 신경망이 읽는 사람의 브라우저 안에서 돌아갑니다. 숫자를 하나 그려 보세요. 수식이 하는 일이 눈앞에 나타납니다.',
  startReading: '읽기 시작하기',
  startDrawing: '숫자 그려 보기',
  aboutLectures: '차례',
  aboutLecturesLead: '굵은 글씨가 지금 읽을 수 있는 강의입니다.',
  whatRuns: '지금 돌아가는 모델',
  whatRunsLead:
    '모든 모델에는 무엇으로 어떻게 훈련했고 얼마나 잘하는지를 적은 카드가 있습니다. 글에 나오는 수치는 모두 이 카드에서 읽어 옵니다.',
  allModels: (count: number) => `모델 ${String(count)}개 모두 보기`,
  noModels: '아직 훈련한 모델이 없습니다.',
  promises: [
    {
      title: '한 번 그리면 끝까지 함께',
      text: '그린 숫자는 기기에만 저장되어, 페이지를 옮겨도 다음 모델이 이어서 받아 봅니다.',
    },
    {
      title: '기기 안에서',
      text: '모델은 읽는 사람이 시작할 때에만 내려받고, 그 뒤로는 서버 없이 돌아갑니다.',
    },
    {
      title: '있는 그대로',
      text: '데모마다 실제 모델인지, 수식으로 흉내 낸 것인지, 저장된 결과인지 밝힙니다.',
    },
  ],
  reconstructions: (codes: number) =>
    `위는 펜 획으로 그린 숫자, 아래는 오토인코더가 ${String(codes)}개의 수만 보고 되살린 그림입니다. 저장된 결과이며, 같은 모델이 강의 안에서 바로 돌아갑니다.`,
  modelCardLink: '모델 카드',

  lecturesTitle: '강의 목록',
  lecturesLead:
    '미시간 대학교 EECS 498-007의 스물두 강의를 차례로 풀어 씁니다. 아직 쓰지 않은 강의에는 ‘준비 중’이라고 표시했습니다.',

  modelsTitle: '모델',
  modelsLead:
    '이 사이트에서 돌아가는 모델과 그 카드입니다. 카드는 훈련 명령이 함께 만든 것으로, 사람이 옮겨 적은 수치는 없습니다.',
  demosTitle: '데모',
  demosLead:
    '글에 나오는 데모를 하나씩 따로 열 수 있습니다. 수업에서 화면에 띄우거나 링크로 나누기 좋습니다.',
  demoPicture: (title: string) => `‘${title}’ 데모의 첫 모습`,
  explainedIn: '이 데모를 풀어 쓴 곳',
  embed: '다른 페이지에 넣기',
  embedNote:
    '아래 줄을 그대로 붙여 넣으면 데모만 들어갑니다. 마지막 줄의 스크립트는 틀의 높이를 데모에 맞춥니다.',
  embedSource: '잠재노트에서 보기',
  glossaryTitle: '용어',
  glossaryLead:
    '강의에 나오는 용어를 한국어와 영어로 나란히 풀어 둔 목록입니다. 본문에서 처음 나오는 곳과 쓰인 곳으로 이어집니다.',
  usedIn: '쓰인 곳',
  alsoUsedIn: (count: number) => `그 밖에 쓰인 곳 ${String(count)}곳`,
  mentionedIn: '이 글을 언급한 글',
  modelTable: '모든 모델의 크기, 훈련, 성능',
  modelNames: '이름으로 모델 찾아가기',
  card: {
    parameters: '파라미터',
    network: '구조',
    licence: '라이선스',
    metrics: '얼마나 잘하는가',
    method: '방법',
    value: '값',
    source: '출처',
    thisModel: '이 모델',
    published: '발표된 값',
    opponent: '견줄 방법',
    better: { lower: '낮을수록 좋음', higher: '높을수록 좋음', neither: '' },
    protocol: '재는 법',
    splits: { train: '훈련', validation: '검증', test: '테스트' },
    examples: (count: string, split: string) => `${split} 데이터 ${count}개`,
    limits: '맞지 않는 일',
    data: '데이터',
    training: '훈련',
    steps: '최적화 단계',
    noSteps: '닫힌 식으로 풀어 단계가 없음',
    selectedStep: '고른 단계',
    batchSize: '배치 크기',
    epochs: '에폭',
    seed: '시드',
    engine: '엔진',
    wallTime: '걸린 시간',
    command: '다시 만드는 명령',
    recipe: '레시피',
    curve: '훈련 곡선',
    curveDescription: (name: string, first: string, last: string) =>
      `${name}: 처음 ${first}, 마지막 ${last}.`,
    curveOthers: '훈련하면서 잰 다른 값',
    curveNames: {
      train_loss: '훈련 손실',
      validation_loss: '검증 손실',
      discriminator_loss: '판별자 손실',
      generator_loss: '생성자 손실',
      discriminator_real: '판별자가 진짜에 준 값',
      discriminator_generated: '판별자가 만든 것에 준 값',
      discriminator_slope: '판별자의 기울기 벌점',
      generator_gradient: '생성자에 오는 기울기의 크기',
      validation_fd_64: 'FD-64 (검증)',
      train_reconstruction: '재구성 항 (훈련)',
      train_kl: 'KL 항 (훈련)',
    },
    graphs: '그래프 파일',
    inputs: '입력',
    outputs: '출력',
    bytes: '크기',
    download: '내려받기',
    reference: '모든 엔진이 지켜야 하는 기준 출력과의 최대 차이',
    duration: (seconds: number) =>
      seconds < 90
        ? `${seconds.toFixed(0)}초`
        : seconds < 5400
          ? `${(seconds / 60).toFixed(0)}분`
          : `${(seconds / 3600).toFixed(1)}시간`,
  },

  notFoundTitle: '없는 페이지입니다',
  notFoundText: '주소가 바뀌었거나 잘못 적혔습니다. 아래에서 다시 시작할 수 있습니다.',
  home: '첫 페이지',
};

const en: typeof ko = {
  siteName: 'Latent Notes',
  siteDescription:
    'Lecture notes on deep learning for computer vision. The models in the text run in the browser, on the reader’s own device.',
  skipToContent: 'Skip to content',
  mainNavigation: 'Main',
  lectures: 'Lectures',
  models: 'Models',
  demos: 'Demos',
  otherLanguage: '한국어',
  otherLanguageShort: '한국어',
  darkTheme: 'Dark theme',
  search: 'Search',
  failed: 'This could not be opened. Check your connection and reload the page.',
  textSizeAndKeys: 'Text size and keys',
  copyCode: 'Copy the code',
  saveAsPdf: 'Save as PDF',
  asksNothing: 'This site asks nothing of any other server and tracks nothing.',
  commentsFrom: 'Comments are fetched from GitHub Discussions by giscus.',
  countedBy: 'Visits are counted by GoatCounter, without cookies.',
  digitStays: 'What you draw never leaves your device.',
  comments: 'Comments',
  visitorsToday: 'Today',
  visitorsTotal: 'Total',
  saveLecture: 'Save this lecture for offline use',
  saveDemo: 'Save this demo for offline use',
  keptTitle: 'Kept pages',
  keptLead:
    'Pages kept on this device, which open without a connection. What you read is kept by itself; a button at the head of a lecture keeps its demos too.',
  youAreOffline:
    'You are offline, and this page is not kept on this device. The pages below can be opened now.',
  tryAgain: 'Try again',
  keptNeedsScript: 'Turn JavaScript on to see the kept pages.',
  feed: 'Latent Notes: lectures (RSS)',
  courseNote:
    'The order is that of Michigan’s EECS 498-007 (autumn 2019). Text and models are this project’s own.',

  lectureList: 'All lectures',
  lecture: (number: number) => `Lecture ${String(number)}`,
  onThisPage: 'On this page',
  written: 'Written',
  revised: 'Revised',
  notWritten: 'not yet',
  outlined: 'outline',
  outlineNote: 'This lecture is still being written. Here is an outline of what it will treat.',
  minutes: (count: number) => `${String(count)} min`,
  demoCount: (count: number) => (count === 1 ? '1 demo' : `${String(count)} demos`),
  lectureCount: (count: number) => (count === 1 ? '1 lecture' : `${String(count)} lectures`),
  series: {
    number: 'No.',
    title: 'Title',
    date: 'Written',
    time: 'Reading time',
    demos: 'Demos',
    read: 'On this device',
    readThrough: 'read',
  },
  seriesNavigation: 'Neighbouring lectures',
  previousLecture: '← Previous lecture',
  nextLecture: 'Next lecture →',
  sameCategory: 'Also in',
  shelves: 'More to find',
  categoriesTitle: 'Categories',
  categoriesLead: 'Lectures by subject. The number in brackets says how many there are under a category.',
  categoryLead: (name: string, count: number) => `Lectures filed under “${name}”: ${String(count)} written.`,
  tagsTitle: 'Tags',
  tagsLead: 'The notions that lectures treat. The more lectures treat one, the larger it stands.',
  tagLead: (name: string, count: number) => `Lectures with the tag “${name}”: ${String(count)} written.`,
  sectionsAbout: 'Sections that say it most',
  archiveTitle: 'By date',
  archiveLead: 'Lectures by the day on which they were written. Days in the calendar lead to theirs.',
  postsOf: (day: string) => `Written on ${day}`,
  recentPosts: 'Recent',
  recommendedPosts: 'Recommended',
  streak: ['Days in a row on which you have read here: ', '.'],
  resume: 'Back to where you were',
  sourceCode: 'The code that trained the models of this site:',
  answer: 'Show the answer',
  question: 'Think about it',
  noteKinds: {
    idea: 'The idea',
    notice: 'Look closely',
    misconception: 'A common misconception',
    note: 'Note',
  },

  homeTitle: 'Lecture notes whose models really run',
  homeLead:
    'Notes on deep learning for computer vision. The models in the text are not pictures of models but trained networks that run in your own browser. Draw a digit, and what the equation does happens before your eyes.',
  startReading: 'Start reading',
  startDrawing: 'Draw a digit',
  aboutLectures: 'Contents',
  aboutLecturesLead: 'Those in bold can be read now.',
  whatRuns: 'Models that run here now',
  whatRunsLead:
    'Each model has a card that says what it was trained on, how, and how well it does. Every figure in the text is read from these cards.',
  allModels: (count) => `All ${String(count)} models`,
  noModels: 'No model has been trained yet.',
  promises: [
    {
      title: 'Draw once',
      text: 'Your digit is kept on your device and follows you from page to page, from one model to the next.',
    },
    {
      title: 'On your device',
      text: 'A model is fetched only when you start it; from then on it runs without a server.',
    },
    {
      title: 'Honest labels',
      text: 'Every demo says whether it is a real model, a simulation from a formula, or a stored result.',
    },
  ],
  reconstructions: (codes: number) =>
    `Above, digits drawn with pen strokes; below, what the autoencoder makes of each from ${String(codes)} numbers alone. Stored results – in the lecture the same model runs live.`,
  modelCardLink: 'Model card',

  lecturesTitle: 'Lectures',
  lecturesLead:
    'The twenty-two lectures of Michigan’s EECS 498-007, one by one. Those that are not written yet are marked so.',

  modelsTitle: 'Models',
  modelsLead:
    'The models that run on this site, with their cards. The training command writes the card; no figure on it was copied by hand.',
  demosTitle: 'Demos',
  demosLead: 'Each demo of the notes on a page of its own, for a projector or a link.',
  demoPicture: (title: string) => `The demo “${title}” as it begins`,
  explainedIn: 'Explained in',
  embed: 'Put this demo into another page',
  embedNote: 'These lines show the demo alone. The script makes the frame as high as the demo.',
  embedSource: 'See it in Latent Notes',
  glossaryTitle: 'Glossary',
  glossaryLead:
    'The terms of the lectures in English and Korean, each with the section that introduces it and those that use it.',
  usedIn: 'Used in',
  alsoUsedIn: (count) => (count === 1 ? 'Used in 1 more section' : `Used in ${String(count)} more sections`),
  mentionedIn: 'Mentioned in',
  modelTable: 'All models: size, training, performance',
  modelNames: 'Go to a model by its name',
  card: {
    parameters: 'Parameters',
    network: 'Architecture',
    licence: 'Licence',
    metrics: 'How well it does',
    method: 'Method',
    value: 'Value',
    source: 'Source',
    thisModel: 'this model',
    published: 'published',
    opponent: 'opponent',
    better: { lower: 'lower is better', higher: 'higher is better', neither: '' },
    protocol: 'How it was measured',
    splits: { train: 'training', validation: 'validation', test: 'test' },
    examples: (count: string, split: string) => `${count} ${split} examples`,
    limits: 'What it is not good for',
    data: 'Data',
    training: 'Training',
    steps: 'Optimiser steps',
    noSteps: 'none: solved in closed form',
    selectedStep: 'Step kept',
    batchSize: 'Batch size',
    epochs: 'Epochs',
    seed: 'Seed',
    engine: 'Engine',
    wallTime: 'Time taken',
    command: 'Command that makes it again',
    recipe: 'Recipe',
    curve: 'Training curve',
    curveDescription: (name: string, first: string, last: string) =>
      `${name}: ${first} at first, ${last} at last.`,
    curveOthers: 'What else was measured along the training',
    curveNames: {
      train_loss: 'training loss',
      validation_loss: 'validation loss',
      discriminator_loss: 'discriminator’s loss',
      generator_loss: 'generator’s loss',
      discriminator_real: 'what the discriminator gives real ones',
      discriminator_generated: 'what it gives generated ones',
      discriminator_slope: 'penalty of its slope',
      generator_gradient: 'size of the gradient that reaches the generator',
      validation_fd_64: 'FD-64 (validation)',
      train_reconstruction: 'reconstruction term (training)',
      train_kl: 'KL term (training)',
    },
    graphs: 'Graph files',
    inputs: 'Inputs',
    outputs: 'Outputs',
    bytes: 'Size',
    download: 'Download',
    reference: 'Largest difference from the reference outputs that every engine must keep within',
    duration: (seconds: number) =>
      seconds < 90
        ? `${seconds.toFixed(0)} s`
        : seconds < 5400
          ? `${(seconds / 60).toFixed(0)} min`
          : `${(seconds / 3600).toFixed(1)} h`,
  },

  notFoundTitle: 'There is no such page',
  notFoundText: 'The address has changed or was mistyped. You can start again from here.',
  home: 'Home',
};

const WORDS = { ko, en } as const;

/** The frame's words in a language. */
export function wordsIn(language: Language): typeof ko {
  return WORDS[language];
}
