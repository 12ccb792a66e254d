import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { dotnetEnvironment } from '../../emulator/connector-runtime/dotnet';
import { describeWithDotnet } from './testing/dotnet';

const root = join(__dirname, '..', '..');

interface Read {
  readonly Properties: Readonly<Record<string, string>>;
  readonly Items: Readonly<
    Record<string, readonly { readonly FullPath: string; readonly Identity: string }[]>
  >;
}

/** What MSBuild, without the targets that Microsoft's package brings, makes of a project. */
function readByMsbuild(project: string, target: readonly string[] = []) {
  const asked = [
    '-getProperty:SolutionRootPath,SolutionPackageType',
    '-getItem:ProjectReference,PackageReference',
  ];
  const { status, stdout, stderr } = spawnSync(
    'dotnet',
    ['msbuild', join(root, project), '-nologo', '-v:quiet', ...target, ...asked],
    { encoding: 'utf8', env: dotnetEnvironment },
  );
  const json = stdout.indexOf('{\n');
  return { status, said: stdout.slice(0, json) + stderr, read: JSON.parse(stdout.slice(json)) as Read };
}

describeWithDotnet('MSBuild on the projects of the solutions and the control', () => {
  test('the solution of the control alone is unmanaged only and says what it lacks when it is built', () => {
    const project = 'solution/SegmentMembers.cdsproj';
    const { status, said, read } = readByMsbuild(project, ['-target:SayWhatIsMissing']);
    expect(status).toBe(0);
    expect(said).toContain('warning SGM0001: This zip holds the control but not the connector.');
    expect(read.Properties).toEqual({ SolutionRootPath: 'src', SolutionPackageType: 'Unmanaged' });
    const [control, ...others] = (read.Items['ProjectReference'] ?? []).map(({ FullPath }) => FullPath);
    expect(control).toBe(join(root, 'pcf', 'SegmentMembers.pcfproj'));
    expect(existsSync(control ?? '')).toBe(true);
    expect(others).toEqual([]);
  });

  test('the solution of the flows is built managed and unmanaged from a folder that is there', () => {
    const project = 'solution/SegmentMembersFlows.cdsproj';
    const { status, said, read } = readByMsbuild(project);
    expect({ status, said }).toEqual({ status: 0, said: '' });
    expect(read.Properties).toEqual({ SolutionRootPath: 'flows', SolutionPackageType: 'Both' });
    expect(existsSync(join(root, dirname(project), 'flows', 'Other', 'Solution.xml'))).toBe(true);
  });

  test('each project asks for the package that has its targets', () => {
    const packages = (project: string) =>
      (readByMsbuild(project).read.Items['PackageReference'] ?? []).map(({ Identity }) => Identity);
    expect(packages('pcf/SegmentMembers.pcfproj')).toContain('Microsoft.PowerApps.MSBuild.Pcf');
    expect(packages('solution/SegmentMembersFlows.cdsproj')).toContain(
      'Microsoft.PowerApps.MSBuild.Solution',
    );
  });
});
