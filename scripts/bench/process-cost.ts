import { readdir, readFile } from 'node:fs/promises';

/** What a process and all that it started have of the machine. */
export interface Cost {
  /** Held now; shared memory is divided among those who share it. */
  readonly bytes: number;
  /** Of processors, so far. */
  readonly seconds: number;
}

const TICKS_A_SECOND = 100; // of Linux, on every common machine

/** @returns zeros of a process that has ended, and where the system has no `/proc`, as outside Linux */
export async function treeCost(pid: number): Promise<Cost> {
  const tasks = await readdir(`/proc/${pid}/task`).catch(() => []);
  const texts = await Promise.all(tasks.map((task) => textOf(`/proc/${pid}/task/${task}/children`)));
  const children = await Promise.all(texts.join(' ').split(' ').filter(Boolean).map(Number).map(treeCost));
  const held = /^Pss:\s+(\d+) kB$/m.exec(await textOf(`/proc/${pid}/smaps_rollup`))?.[1] ?? '0';
  // The 14th to 17th fields: user and system time of the process, and of those of its children that have ended.
  const ticks = (await textOf(`/proc/${pid}/stat`))
    .replace(/^.*\) /, '')
    .split(' ')
    .slice(11, 15)
    .map(Number);
  const own = { bytes: 1024 * Number(held), seconds: sum(ticks) / TICKS_A_SECOND };
  const all = [own, ...children];
  return { bytes: sum(all.map(({ bytes }) => bytes)), seconds: sum(all.map(({ seconds }) => seconds)) };
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

/** Empty where the process has ended meanwhile. */
function textOf(file: string): Promise<string> {
  return readFile(file, 'utf8').catch(() => '');
}
