import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  writeFileSync,
  appendFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildControl } from './index';

const repository = join(__dirname, '..', '..');
let root: string;

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'control-build-'));
  symlinkSync(join(repository, 'node_modules'), join(root, 'node_modules'), 'junction');
  const control = join(root, 'pcf', 'SegmentMembersControl');
  mkdirSync(control, { recursive: true });
  mkdirSync(join(root, 'segments'));
  writeFileSync(join(root, 'segments', 'limits.ts'), 'export const limit = 1;\n');
  writeFileSync(join(root, 'package-lock.json'), '{}\n');
  writeFileSync(join(root, 'pcf', 'package.json'), '{"name":"small","version":"1.0.0"}\n');
  writeFileSync(join(root, 'pcf', 'pcfconfig.json'), '{"outDir":"./out/controls"}\n');
  writeFileSync(
    join(root, 'pcf', 'tsconfig.json'),
    '{"extends":"../node_modules/pcf-scripts/tsconfig_base.json","compilerOptions":{"typeRoots":["../node_modules/@types"],"types":["powerapps-component-framework"]}}\n',
  );
  writeFileSync(join(root, 'pcf', 'eslint.config.mjs'), 'export default [{ ignores: ["**/*"] }];\n');
  writeFileSync(
    join(control, 'ControlManifest.Input.xml'),
    '<?xml version="1.0" encoding="utf-8" ?><manifest><control namespace="Small" constructor="Control" version="1.0.0" display-name-key="Small" control-type="standard"><property name="value" display-name-key="Value" of-type="SingleLine.Text" usage="bound" required="true"/><resources><code path="index.ts" order="1"/></resources></control></manifest>',
  );
  writeFileSync(join(control, 'index.ts'), source);
});

afterAll(() => {
  rmSync(root, { recursive: true, force: true });
});

const source = `import { IInputs, IOutputs } from './generated/ManifestTypes';
export class Control implements ComponentFramework.StandardControl<IInputs, IOutputs> {
  public init(): void {}
  public updateView(): void {}
  public getOutputs(): IOutputs { return {}; }
  public destroy(): void {}
}
`;

const file = (...path: string[]) => join(root, 'pcf', ...path);
const bundle = () => file('out', 'controls', 'SegmentMembersControl', 'bundle.js');

test('a control is built once, and again only when an input or the output has changed', async () => {
  expect((await buildControl({ root })).outcome).toBe('built');
  expect(existsSync(bundle())).toBe(true);
  expect((await buildControl({ root })).outcome).toBe('unchanged');

  writeFileSync(file('SegmentMembersControl', 'index.test.ts'), 'export {};');
  expect((await buildControl({ root })).outcome).toBe('unchanged');

  // As a development build in the same folder would.
  appendFileSync(bundle(), '// other');
  expect((await buildControl({ root })).outcome).toBe('built');
}, 120_000);

test('a failed build is an error that names the cause, and leaves nothing to pack', async () => {
  writeFileSync(file('SegmentMembersControl', 'index.ts'), source.replace('return {};', 'return missing;'));
  await expect(buildControl({ root })).rejects.toThrow(/The control could not be built[^]*missing/);
  expect(existsSync(bundle())).toBe(false);
}, 120_000);
