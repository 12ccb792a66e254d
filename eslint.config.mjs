import js from '@eslint/js';
import powerApps from '@microsoft/eslint-plugin-power-apps';
import { createNodeResolver, importX } from 'eslint-plugin-import-x';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

/** Forbids each room in a folder to open any other that it does not name. */
const zonesOf = (rooms, folder) =>
  Object.entries(rooms).flatMap(([room, mayOpen]) =>
    Object.keys(rooms)
      .filter((other) => other !== room && !mayOpen.includes(other))
      .map((other) => ({
        target: `${folder}/${room}`,
        from: `${folder}/${other}`,
        message: `${room}/ may not open ${other}/ (see ARCHITECTURE.md).`,
      })),
  );

/** The rooms at the top and the others that each may open; tests/ opens all of them. */
const rooms = {
  segments: [],
  markup: [],
  'solution-package': ['segments', 'markup'],
  'connector-rules': [],
  observing: ['segments'],
  emulator: ['segments', 'markup', 'solution-package'],
  pcf: ['segments'],
  scripts: ['segments', 'markup', 'solution-package', 'connector-rules', 'observing', 'emulator'],
};
rooms.tests = Object.keys(rooms);

const folderZones = zonesOf(rooms, '.');

/** The rooms of the local Dataverse and the others that each may open; what composes them stands in emulator/ itself. */
const protocols = ['odata', 'fetchxml', 'row-json', 'operators', 'store'];
const roomsOfEmulator = {
  store: [],
  operators: ['store'],
  'row-json': ['store'],
  odata: ['row-json', 'operators', 'store'],
  fetchxml: ['row-json', 'operators', 'store'],
  solutions: ['connector-runtime', 'store'],
  membership: ['store'],
  messages: ['membership', 'solutions', 'fetchxml', 'store'],
  metadata: ['messages', ...protocols],
  'web-api': ['metadata', 'messages', ...protocols],
  form: ['solutions', 'fetchxml', 'store'],
  'own-tables': ['store'],
  'connector-runtime': [],
  http: ['web-api', 'form', ...protocols],
};

const layerZones = zonesOf(roomsOfEmulator, './emulator');

const features = ['people', 'exporting', 'segment', 'insight', 'members', 'groups', 'adding'];

/** The rooms of the control and the others that each may open; what composes them stands outside and may open all. */
const roomsOfControl = {
  kit: [],
  bulk: [],
  dataverse: ['bulk'],
  lists: ['bulk'],
  people: ['kit', 'bulk', 'dataverse', 'lists'],
  exporting: ['kit', 'bulk', 'dataverse', 'lists', 'people'],
  segment: ['kit', 'bulk', 'dataverse'],
  insight: ['kit', 'bulk', 'dataverse', 'people', 'exporting'],
  members: ['kit', 'bulk', 'dataverse', 'lists', 'people', 'exporting'],
  groups: ['kit', 'bulk', 'dataverse', 'members'],
  adding: ['kit', 'bulk', 'dataverse', 'lists', 'people', 'exporting', 'members'],
  app: ['kit', 'bulk', 'dataverse', 'lists', ...features],
};
const control = './pcf/SegmentMembersControl';

const roomZones = zonesOf(roomsOfControl, control);

const indexZones = features.map((feature) => ({
  target: `${control}/!(${feature})/**`,
  from: `${control}/${feature}`,
  except: ['./index.ts'],
  message: `The control's ${feature}/ is opened through its index.ts.`,
}));

const groundZones = ['kit', 'bulk'].map((room) => ({
  target: `${control}/${room}`,
  from: './segments',
  message: `The control's ${room}/ knows nothing of segments.`,
}));

const zones = [...folderZones, ...layerZones, ...roomZones, ...indexZones, ...groundZones];

/** Measurements drive the same browser pages as the tests. */
const zonesForBenchmarks = zones.filter((zone) => !(zone.target === './scripts' && zone.from === './tests'));

/** A test of the control's data layer runs it against the local Dataverse over HTTP, and so may start one. */
const zonesForControlTests = zones.filter((zone) => !(zone.target === './pcf' && zone.from === './emulator'));

/** Tables that `segments/` names; the descriptions of tables in `emulator/store/tables/` are names throughout. */
const tableNamesAreKept = {
  selector:
    'Literal[value=/^(msdynmkt_segment(definition|execution)?s?|msdyncrm_segments?|contacts?|leads?|systemuser|team)$/]',
  message: 'Tables are named in segments/table-names.ts.',
};

const onlyInKit = {
  name: '@fluentui/react',
  message: "Fluent is imported in the control's kit/ only, so that another version is a change of that room.",
};

/** Its index opens every contract and table, and a bundler keeps more of them than the control needs. */
const segmentsByFile = {
  regex: '/segments(/index)?$',
  allowTypeImports: true,
  message: 'The control opens the files of segments/ that it needs, so that its bundle carries no others.',
};

export default tseslint.config(
  {
    ignores: [
      '**/node_modules/',
      '**/dist/',
      '**/out/',
      '**/obj/',
      '**/bin/',
      '**/generated/',
      'coverage/',
      'reports/',
      '.stryker-tmp/',
    ],
  },
  js.configs.recommended,
  ...tseslint.configs.stylistic,
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: {
      parserOptions: {
        project: ['./tsconfig.json', './pcf/tsconfig.tests.json'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      // Spreading a text gives its code points, which is what is wanted wherever it is done here.
      '@typescript-eslint/no-misused-spread': ['error', { allow: [{ from: 'lib', name: 'string' }] }],
      // Services are objects of functions that use no `this`, made to be taken apart.
      '@typescript-eslint/unbound-method': 'off',
    },
  },
  {
    files: ['tests/**/*.ts', '**/*.test.{ts,tsx}', '**/testing/**/*.{ts,tsx}'],
    // Tests print what they find, whatever it is, answer for services that wait, and Jest's matchers are any.
    rules: {
      '@typescript-eslint/no-base-to-string': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/require-await': 'off',
    },
  },
  {
    plugins: { 'import-x': importX },
    languageOptions: { parserOptions: { ecmaFeatures: { jsx: true } } },
    settings: {
      'import-x/resolver-next': [createNodeResolver({ extensions: ['.ts', '.tsx', '.mjs', '.js'] })],
    },
    rules: {
      'import-x/no-restricted-paths': ['error', { basePath: import.meta.dirname, zones }],
      'import-x/no-cycle': ['error', { ignoreExternal: true }],
      eqeqeq: ['error', 'always'],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
    },
  },
  {
    files: ['pcf/**/*.{ts,tsx}'],
    ...reactHooks.configs.flat.recommended,
  },
  {
    files: ['pcf/**/*.{ts,tsx}'],
    plugins: { '@microsoft/power-apps': powerApps },
    rules: powerApps.configs.paCheckerHosted.rules,
  },
  {
    files: ['pcf/**/*.{ts,tsx}'],
    ignores: ['**/SegmentMembersControl/kit/**'],
    rules: { 'no-restricted-imports': ['error', { paths: [onlyInKit] }] },
  },
  {
    files: ['pcf/SegmentMembersControl/{bulk,dataverse,lists}/**/*.{ts,tsx}'],
    rules: {
      'no-restricted-imports': [
        'error',
        { paths: [onlyInKit, { name: 'react', message: 'This room knows no user interface.' }] },
      ],
    },
  },
  {
    files: ['pcf/**/*.{ts,tsx}'],
    ignores: ['**/testing/**', '**/*.test.{ts,tsx}'],
    rules: { '@typescript-eslint/no-restricted-imports': ['error', { patterns: [segmentsByFile] }] },
  },
  {
    files: ['pcf/**/*.{ts,tsx}'],
    ignores: ['**/SegmentMembersControl/dataverse/**', '**/testing/**', '**/*.test.{ts,tsx}'],
    rules: {
      'no-restricted-syntax': [
        'error',
        { selector: 'Identifier[name=/^(Xrm|webAPI)$/]', message: 'Only dataverse/ opens Xrm.WebApi.' },
      ],
    },
  },
  {
    files: ['{emulator,observing,scripts,solution-package}/**/*.ts'],
    ignores: ['emulator/store/tables/**', '**/testing/**', '**/*.test.ts'],
    rules: { 'no-restricted-syntax': ['error', tableNamesAreKept] },
  },
  {
    files: ['pcf/**/*.test.{ts,tsx}', 'pcf/**/testing/**/*.{ts,tsx}'],
    rules: {
      'import-x/no-restricted-paths': [
        'error',
        { basePath: import.meta.dirname, zones: zonesForControlTests },
      ],
    },
  },
  {
    files: ['scripts/benchmarks/**', 'scripts/torture.ts', 'scripts/crash.ts'],
    rules: {
      'import-x/no-restricted-paths': ['error', { basePath: import.meta.dirname, zones: zonesForBenchmarks }],
    },
  },
  {
    files: ['**/*.mjs', '**/*.cjs'],
    languageOptions: {
      globals: { process: 'readonly', console: 'readonly', URL: 'readonly', setInterval: 'readonly' },
    },
  },
  {
    files: ['**/*.cjs'],
    // The bootstrap says that a Node is too old, so old Nodes have to read it.
    languageOptions: {
      ecmaVersion: 2019,
      globals: { require: 'readonly', module: 'writable', __dirname: 'readonly' },
    },
    rules: { '@typescript-eslint/no-require-imports': 'off' },
  },
);
