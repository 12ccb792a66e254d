import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import {
  keepAsReleased,
  lintFolder,
  severities,
  surveyFolders,
  UnreadableConnectorFile,
  type Finding,
  type Survey,
} from '../connector-rules';
import { runCommand } from './run-command';

const help = `Checks a connector's folder without the platform.

  npm run validate                    checks connector/
  npm run validate -- path/to/folder  checks any folder with apiDefinition.swagger.json and apiProperties.json
  --each path/to/folder               counts which rules the connectors in the folders inside of this one break
  --certification                     what certification rejects is an error, not a warning
  --release                           keeps the definition as the released one that later ones are compared with
  --help                              this text

Each finding is two lines: severity, file with line and column, JSON pointer; rule and message. Rules have the names
of Microsoft's validator where it has them. An error breaks the import or the use of the connector, a warning is
against a guideline, an info concerns the layout of a file. Ends with 0 when there is no error, with 1 when there is
one, with 2 when a file cannot be read: its line and column are named.`;

function print({ severity, file, line, column, pointer, rule, message }: Finding): void {
  const place = [file, line, column].filter((part) => part !== undefined).join(':');
  console.log(`${severity} ${place} #${pointer}\n  ${rule}: ${message}`);
}

function summaryOf(folder: string, findings: readonly Finding[]): string {
  if (findings.length === 0) return `${folder}: no findings.`;
  const counts = severities.map((severity) => {
    const count = findings.filter((finding) => finding.severity === severity).length;
    return `${count} of severity ${severity}`;
  });
  return `${findings.length} findings in ${folder}: ${counts.join(', ')}.`;
}

function printSurvey({ connectors, withErrors, unreadable, rules }: Survey): void {
  console.log(`${connectors} connectors, ${withErrors} of them with errors. Findings, connectors, rule:`);
  for (const { severity, findings, connectors: those, rule } of rules) {
    console.log(`  ${String(findings).padStart(6)} ${String(those).padStart(5)}  ${severity} ${rule}`);
  }
  for (const { connector, reason } of unreadable) console.log(`Cannot be read: ${connector}: ${reason}`);
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    options: {
      help: { type: 'boolean' },
      each: { type: 'string' },
      certification: { type: 'boolean', default: false },
      release: { type: 'boolean' },
    },
    allowPositionals: true,
  });
  if (values.help) {
    console.log(help);
    return 0;
  }
  if (values.each !== undefined) {
    const survey = await surveyFolders(resolve(values.each), { certification: values.certification });
    printSurvey(survey);
    return survey.withErrors === 0 ? 0 : 1;
  }
  const folder = resolve(positionals[0] ?? join(__dirname, '..', 'connector'));
  if (values.release) keepAsReleased(folder);
  try {
    const findings = await lintFolder(folder, { certification: values.certification });
    findings.forEach(print);
    console.log(summaryOf(folder, findings));
    return findings.some(({ severity }) => severity === 'error') ? 1 : 0;
  } catch (error) {
    if (!(error instanceof UnreadableConnectorFile)) throw error;
    console.error(error.message);
    return 2;
  }
}

runCommand(main);
