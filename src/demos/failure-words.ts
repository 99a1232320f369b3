/** What a demo says when something failed: what is wrong, and what to do. */
import type { Language } from '#src/i18n.ts';
import type { FailureKind } from '#src/runtime/runtime-error.ts';

interface Words {
  wrong: string;
  todo: string;
}

const words: Readonly<Record<FailureKind, Readonly<Record<Language, Words>>>> = {
  'no-wasm': {
    ko: {
      wrong: '이 브라우저에서는 WebAssembly를 쓸 수 없어 모델을 돌릴 수 없습니다.',
      todo: '브라우저 설정에서 WebAssembly를 허용하거나 다른 브라우저로 열고, 다시 시도하세요.',
    },
    en: {
      wrong: 'This browser has no WebAssembly, so the model cannot run.',
      todo: 'Allow WebAssembly in its settings or open the page in another browser, then try again.',
    },
  },
  unreachable: {
    ko: {
      wrong: '내려받는 중에 연결이 끊어졌습니다.',
      todo: '인터넷 연결을 확인하고 다시 시도하세요. 그린 것은 그대로 있습니다.',
    },
    en: {
      wrong: 'The connection broke off during the download.',
      todo: 'Check your connection and try again. Your drawing is still here.',
    },
  },
  missing: {
    ko: {
      wrong: '서버에 필요한 파일이 없습니다.',
      todo: '잠시 뒤에 다시 시도하세요. 계속 이러면 사이트를 올린 사람에게 알려 주세요.',
    },
    en: {
      wrong: 'The server does not have a file that is needed.',
      todo: 'Try again in a moment. If it stays so, tell whoever runs this site.',
    },
  },
  corrupt: {
    ko: {
      wrong: '받은 파일이 사이트에 올린 것과 다르거나(SHA-256) 확인할 수 없어 쓰지 않았습니다.',
      todo: '다시 시도하세요. 계속 이러면 페이지를 https 주소로 열거나 다른 연결을 써 보세요.',
    },
    en: {
      wrong:
        'A file that arrived is not the one that was published (SHA-256), or could not be checked, so it was not used.',
      todo: 'Try again. If it stays so, open the page by https or use another connection.',
    },
  },
  'no-gpu': {
    ko: { wrong: '이 브라우저는 WebGPU 어댑터를 내주지 않습니다.', todo: 'WASM으로 계속합니다.' },
    en: { wrong: 'This browser gives no WebGPU adapter.', todo: 'Going on with WASM.' },
  },
  'gpu-lost': {
    ko: {
      wrong: 'GPU와의 연결이 끊어졌습니다.',
      todo: 'WASM으로 계속합니다. WebGPU를 다시 고르면 새로 시작합니다.',
    },
    en: {
      wrong: 'The GPU device was lost.',
      todo: 'Going on with WASM. Choose WebGPU again to start it anew.',
    },
  },
  engine: {
    ko: {
      wrong: '모델 실행기(ONNX Runtime)가 멈췄습니다.',
      todo: '다시 시도하세요. 계속 이러면 다른 탭을 닫아 메모리를 비우거나 페이지를 새로 고치세요.',
    },
    en: {
      wrong: 'The engine that runs the model (ONNX Runtime) stopped.',
      todo: 'Try again. If it stays so, close other tabs to free memory, or reload the page.',
    },
  },
};

export function failureWords(kind: FailureKind, language: Language): Words {
  return words[kind][language];
}
