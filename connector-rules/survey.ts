import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { severities, type Severity, type Strictness } from './findings';
import { connectorFiles, UnreadableConnectorFile } from './lint-connector';
import { lintFolder } from './lint-folder';

/** How often a rule is broken, and by how many connectors. */
export interface BrokenRule {
  readonly rule: string;
  readonly severity: Severity;
  readonly findings: number;
  readonly connectors: number;
}

/** What many connectors have in common. */
export interface Survey {
  /** Those that could be judged. */
  readonly connectors: number;
  /** Those with an error at least. */
  readonly withErrors: number;
  readonly unreadable: readonly { readonly connector: string; readonly reason: string }[];
  /** The most severe first, then those that most connectors break. */
  readonly rules: readonly BrokenRule[];
}

/** Judges the connector in each folder inside of this one; folders without a definition are none. */
export async function surveyFolders(folder: string, strictness: Strictness): Promise<Survey> {
  const rules = new Map<string, BrokenRule>();
  const unreadable: { connector: string; reason: string }[] = [];
  let [connectors, withErrors] = [0, 0];
  for (const connector of readdirSync(folder).sort()) {
    const place = join(folder, connector);
    if (!existsSync(join(place, connectorFiles.definition))) continue;
    try {
      const findings = await lintFolder(place, strictness);
      connectors++;
      if (findings.some(({ severity }) => severity === 'error')) withErrors++;
      const broken = new Set<string>();
      for (const { rule, severity } of findings) {
        const key = `${severity} ${rule}`;
        const known = rules.get(key) ?? { rule, severity, findings: 0, connectors: 0 };
        const isFirst = !broken.has(key);
        broken.add(key);
        rules.set(key, {
          ...known,
          findings: known.findings + 1,
          connectors: known.connectors + (isFirst ? 1 : 0),
        });
      }
    } catch (error) {
      if (!(error instanceof UnreadableConnectorFile)) throw error;
      unreadable.push({ connector, reason: error.message });
    }
  }
  const weight = ({ severity }: BrokenRule) => severities.indexOf(severity);
  const sorted = [...rules.values()].sort(
    (one, other) => weight(one) - weight(other) || other.connectors - one.connectors,
  );
  return { connectors, withErrors, unreadable, rules: sorted };
}
