import { UsageError } from '#scripts/command.ts';

/**
 * @param rule what such names look like, with an example, as a sentence without its full stop
 * @throws UsageError with the rule, where there is no name or another kind of name
 */
export function requireName(name: string | undefined, pattern: RegExp, rule: string): asserts name is string {
  if (name === undefined) throw new UsageError(`It needs a name. ${rule}.`);
  if (!pattern.test(name)) throw new UsageError(`${rule}, not "${name}".`);
}
