import { judgePackage, PackFailure, type Parts } from '../../solution-package';

/** @throws PackFailure that lists everything that is wrong. */
export function refuseFindings(parts: Parts, version: string): void {
  const lines = judgePackage(parts, { version }).findings.map(({ where, what }) => `  ${where}: ${what}`);
  if (lines.length === 0) return;
  throw new PackFailure(`The solution would not import as it is:\n${lines.join('\n')}`);
}
