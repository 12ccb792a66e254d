/** Work that goes on after an answer was sent, as Dataverse's asynchronous jobs do. */
export class PendingWork {
  private readonly waiting = new Map<NodeJS.Timeout, () => void>();
  private readonly running = new Set<Promise<void>>();
  private closing = false;

  later(milliseconds: number, work: () => void | Promise<void>): void {
    if (this.closing) {
      void this.run(work);
      return;
    }
    const timer = setTimeout(() => {
      this.waiting.delete(timer);
      void this.run(work);
    }, milliseconds);
    this.waiting.set(timer, () => void this.run(work));
  }

  /** Begins work now. Resolves when it has ended, well or not. */
  begin(work: () => void | Promise<void>): Promise<void> {
    return this.run(work);
  }

  /** Does at once what still waits, and what comes of it, and resolves when all is done. */
  async settle(): Promise<void> {
    while (this.waiting.size + this.running.size > 0) {
      for (const [timer, start] of this.waiting) {
        clearTimeout(timer);
        start();
      }
      this.waiting.clear();
      await Promise.all(this.running);
    }
  }

  /** The same when nothing is to wait any more, so that nothing stays half-done. */
  async finish(): Promise<void> {
    this.closing = true;
    await this.settle();
  }

  private run(work: () => void | Promise<void>): Promise<void> {
    const done = Promise.resolve()
      .then(work)
      .catch((error: unknown) => {
        // Nobody waits for this work; a mistake in it must not end the server.
        console.error(
          `Work in the background failed: ${error instanceof Error ? error.message : String(error)}`,
        );
      })
      .finally(() => this.running.delete(done));
    this.running.add(done);
    return done;
  }
}

/** Lets each call of a piece of work wait for the one before it. The work must not reject. */
export function inTurn(work: () => Promise<void>): () => Promise<void> {
  let last = Promise.resolve();
  return () => (last = last.then(work));
}
