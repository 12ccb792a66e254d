/** A place that breaks a rule. */
export interface Place {
  /** JSON pointer into the file. */
  readonly pointer: string;
  readonly message: string;
}

/** What a validation says: Microsoft's name of the rule where the rule is Microsoft's. */
export interface Finding extends Place {
  readonly rule: string;
  /** The file of the connector's folder. */
  readonly file: string;
}

/** A rule over a subject: a definition, apiProperties.json, the icon, two versions of a definition. */
export interface Rule<Subject> {
  readonly name: string;
  check(subject: Subject): Iterable<Place>;
}

export function findingsOf<Subject>(
  file: string,
  rules: readonly Rule<Subject>[],
  subject: Subject,
): readonly Finding[] {
  return rules.flatMap(({ name, check }) =>
    [...check(subject)].map((place) => ({ rule: name, file, ...place })),
  );
}
