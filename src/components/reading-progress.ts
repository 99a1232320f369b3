/** On a lecture: notes how far it was read and where, and offers the way back there. */
import { currentSection } from './current-section.ts';
import { localDay, noteReading, readLog } from './reading-log.ts';

const article = document.querySelector<HTMLElement>('[data-lecture]');
const page = article?.dataset['lecture'];
if (article && page) {
  const storage = () => localStorage;
  const resume = document.querySelector<HTMLAnchorElement>('[data-resume]');
  const { share = 0, section = '' } = readLog(storage).lectures[page] ?? {};
  const target = document.getElementById(section);
  if (resume && target && share < 0.97 && !location.hash) {
    resume.href = `#${section}`;
    resume.append(` ${target.textContent}`);
    resume.hidden = false;
  }

  let settled: ReturnType<typeof setTimeout>;
  addEventListener(
    'scroll',
    () => {
      clearTimeout(settled);
      settled = setTimeout(() => {
        const { top, height } = article.getBoundingClientRect();
        if (!currentSection) return;
        noteReading(storage, page, {
          share: Math.min(1, (innerHeight - top) / height),
          section: currentSection.id,
          today: localDay(new Date()),
        });
      }, 1000);
    },
    { passive: true },
  );
}
