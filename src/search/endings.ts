/** Particles and endings of Korean words, and the plural of English ones: what makes no difference to a search. */

const PARTICLES =
  '은 는 이 가 을 를 의 에 로 와 과 도 만 나 라 인 란 께 에서 에게 에는 에도 에만 에의 으로 이나 이란 이라 이며 이고 이다 ' +
  '하고 까지 부터 처럼 보다 마다 조차 밖에 대로 만큼 에서는 에서도 에서의 으로는 으로도 으로의 로는 로도 로의 와의 과의 와는 ' +
  '과는 에게서 에게는 까지의 부터는 이라고 라고 라는 이라는 이란 으로써 로써 으로서 로서 만의 만을 만이 보다는 들은 들이 들을 ' +
  '들의 들';
const VERB_ENDINGS =
  '다 고 면 지 게 며 은 는 한 된 할 될 해 하는 하고 하면 하지 하여 해서 한다 하게 하기 하려 하다 했다 되는 되고 되면 되지 된다 ' +
  '입니다 습니다 합니다 됩니다 이므로 므로';

const longestFirst = (list: string) => list.split(' ').sort((a, b) => b.length - a.length);
const pattern = (endings: readonly string[]) =>
  new RegExp(`(?<=[가-힣a-z0-9])(?:${endings.join('|')})$`, 'u');

const particle = pattern(longestFirst(PARTICLES));
const ending = pattern(longestFirst(`${PARTICLES} ${VERB_ENDINGS}`));

/** A word and what hangs on it; the word itself where nothing does. Put together again they are the word. */
export function splitEnding(word: string): readonly string[] {
  const found = ending.exec(word);
  return found ? [word.slice(0, found.index), found[0]] : [word];
}

/** What a word may be without its particle or its plural, shortest last. */
export function stemsOf(word: string): readonly string[] {
  const stems: string[] = [];
  if (/[a-z]{3}s$/.test(word)) stems.push(word.slice(0, -1));
  for (let cut = 1; cut < word.length - 1; cut++) {
    if (particle.exec(word.slice(-cut - 1))?.[0].length === cut) stems.push(word.slice(0, -cut));
  }
  return stems;
}

/** Whether what follows a stem in its word is only a particle or an ending. */
export function isEnding(rest: string): boolean {
  return rest === '' || rest === 's' || ending.exec(`가${rest}`)?.[0] === rest;
}
