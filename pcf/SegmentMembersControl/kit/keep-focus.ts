const focusable = 'button:not(:disabled), [href], input:not(:disabled), select, textarea, [tabindex]';

/**
 * Keeps the keyboard inside `root`: when the element that has it is taken off the page, the nearest thing that can
 * take it gets it: what stood beside it, else its section's heading or first button. What knows better moves the
 * focus itself; this only sees what has fallen to the page's body. The answer ends that.
 */
export function keepFocus(root: HTMLElement): () => void {
  let path: readonly HTMLElement[] = [];

  const remember = (event: FocusEvent): void => {
    path = pathOf(event.target as HTMLElement, root);
  };
  const catchFocus = (): void => {
    const [last, ...around] = path;
    const { activeElement, body } = root.ownerDocument;
    if (!last || root.contains(last) || (activeElement !== null && activeElement !== body)) return;
    const place = around.find((element) => root.contains(element)) ?? root;
    targetIn(place, root)?.focus({ preventScroll: true });
  };

  root.addEventListener('focusin', remember);
  const observer = new MutationObserver(catchFocus);
  observer.observe(root, { childList: true, subtree: true });
  // Dialogs stand in layers of their own beside everything else.
  observer.observe(root.ownerDocument.body, { childList: true });
  return () => {
    root.removeEventListener('focusin', remember);
    observer.disconnect();
  };
}

/** An element, what stands beside it, and the same of all that it stands in. */
function pathOf(from: HTMLElement, root: HTMLElement): readonly HTMLElement[] {
  const path: HTMLElement[] = [];
  for (let element: HTMLElement | null = from; element && element !== root; element = element.parentElement) {
    path.push(element);
    for (const beside of [element.nextElementSibling, element.previousElementSibling]) {
      if (beside instanceof HTMLElement) path.push(beside);
    }
  }
  return path;
}

function targetIn(place: HTMLElement, root: HTMLElement): HTMLElement | undefined {
  if (place.matches(focusable)) return place;
  for (let element: HTMLElement | null = place; element; element = element.parentElement) {
    const target =
      element.querySelector<HTMLElement>('[tabindex="-1"].sgm-title') ??
      element.querySelector<HTMLElement>(focusable);
    if (target) return target;
    if (element === root) return undefined;
  }
  return undefined;
}
