import { useLayoutEffect, useRef, useState, type RefObject } from 'react';

/** Pixels between two children of a row. */
const gap = 4;

/**
 * How many of a row's first children fit into it, measured as they are drawn. While all are drawn their widths are
 * taken; later ones go by these.
 */
export function useFitting(row: RefObject<HTMLElement>, count: number, reserved: number): number {
  const [fitting, setFitting] = useState(count);
  const widths = useRef<readonly number[]>([]);
  useLayoutEffect(() => {
    const element = row.current;
    if (!element) return undefined;
    const children = ([...element.children] as HTMLElement[]).slice(0, count);
    if (widths.current.length !== count && children.length >= count) {
      widths.current = children.map(({ offsetWidth }) => offsetWidth);
    }
    const fit = (): void => setFitting(fittingOf(widths.current, element.clientWidth - reserved));
    fit();
    if (typeof ResizeObserver === 'undefined') return undefined;
    const observer = new ResizeObserver(fit);
    observer.observe(element);
    return () => observer.disconnect();
  }, [row, count, reserved]);
  return Math.min(fitting, count);
}

/** How many of these widths stand side by side in a room; the first always does. */
export function fittingOf(widths: readonly number[], room: number): number {
  let used = 0;
  const over = widths.findIndex((width) => (used += width + gap) > room);
  return over < 0 ? widths.length : Math.max(1, over);
}
