import { rowsOf, type Answer, type Environment } from './environment';
import { experiments, type Answers } from './experiments';
import { makeThrowaway, marker, removeThrowaway } from './throwaway';

/** What is written to observations.json: nothing in it names anybody, a row, an address or an organisation. */
export interface Observations {
  /** Versions of Dataverse and of Microsoft's solutions for segments. */
  readonly versions: Readonly<Record<string, string>>;
  /** By the name of the option in emulator/FIDELITY.md. */
  readonly answers: Answers;
  readonly refusals: Readonly<Record<string, string>>;
  /** Options that could not be told, or are not tried because it would not be safe. */
  readonly open: readonly string[];
}

/** Not tried: a group of 200,000 members, a time that says nothing, and what only a second user would see. */
const notTried = ['overGroupLimit', 'publishingMilliseconds', 'businessUnitScoping'];

/** What will be done, a line each. */
export function observationPlan(): string[] {
  return [
    `Everything is made with the name ${marker}: 7 contacts and 2 draft segments. Nothing else is written.`,
    ...experiments.map(({ plan, options }) => `- ${plan} (${options.join(', ')})`),
    'Then all of it is deleted, also after a failure; what a killed run leaves, the next one deletes.',
  ];
}

/**
 * Runs every experiment and deletes what was made for it.
 * @throws Error when the throw-away segment cannot be made, or something of it is left.
 */
export async function observe(environment: Environment, say: (line: string) => void): Promise<Observations> {
  await cleanUp(environment);
  const answers: Record<string, string | number | boolean> = {};
  const refusals: Record<string, string> = {};
  const versions = await versionsOf(environment);
  const tell = (what: string, { status, refusal }: Answer) => {
    if (refusal) refusals[what] = `${status} ${refusal.code} ${anonymous(refusal.message)}`;
  };
  try {
    const throwaway = await makeThrowaway(environment);
    for (const { plan, run } of experiments) {
      say(plan);
      const found = await run(throwaway, tell);
      for (const [option, answer] of Object.entries(found)) say(`  ${option}: ${String(answer)}`);
      Object.assign(answers, found);
    }
  } finally {
    await cleanUp(environment);
  }
  const all = [...experiments.flatMap(({ options }) => options), ...notTried];
  return { versions, answers, refusals, open: all.filter((option) => !Object.hasOwn(answers, option)) };
}

/** Deletes what this run or an earlier one made. @throws Error when some of it cannot be deleted. */
export async function cleanUp(environment: Environment): Promise<void> {
  const left = await removeThrowaway(environment);
  if (left > 0) {
    throw new Error(`${left} throw-away rows could not be deleted; they have the name ${marker}.`);
  }
}

async function versionsOf(environment: Environment): Promise<Record<string, string>> {
  const { body } = await environment.send('GET', 'RetrieveVersion()');
  const version = (body as { Version?: unknown } | undefined)?.Version;
  const solutions = rowsOf(
    await environment.send(
      'GET',
      "solutions?$select=uniquename,version&$filter=startswith(uniquename,'msdynmkt')&$orderby=uniquename",
    ),
  );
  return Object.fromEntries([
    ['Dataverse', typeof version === 'string' ? version : 'unknown'],
    ...solutions.map(({ uniquename, version: own }) => [String(uniquename), String(own)]),
  ]) as Record<string, string>;
}

/** A text without ids, addresses and names. */
function anonymous(text: string): string {
  return text
    .replace(/\{?[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\}?/gi, '<id>')
    .replace(/https?:\/\/[^\s'"]+|[\w.-]+\.dynamics\.com|\S+@\S+\.\S+/gi, '<address>')
    .replaceAll(marker, '<name>');
}
