import type { Language } from '#src/i18n.ts';
import type { SaveFailureKind } from '#src/offline/kept-pages.ts';

/** Also a browser that lets no site keep anything, as in a private window. */
type FailureKind = SaveFailureKind | 'refused';

const ko = {
  region: '오프라인에 저장',
  checking: '크기를 알아보는 중입니다…',
  offer: (all: string) =>
    `이 페이지와 여기 있는 데모를 모두 이 기기에 저장해 인터넷 없이도 엽니다. 모두 ${all}입니다.`,
  toFetch: (missing: string) => `그 가운데 ${missing}를 내려받습니다. 나머지는 이미 있습니다.`,
  allHere: '내려받을 것은 없습니다. 파일이 모두 이미 이 기기에 있습니다.',
  stopped: (here: string, all: string) => `저장하다 멈췄습니다. ${all} 가운데 ${here}가 이 기기에 있습니다.`,
  saving: '저장하는 중입니다. 계속 읽어도 됩니다.',
  amount: (here: string, all: string) => `${here} / ${all} MB`,
  saved: (all: string) => `저장했습니다. 여기 있는 데모까지 인터넷 없이도 열립니다. 모두 ${all}입니다.`,
  newer: (missing: string) =>
    `저장한 뒤에 새 판이 나왔습니다. 새 판을 저장하려면 ${missing}를 내려받습니다. 그때까지는 저장한 판이 그대로 열립니다.`,
  labels: {
    saved: '오프라인에 저장됨',
    newer: '오프라인에 저장됨 (새 판 있음)',
    stopped: '오프라인 저장이 멈춤',
    saving: '오프라인에 저장하는 중',
  },
  save: '저장',
  goOn: '이어서 저장',
  saveNewer: '새 판 저장',
  stop: '멈추기',
  remove: '지우기',
  retry: '다시 시도',
  failures: {
    unreachable:
      '파일을 받지 못했습니다. 인터넷 연결을 확인하고 다시 시도하세요. 사이트가 막 바뀌고 있을 때도 그럴 수 있습니다.',
    full: '이 기기에 저장할 자리가 모자랍니다. 다른 것을 지우고 다시 시도하세요.',
    refused: '이 브라우저에서는 저장할 수 없습니다. 비공개 창이라면 보통 창에서 여세요.',
  } as Readonly<Record<FailureKind, string>>,
  nothingLost: '지금까지 받은 파일과 전에 저장한 판은 그대로 있습니다.',
  nothingHalf: '받은 파일은 다시 지웠고, 전에 저장한 판은 그대로 있습니다.',
  savedPages: '데모까지 저장한 글',
  readPages: '읽은 글 (글만)',
  noneSaved: '아직 없습니다. 강의나 데모의 ‘오프라인에 저장’ 단추로 저장할 수 있습니다.',
  noneRead: '아직 없습니다.',
  removePage: (title: string) => `${title} 지우기`,
  removed: (title: string) => `지웠습니다: ${title}`,
};

export const offlineWords: Readonly<Record<Language, typeof ko>> = {
  ko,
  en: {
    region: 'Save for offline use',
    checking: 'Finding out how large it is…',
    offer: (all) =>
      `Keeps this page and all of its demos on this device, so that they open without a connection: ${all} in all.`,
    toFetch: (missing) => `Of these, ${missing} will be downloaded; the rest is here already.`,
    allHere: 'Nothing needs to be downloaded; all of it is on this device already.',
    stopped: (here, all) => `Saving was stopped. Of ${all}, ${here} are on this device.`,
    saving: 'Saving. You can go on reading.',
    amount: (here, all) => `${here} of ${all} MB`,
    saved: (all) => `Saved: it opens without a connection, with all of its demos. It is ${all} in all.`,
    newer: (missing) =>
      `There is a newer version than the one you saved. To save it, ${missing} will be downloaded; until then the saved one opens as before.`,
    labels: {
      saved: 'Saved for offline use',
      newer: 'Saved for offline use (a newer version exists)',
      stopped: 'Saving for offline use was stopped',
      saving: 'Saving for offline use',
    },
    save: 'Save',
    goOn: 'Go on saving',
    saveNewer: 'Save the newer version',
    stop: 'Stop',
    remove: 'Remove',
    retry: 'Try again',
    failures: {
      unreachable:
        'A file did not arrive. Check your connection and try again. The site may also be changing just now.',
      full: 'This device has no room for it. Remove something else and try again.',
      refused: 'This browser does not let pages be saved. If this is a private window, use an ordinary one.',
    },
    nothingLost: 'What has arrived, and the version saved before, stay as they are.',
    nothingHalf: 'What had arrived was removed again; the version saved before stays as it is.',
    savedPages: 'Saved with their demos',
    readPages: 'Read (text only)',
    noneSaved: 'None yet. Lectures and demos have a button that saves them for offline use.',
    noneRead: 'None yet.',
    removePage: (title) => `Remove ${title}`,
    removed: (title) => `Removed: ${title}`,
  },
};
