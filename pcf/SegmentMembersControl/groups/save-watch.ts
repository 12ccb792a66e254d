import type { Clock } from '../bulk/clock';
import { looksAfterSave, type RecentSave } from './groups-watch';

/** Looks at the server for some seconds after a save: a form that was opened earlier may overwrite it. */
export interface SaveWatch {
  /** The save that is watched. */
  recent(): RecentSave | undefined;
  watch(save: RecentSave): void;
  dispose(): void;
}

export function createSaveWatch(load: () => Promise<void>, clock: Clock): SaveWatch {
  const last = Math.max(...looksAfterSave);
  let recent: RecentSave | undefined;
  let ends: readonly (() => void)[] = [];

  const dispose = (): void => ends.forEach((end) => end());

  return {
    recent: () => recent,
    watch(save) {
      recent = save;
      dispose();
      ends = looksAfterSave.map((seconds) =>
        clock.after(seconds * 1000, () => {
          void load().then(() => {
            if (seconds === last && recent === save) recent = undefined;
          });
        }),
      );
    },
    dispose,
  };
}
