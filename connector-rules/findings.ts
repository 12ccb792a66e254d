import type { ISpectralDiagnostic, RuleDefinition } from '@stoplight/spectral-core';
import { pointerTo } from './reading/json';
import type { Place } from './rules/rule';

/** From what breaks the connector down to how its files are laid out. */
export const severities = ['error', 'warning', 'info'] as const;
export type Severity = (typeof severities)[number];

/** What the linter says: Microsoft's name of the rule where the rule is Microsoft's. */
export interface Finding extends Place {
  readonly rule: string;
  readonly severity: Severity;
  /** The file of the connector's folder. */
  readonly file: string;
  /** Where the place stands in the file's text, from 1; undefined in files that are no texts. */
  readonly line?: number;
  readonly column?: number;
}

/** Whether what certification rejects is an error. */
export interface Strictness {
  readonly certification: boolean;
}

type Weight = Pick<RuleDefinition, 'severity' | 'extensions'>;

export function severityOf({ severity, extensions }: Weight, { certification }: Strictness): Severity {
  if (certification && extensions?.['certification'] === 'error') return 'error';
  return severity === 'error' ? 'error' : severity === 'info' ? 'info' : 'warning';
}

/** A place in a file that is no JSON. */
export interface FilePlace {
  readonly message: string;
  readonly line?: number;
}

/** A rule over what Spectral cannot read: a script, an icon, the text of a file, two versions of a definition. */
export interface FileRule<Subject, Found = FilePlace> extends Weight {
  readonly name: string;
  check(subject: Subject): Iterable<Found>;
}

export function findingsOf<Subject>(
  file: string,
  rules: readonly FileRule<Subject>[],
  subject: Subject,
  strictness: Strictness,
): readonly Finding[] {
  return rules.flatMap((rule) =>
    [...rule.check(subject)].map((place) => ({
      rule: rule.name,
      severity: severityOf(rule, strictness),
      file,
      pointer: '',
      ...place,
    })),
  );
}

/** Spectral's severities, which are numbers. */
const weights: readonly Severity[] = ['error', 'warning', 'info', 'info'];

/** What Spectral found, in the linter's words. */
export function findingOf(file: string, found: ISpectralDiagnostic): Finding {
  const { line, character } = found.range.start;
  return {
    rule: found.code === 'parser' ? 'JsonNotValid' : String(found.code),
    severity: weights[found.severity] ?? 'info',
    file,
    pointer: pointerTo('', ...found.path),
    line: line + 1,
    column: character + 1,
    message: found.message,
  };
}
