import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { rowsOfPng } from '../connector-rules/files/png';
import { iconPixels } from './draw-icon';

it('the committed icon is the one that the script draws', () => {
  const icon = readFileSync(join(__dirname, '..', 'connector', 'icon.png'));
  expect(rowsOfPng(icon).equals(iconPixels())).toBe(true);
});
