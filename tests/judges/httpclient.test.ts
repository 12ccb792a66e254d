import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startEmulatorProcess } from '../../scripts/benchmarks/emulator-process';
import { buildDotnetProject, describeWithDotnet, runDotnetProgram } from './testing/dotnet';

it('the C# program that developers are shown is the one that is run here', () => {
  const page = readFileSync(join(__dirname, '..', '..', 'docs', 'developers.md'), 'utf8');
  const program = readFileSync(join(__dirname, 'httpclient', 'Program.cs'), 'utf8');
  expect(page).toContain(`\`\`\`csharp\n${program}\`\`\``);
});

describeWithDotnet("a program with .NET's HttpClient", () => {
  it('creates a contact and reads it again', async () => {
    const program = await buildDotnetProject('tests/judges/httpclient');
    const server = await startEmulatorProcess(['--sample', 'none']);
    try {
      const { output, errors } = runDotnetProgram(program, { arguments: [new URL(server.root).origin] });
      expect({ output: output.trim(), errors }).toEqual({ output: 'The contact is there.', errors: '' });
    } finally {
      await server.end('SIGTERM');
    }
  });
});
