import { build } from 'esbuild';
import { join } from 'node:path';

let bundled: Promise<string> | undefined;

/** The browser part of the form host as one script; made once, in some tens of milliseconds. */
export function pageScript(): Promise<string> {
  bundled ??= build({
    entryPoints: [join(__dirname, '..', 'browser', 'main.ts')],
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    legalComments: 'none',
  }).then((result) => result.outputFiles[0]?.text ?? '');
  return bundled;
}
