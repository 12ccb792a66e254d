import { EventEmitter, once } from 'node:events';
import { DataverseError, errorCodes } from '../dataverse-error';

/** How long work that wants to be alone waits for the requests that run. */
const PATIENCE_MILLISECONDS = 30_000;

/** Lets requests in together, or one piece of work that has to be alone. */
export class Gate {
  private readonly changes = new EventEmitter().setMaxListeners(0);
  private inside = 0;
  private shutBy: Promise<void> | undefined;

  constructor(private readonly patienceMilliseconds = PATIENCE_MILLISECONDS) {}

  get isShut(): boolean {
    return this.shutBy !== undefined;
  }

  /** Resolves when one is in, to what has to be called when one leaves; calling it again does nothing. */
  async enter(): Promise<() => void> {
    while (this.shutBy !== undefined) await this.shutBy;
    this.inside += 1;
    let isIn = true;
    return () => {
      if (!isIn) return;
      isIn = false;
      this.inside -= 1;
      if (this.inside === 0) this.changes.emit('empty');
    };
  }

  /**
   * Does the work once nobody is inside; who comes meanwhile waits for its end, however it ends.
   * @throws DataverseError when those inside do not leave in time; the work is not begun then.
   */
  async shut<T>(work: () => Promise<T>): Promise<T> {
    while (this.shutBy !== undefined) await this.shutBy;
    let open: () => void = () => undefined;
    this.shutBy = new Promise((resolve) => (open = resolve));
    try {
      await this.empty();
      return await work();
    } finally {
      this.shutBy = undefined;
      open();
    }
  }

  private async empty(): Promise<void> {
    if (this.inside === 0) return;
    try {
      await once(this.changes, 'empty', { signal: AbortSignal.timeout(this.patienceMilliseconds) });
    } catch {
      const message = `${this.inside} requests still run after ${this.patienceMilliseconds / 1000} seconds.`;
      throw new DataverseError(503, errorCodes.queryRefused, message);
    }
  }
}
