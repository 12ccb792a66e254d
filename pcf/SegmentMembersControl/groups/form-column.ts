import type { StaticGroup } from '../../../segments/static-groups';
import type { Clock } from '../bulk/clock';

/** Milliseconds after the last sign of life of the form before the server is asked whether it has been saved. */
const restBeforeChecking = 500;

/** Milliseconds after a sign of life in which who asks the server may see what the form has saved. */
const formIsAlive = 2000;

/** Milliseconds between two looks at the server while the form holds groups that are not saved. */
const lookWhileUnsaved = 5000;

/** The groups column as the form holds it, which writes whole texts without looking. */
export interface FormColumn {
  /** Whether saving the form saves the groups too. */
  readonly isBound: boolean;
  /** Whether the form holds a text from here that it has not been seen to save. */
  holdsGiven(): boolean;
  /** Gives the form a text that was made from groups that the server had, if it has another one. */
  give(text: string, madeFrom: readonly StaticGroup[]): void;
  /** Takes in what the form says that it has; gives whether that did not come from here. */
  takeText(text: string | null): boolean;
  /** From which groups a text that the form may save was made; undefined when it is none from here. */
  madeFrom(text: string): readonly StaticGroup[] | undefined;
  /**
   * Forgets a text that the server had at the time of the clock `askedAt`, where the form has shown by then that it
   * has saved it. What the form was given since is made from `saved`.
   */
  takeSaved(text: string, saved: readonly StaticGroup[], askedAt: number): void;
  dispose(): void;
}

interface FormColumnParts {
  /** Text of the bound column when the form's column is the groups column, else undefined. */
  readonly formText: string | null | undefined;
  readonly onChange: (text: string) => void;
  /** Reads what the server has. */
  readonly load: () => Promise<void>;
  readonly hasUnsaved: () => boolean;
  readonly clock: Clock;
}

export function createFormColumn({
  formText,
  onChange,
  load,
  hasUnsaved,
  clock,
}: FormColumnParts): FormColumn {
  /** Texts that the form may save, each with the groups on the server that it was made from. */
  const given = new Map<string, readonly StaticGroup[]>();
  let lastText = formText;
  let lastSignOfLife = -Infinity;
  let endCheck: (() => void) | undefined;
  let endLook: (() => void) | undefined;

  const isBound = formText !== undefined;

  /** Whether the form would write the column now, with a text that was right when it was given. */
  const mayBeSaved = (): boolean => isBound && (given.size > 0 || hasUnsaved());

  /** What others save while the form is open is put into the form's text before it is saved. */
  function lookLater(): void {
    endLook?.();
    endLook = clock.after(lookWhileUnsaved, () => {
      if (mayBeSaved()) void load().then(lookLater);
    });
  }

  return {
    isBound,
    holdsGiven: () => given.size > 0,

    give(text, madeFrom) {
      if (text === lastText) return;
      lastText = text;
      given.set(text, madeFrom);
      onChange(text);
      lookLater();
    },

    takeText(text) {
      const isOlder = text !== lastText;
      lastText = text;
      // A form that saves may drop what it was given meanwhile: then it has an older text of here, which it saved.
      if (isOlder && !given.has(text ?? '')) {
        given.clear();
        return true;
      }
      // The platform updates controls after a save and does not say that there was one.
      endCheck?.();
      lastSignOfLife = clock.now();
      if (mayBeSaved()) {
        void load();
        endCheck = clock.after(restBeforeChecking, () => void load());
      }
      return false;
    },

    madeFrom: (text) => given.get(text),

    takeSaved(text, saved, askedAt) {
      if (askedAt - lastSignOfLife >= formIsAlive) return;
      given.clear();
      if (text !== lastText && lastText) given.set(lastText, saved);
    },

    dispose() {
      endCheck?.();
      endLook?.();
    },
  };
}
