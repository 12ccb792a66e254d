import { useEffect, useState, type DragEvent } from 'react';

interface FileDrop {
  /** A file is above the place. */
  readonly isOver: boolean;
  readonly handlers: {
    readonly onDragEnter: (event: DragEvent) => void;
    readonly onDragOver: (event: DragEvent) => void;
    readonly onDragLeave: (event: DragEvent) => void;
    readonly onDrop: (event: DragEvent) => void;
  };
}

/** A place that takes a dropped file. While there is one, a file dropped beside it does not leave the page. */
export function useFileDrop(onFile: ((file: File) => void) | undefined): FileDrop {
  const [isOver, setIsOver] = useState(false);
  useEffect(() => {
    if (!onFile) return undefined;
    const stay = (event: globalThis.DragEvent): void => {
      if (hasFiles(event.dataTransfer)) event.preventDefault();
    };
    window.addEventListener('dragover', stay);
    window.addEventListener('drop', stay);
    return () => {
      window.removeEventListener('dragover', stay);
      window.removeEventListener('drop', stay);
    };
  }, [onFile]);

  const over = (event: DragEvent): void => {
    if (onFile && hasFiles(event.dataTransfer)) setIsOver(true);
  };
  return {
    isOver,
    handlers: {
      onDragEnter: over,
      onDragOver: over,
      onDragLeave(event) {
        const to = event.relatedTarget;
        if (!(to instanceof Node && event.currentTarget.contains(to))) setIsOver(false);
      },
      onDrop(event) {
        setIsOver(false);
        const [file] = event.dataTransfer.files;
        if (!file || !onFile) return;
        event.preventDefault();
        onFile(file);
      },
    },
  };
}

function hasFiles(transfer: DataTransfer | null): boolean {
  return transfer?.types.includes('Files') ?? false;
}
