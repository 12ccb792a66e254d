/** A policy template's instance, as apiProperties.json or an exported solution writes it. */
export interface PolicyTemplateInstance {
  readonly templateId: string;
  readonly title: string;
  readonly parameters: Readonly<Record<string, unknown>>;
}

/** The policies this gateway carries out, and which operations each is for (undefined: all). */
export type Policy = { readonly operations: readonly string[] | undefined } & (
  | { readonly kind: 'dynamicHostUrl'; readonly urlTemplate: string }
  | { readonly kind: 'updateNextLink'; readonly property: string }
  | {
      readonly kind: 'pollingTrigger';
      /** Query parameters of the next check, as templates over the answer. */
      readonly queryTemplates: Readonly<Record<string, string>>;
      readonly itemsPath: string;
    }
  | { readonly kind: 'unsupported'; readonly templateId: string }
);

const prefix = 'x-ms-apimTemplateParameter.';

/** Reads the instances that apiProperties.json (`templateId`) or a solution (`TemplateId`) holds. */
export function readPolicies(instances: readonly Readonly<Record<string, unknown>>[]): readonly Policy[] {
  return instances.map((instance) => policyOf(withLowerCaseKeys(instance)));
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

function withLowerCaseKeys(instance: Readonly<Record<string, unknown>>): PolicyTemplateInstance {
  const field = (name: string) =>
    Object.entries(instance).find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1];
  return {
    templateId: textOf(field('templateId')),
    title: textOf(field('title')),
    parameters: (field('parameters') ?? {}) as Readonly<Record<string, unknown>>,
  };
}

function policyOf({ templateId, parameters }: PolicyTemplateInstance): Policy {
  const operations = parameters['x-ms-apimTemplate-operationName'] as readonly string[] | undefined;
  const text = (name: string) => textOf(parameters[prefix + name]);
  switch (templateId.toLowerCase()) {
    case 'dynamichosturl':
      return { kind: 'dynamicHostUrl', operations, urlTemplate: text('urlTemplate') };
    case 'updatenextlink':
      return { kind: 'updateNextLink', operations, property: text('nextLinkPropertyName') || 'nextLink' };
    case 'pollingtrigger':
      return {
        kind: 'pollingTrigger',
        operations,
        queryTemplates: (parameters[`${prefix}triggerConfig`] ?? {}) as Readonly<Record<string, string>>,
        itemsPath: text('triggerDataPath'),
      };
    default:
      return { kind: 'unsupported', operations, templateId };
  }
}

/** The policy of a kind that holds for an operation; the last one wins, as policies are applied in order. */
export function policyFor<K extends Policy['kind']>(
  policies: readonly Policy[],
  kind: K,
  operationId: string,
): Extract<Policy, { kind: K }> | undefined {
  return policies.findLast(
    (policy): policy is Extract<Policy, { kind: K }> =>
      policy.kind === kind && (policy.operations?.includes(operationId) ?? true),
  );
}
