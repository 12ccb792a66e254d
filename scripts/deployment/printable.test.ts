import { printable } from './printable';

test.each([
  ['a colour', '\u001B[31mred', ' [31mred'],
  ['a move of the cursor', 'a\rb\u0008c', 'a\nb c'],
  ['a change of direction', 'a\u202Eb', 'a b'],
  ['a command to GitHub Actions', 'no\n  ::set-output name=a::b', 'no\n  : :set-output name=a::b'],
  ['one of the older kind', '##[add-mask]x', '# #[add-mask]x'],
  ['a command to Azure Pipelines', '##vso[task.setvariable]x', '# #vso[task.setvariable]x'],
  ['lines of our own', 'one\n  two', 'one\n  two'],
])('a server’s text does nothing in a terminal or a log: %s', (_name, text, printed) => {
  expect(printable(text)).toBe(printed);
});
