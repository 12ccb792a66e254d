import type { Locator, Page } from 'playwright-core';

/** Draws the arrow that screenshots leave out. */
export async function drawPointer(page: Page): Promise<void> {
  await page.evaluate(() => {
    const pointer = document.createElement('div');
    pointer.id = 'film-pointer';
    pointer.innerHTML =
      '<svg width="22" height="26" viewBox="0 0 22 26"><path d="M2 1v20l5-5 4 9 4-2-4-8h7z" fill="#111" stroke="#fff" stroke-width="1.5"/></svg>';
    Object.assign(pointer.style, {
      position: 'fixed',
      left: '620px',
      top: '420px',
      zIndex: '2147483647',
      pointerEvents: 'none',
    });
    document.body.append(pointer);
  });
}

/** Moves the arrow to the middle of what is going to be clicked. */
export async function pointAt(target: Locator): Promise<void> {
  await target.scrollIntoViewIfNeeded();
  const box = await target.boundingBox();
  if (!box) return;
  await target.page().evaluate(
    ([x, y]) => {
      const pointer = document.getElementById('film-pointer');
      if (pointer) Object.assign(pointer.style, { left: `${x}px`, top: `${y}px` });
    },
    [box.x + box.width / 2, box.y + box.height / 2] as const,
  );
}
