import { build } from 'esbuild';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { MeasuredPart } from './measures';

const control = join('pcf', 'SegmentMembersControl');

/** The size of the bundle that ships, and what it is made of by folder (as esbuild sees it; sums differ a little). */
export async function measureBundle(root: string): Promise<MeasuredPart> {
  const bundle = readFileSync(join(root, 'pcf', 'out', 'controls', 'SegmentMembersControl', 'bundle.js'));
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: [join(control, 'index.ts')],
    bundle: true,
    minify: true,
    write: false,
    metafile: true,
    target: 'es2018',
    external: ['react', '@fluentui/react'],
    outfile: 'bundle.js',
  });
  const bytes = new Map<string, number>();
  for (const [file, { bytesInOutput }] of Object.entries(metafile.outputs['bundle.js']?.inputs ?? {})) {
    const folder = file.startsWith(control)
      ? file.split('/').slice(2, -1).join('/') || 'index.ts'
      : 'segments';
    bytes.set(folder, (bytes.get(folder) ?? 0) + bytesInOutput);
  }
  const hasReactDom = bundle.includes('react-dom') || bundle.includes('findDOMNode');
  return {
    part: 'bundle',
    measures: [
      { name: 'bundle.js', value: bundle.length, unit: 'bytes', limit: 160 * 1024 },
      { name: 'bundle.js, gzip', value: gzipSync(bundle, { level: 9 }).length, unit: 'bytes' },
      { name: 'react-dom in it', value: hasReactDom ? 1 : 0, unit: 'copies', limit: 0 },
      ...[...bytes]
        .sort(([, a], [, b]) => b - a)
        .map(([name, value]) => ({ name: `of it ${name}`, value, unit: 'bytes' })),
    ],
  };
}
