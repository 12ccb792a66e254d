import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { codeFiles, root } from './testing/sources';

const longest = 300;

/** Files that may be longer, each with the reason. */
const longer: Readonly<Record<string, string>> = {
  'connector/script.csx': 'the platform takes the code of a connector as one file',
  'pcf/SegmentMembersControl/css/kit.css': 'each style sheet of the control is a file that the form loads',
  'pcf/SegmentMembersControl/css/members.css': 'as above',
};

/** With those of its end, as `wc -l` counts. */
function linesOf(text: string): number {
  return text.split('\n').length - 1;
}

it('no file has more than 300 lines, as it would hold more than one idea', () => {
  const files = codeFiles();
  expect(files.length).toBeGreaterThan(1000);
  const tooLong = files.filter((file) => linesOf(readFileSync(join(root, file), 'utf8')) > longest);
  expect(tooLong).toEqual(Object.keys(longer));
});
