/** Does the work when asked, and once more where it was asked for while it was under way; never two at once. */
export function oneAtATime(work: () => Promise<void>): () => Promise<void> {
  let isWanted = false;
  let running: Promise<void> | undefined;

  async function workWhileWanted(): Promise<void> {
    while (isWanted) {
      isWanted = false;
      await work();
    }
  }

  return () => {
    isWanted = true;
    running ??= workWhileWanted().finally(() => (running = undefined));
    return running;
  };
}
