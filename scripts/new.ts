/** `npm run new`: the files of a new lecture, demo, model or term, with every field explained. */
import { runCommand, UsageError } from './command.ts';
import { demoFiles } from './scaffold/demo.ts';
import { writeNewFiles, type NewFiles } from './scaffold/files.ts';
import { lectureFiles } from './scaffold/lecture.ts';
import { modelFiles } from './scaffold/model.ts';
import { addTerm, GLOSSARY } from './scaffold/term.ts';

const help = `Make the files of something new, with every field explained, and say what is left to do.

  npm run new -- lecture 08-cnn-architectures
  npm run new -- demo    latent-map
  npm run new -- model   vae-mnist
  npm run new -- term    latent-variable

Nothing that is there is overwritten.`;

const KINDS: Readonly<Record<string, (name: string | undefined) => NewFiles | Promise<NewFiles>>> = {
  lecture: (name) => lectureFiles(name, new Date().toLocaleDateString('sv', { timeZone: 'Asia/Seoul' })),
  demo: demoFiles,
  model: modelFiles,
};

await runCommand({ help, options: {} }, async ({ positionals: [kind, name, ...rest] }) => {
  const make = KINDS[kind ?? ''];
  if (!make && kind !== 'term')
    throw new UsageError(
      `Say what is new: lecture, demo, model or term${kind === undefined ? '' : `, not "${kind}"`}.`,
    );
  if (rest.length > 0) throw new UsageError(`One at a time, not also ${rest.join(', ')}.`);
  if (!make) {
    const next = await addTerm(name);
    console.log(`wrote into ${GLOSSARY}`);
    printNext(next);
    return 0;
  }
  const made = await make(name);
  await writeNewFiles(made);
  for (const path of Object.keys(made.files)) console.log(`wrote ${path}`);
  printNext(made.next);
  return 0;
});

function printNext(steps: readonly string[]): void {
  console.log(['\nNext:', ...steps.map((step, i) => `  ${String(i + 1)}. ${step}`)].join('\n'));
}
