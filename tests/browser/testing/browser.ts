import { chromium, type Browser } from 'playwright-core';
import { findChromium } from './chromium-executable';

/** Flags for machines without a display, a sandbox or a network. */
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Starts a Chromium; whoever calls it closes it. */
export function launchBrowser(moreFlags: readonly string[] = []): Promise<Browser> {
  const { path, environment } = findChromium();
  return chromium.launch({
    executablePath: path,
    args: [...flags, ...moreFlags],
    // Scroll bars take room, and people see them.
    ignoreDefaultArgs: ['--hide-scrollbars'],
    env: { ...(process.env as Record<string, string>), ...environment },
  });
}
