/**
 * What whoever publishes the site may turn on, read from the environment of the build. Nothing is on by itself: then no
 * page asks another origin for anything.
 */

/** A repository whose discussions hold the comments, in the words of https://giscus.app. */
export interface Comments {
  /** As `owner/name`. */
  readonly repo: string;
  readonly repoId: string;
  readonly category: string;
  readonly categoryId: string;
}

export interface Settings {
  readonly comments?: Comments;
  /** Origin of the GoatCounter that counts visits. */
  readonly goatCounter?: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

export const settings = readSettings(process.env);

/** @throws Error naming a variable that is missing or that says nothing of use */
export function readSettings(environment: Environment): Settings {
  const comments = readComments(environment);
  const goatCounter = readGoatCounter(environment['GOATCOUNTER']);
  return { ...(comments && { comments }), ...(goatCounter && { goatCounter }) };
}

function readComments(environment: Environment): Comments | undefined {
  const [repo, repoId, category, categoryId] = [
    'GISCUS_REPO',
    'GISCUS_REPO_ID',
    'GISCUS_CATEGORY',
    'GISCUS_CATEGORY_ID',
  ].map((name, _, all) => {
    const value = environment[name];
    if (value || all.every((each) => !environment[each])) return value ?? '';
    throw new Error(
      `Comments need ${name}. Set ${all.join(', ')} as https://giscus.app gives them, or none.`,
    );
  }) as [string, string, string, string];
  if (repo === '') return undefined;
  if (!/^[\w.-]+\/[\w.-]+$/.test(repo)) throw new Error(`GISCUS_REPO is "${repo}". Write it as owner/name.`);
  return { repo, repoId, category, categoryId };
}

/** A code of goatcounter.com, or the origin of a GoatCounter of one's own. */
function readGoatCounter(value: string | undefined): string | undefined {
  if (!value) return undefined;
  const origin = /^[a-z0-9-]+$/.test(value) ? `https://${value}.goatcounter.com` : value;
  if (/^https:\/\/[a-z0-9.-]+(:\d+)?$/.test(origin)) return origin;
  throw new Error(
    `GOATCOUNTER is "${value}". Write the code of a goatcounter.com site, as "latent-notes", or an origin, as "https://stats.example.org".`,
  );
}
