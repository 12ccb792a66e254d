/** Compares versions of one to four numbers; a missing number counts as 0. Negative when `a` is the lower. */
export function compareVersions(a: string, b: string): number {
  const numbersOfA = a.split('.').map(Number);
  const numbersOfB = b.split('.').map(Number);
  for (let place = 0; place < 4; place += 1) {
    const difference = (numbersOfA[place] ?? 0) - (numbersOfB[place] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** The version of a solution from that of the project: 1.2.3.0 from 1.2.3. */
export function solutionVersion(version: string): string {
  return `${version}.0`;
}
