/** A parameter of a Swagger 2.0 operation, as far as a gateway looks at it. */
export interface SwaggerParameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header' | 'body' | 'formData';
  readonly required?: boolean;
  readonly default?: unknown;
  readonly 'x-ms-visibility'?: string;
  readonly schema?: SwaggerSchema;
}

export interface SwaggerSchema {
  readonly $ref?: string;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, SwaggerSchema>>;
  readonly default?: unknown;
  readonly 'x-ms-visibility'?: string;
}

interface SwaggerOperation {
  readonly operationId?: string;
  readonly parameters?: readonly (SwaggerParameter | { readonly $ref: string })[];
}

export interface SwaggerDefinition {
  readonly info: { readonly title: string };
  readonly host?: string;
  readonly basePath?: string;
  readonly schemes?: readonly string[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, SwaggerOperation>>>>;
  readonly parameters?: Readonly<Record<string, SwaggerParameter>>;
  readonly definitions?: Readonly<Record<string, SwaggerSchema>>;
}

/** One operation of a connector. */
export interface Operation {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly parameters: readonly SwaggerParameter[];
}

const methods = ['get', 'post', 'put', 'patch', 'delete', 'head', 'options'];

function targetOf<T>(section: Readonly<Record<string, T>> | undefined, pointer: string): T {
  const target = section?.[pointer.split('/').at(-1) ?? ''];
  if (target === undefined) throw new Error(`The definition refers to ${pointer}, which is not there.`);
  return target;
}

/** The operations of a definition, with the parameters they refer to in place. */
export function operationsOf(definition: SwaggerDefinition): readonly Operation[] {
  return Object.entries(definition.paths).flatMap(([path, item]) =>
    methods.flatMap((method) => {
      const operation = item[method];
      if (!operation?.operationId) return [];
      const parameters = (operation.parameters ?? []).map((parameter) =>
        '$ref' in parameter ? targetOf(definition.parameters, parameter.$ref) : parameter,
      );
      return [{ id: operation.operationId, method: method.toUpperCase(), path, parameters }];
    }),
  );
}

/** The schema itself, where a reference stands for it. */
export function schemaOf(definition: SwaggerDefinition, schema: SwaggerSchema): SwaggerSchema {
  return schema.$ref === undefined
    ? schema
    : schemaOf(definition, targetOf(definition.definitions, schema.$ref));
}

function patternOf(path: string): RegExp {
  const literals = path.split(/\{[^}]*\}/).map((literal) => literal.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${literals.join('[^/]+?')}$`, 'i');
}

/** The operation that a request is for. */
export function findOperation(
  operations: readonly Operation[],
  method: string,
  path: string,
): Operation | undefined {
  const plain = path.replaceAll('%28', '(').replaceAll('%29', ')');
  return operations.find((operation) => operation.method === method && patternOf(operation.path).test(plain));
}
