import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildDotnetProject, describeWithDotnet, runDotnetProgram } from './testing/dotnet';

const definition = readFileSync(
  join(__dirname, '..', '..', 'connector', 'apiDefinition.swagger.json'),
  'utf8',
);

interface Verdict {
  readonly version: string;
  readonly operations: number;
  readonly errors: readonly string[];
  readonly warnings: readonly string[];
}

describeWithDotnet("Microsoft's own OpenAPI reader on the connector", () => {
  let program: string;
  beforeAll(async () => {
    program = await buildDotnetProject('tests/judges/openapi');
  }, 180_000);

  function verdictOn(text: string): Verdict {
    const { output, errors } = runDotnetProgram(program, { input: text });
    if (errors !== '') throw new Error(errors);
    return JSON.parse(output) as Verdict;
  }

  it('reads the definition without an error or a warning', () => {
    const paths = Object.values((JSON.parse(definition) as { paths: Record<string, object> }).paths);
    expect(verdictOn(definition)).toEqual({
      version: 'OpenApi2_0',
      operations: paths.flatMap((item) => Object.keys(item)).length,
      errors: [],
      warnings: [],
    });
  });

  it('finds an error where there is one', () => {
    const broken = definition.replace('"title": "Segment Members",', '');
    expect(verdictOn(broken).errors.join()).toContain('title');
  });
});
