/** On a lecture: notes how far it was read and where, and offers the way back there. */
import { localDay, noteReading, readLog } from './reading-log.ts';

const article = document.querySelector<HTMLElement>('[data-lecture]');
const page = article?.dataset['lecture'];
if (article && page !== undefined) {
  const storage = () => localStorage;
  const sections = [...article.querySelectorAll<HTMLElement>('h2[id], h3[id]')];
  const resume = document.querySelector<HTMLAnchorElement>('[data-resume]');
  const last = readLog(storage).lectures[page];
  const target = last && document.getElementById(last.section);
  if (resume && target && last.share < 0.97 && !location.hash) {
    resume.href = `#${last.section}`;
    resume.append(` ${target.textContent}`);
    resume.hidden = false;
  }

  let settled: ReturnType<typeof setTimeout> | undefined;
  addEventListener(
    'scroll',
    () => {
      clearTimeout(settled);
      settled = setTimeout(() => {
        const { top, height } = article.getBoundingClientRect();
        const share = Math.min(1, Math.max(0, (innerHeight - top) / height));
        const section = sections.findLast((each) => each.getBoundingClientRect().top < innerHeight / 2)?.id;
        if (section !== undefined)
          noteReading(storage, page, { share, section, today: localDay(new Date()) });
      }, 1000);
    },
    { passive: true },
  );
}
