/** What the commands share: options, help, and errors as words rather than stacks. */
import { basename } from 'node:path';
import { parseArgs, type ParseArgsConfig } from 'node:util';

/** The person typed something that cannot be meant; the message says what can. */
export class UsageError extends Error {
  override name = 'UsageError';
}

/**
 * Runs a command and ends the process: 0 when done, 1 when something failed, 2 when it was asked wrongly.
 *
 * @param help printed for --help
 */
export async function runCommand<const Options extends NonNullable<ParseArgsConfig['options']>>(
  { help, options }: { help: string; options: Options },
  main: (parsed: ReturnType<typeof parse<Options>>) => Promise<number>,
): Promise<never> {
  try {
    const parsed = parse(options);
    if ('help' in parsed.values && parsed.values.help === true) {
      console.log(help);
      process.exit(0);
    }
    process.exit(await main(parsed));
  } catch (error) {
    if (!(error instanceof Error) || isBug(error)) throw error;
    console.error(`${error.name === 'Error' ? 'Error' : error.name}: ${error.message}`);
    if (error.cause instanceof Error) console.error(`  because: ${error.cause.message}`);
    if (error instanceof UsageError) console.error('See --help.');
    process.exit(error instanceof UsageError ? 2 : 1);
  }
}

function parse<const Options extends NonNullable<ParseArgsConfig['options']>>(options: Options) {
  try {
    return parseArgs({
      options: { ...options, help: { type: 'boolean' } },
      allowPositionals: true,
      strict: true,
    });
  } catch (error) {
    // Node's own first sentence says what is wrong; what it advises does not fit these commands.
    const [complaint] = String(error instanceof Error ? error.message : error).split(/\.\s|\n/);
    const known = Object.keys({ ...options, help: {} }).map((name) => `--${name}`);
    throw new UsageError(`${complaint}. Options: ${known.join(', ')}.`);
  }
}

/** This command as a person types it, up to what it is about: `npm run train --`. */
export function calledAs(): string {
  return `npm run ${basename(process.argv[1] ?? '', '.ts')} --`;
}

/** Names in their order, in columns as wide as a terminal. */
export function inColumns(names: readonly string[]): string {
  const sorted = names.toSorted((a, b) => a.localeCompare(b, 'en', { numeric: true }));
  const width = Math.max(0, ...sorted.map(({ length }) => length)) + 2;
  const rows = Math.ceil(sorted.length / Math.floor(78 / width));
  const lines = Array.from({ length: rows }, (_, row) => sorted.filter((__, i) => i % rows === row));
  return lines
    .map(
      (line) =>
        `  ${line
          .map((name) => name.padEnd(width))
          .join('')
          .trimEnd()}`,
    )
    .join('\n');
}

/** As `1 page` or `2 pages`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** Errors that the language throws are mistakes of ours, and their stack is what helps. */
function isBug(error: Error): boolean {
  return error.constructor === TypeError || error.constructor === ReferenceError;
}

/** @throws UsageError unless the text is a whole number of at least `minimum` */
export function wholeNumber(option: string, text: string, minimum: number): number {
  const value = Number(text);
  if (text.trim() !== '' && Number.isSafeInteger(value) && value >= minimum) return value;
  throw new UsageError(`--${option} takes a whole number of at least ${minimum}, not "${text}".`);
}

/** @throws UsageError unless the text is one of the choices */
export function oneOf<const Choice extends string>(
  option: string,
  text: string,
  choices: readonly Choice[],
): Choice {
  const choice = choices.find((candidate) => candidate === text);
  if (choice !== undefined) return choice;
  throw new UsageError(`--${option} takes ${choices.join(' or ')}, not "${text}".`);
}
