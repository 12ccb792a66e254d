/**
 * Runs a command. A number that it gives is its status; what goes wrong ends it with status 1 and its words, without a
 * stack.
 */
export function runCommand(main: () => unknown): void {
  Promise.resolve()
    .then(main)
    .then(
      (status) => {
        if (typeof status === 'number') process.exitCode = status;
      },
      (error: unknown) => {
        console.error(error instanceof Error ? error.message : error);
        process.exitCode = 1;
      },
    );
}
