/** Runs a command; what goes wrong ends it with status 1 and its words, without a stack. */
export function runCommand(main: () => void | Promise<void>): void {
  Promise.resolve()
    .then(main)
    .catch((error: Error) => {
      console.error(error.message);
      process.exitCode = 1;
    });
}
