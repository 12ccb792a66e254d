import { join } from 'node:path';
import { triggerCard } from './card';
import type { FlowFile } from './flow-definition';
import { layOut, withTrigger } from './layout';
import { shippedFlows } from './shipped-flows';
import { printSvg } from './svg';

export interface FlowPicture {
  /** Where it belongs, from the root of the repository. */
  readonly path: string;
  readonly svg: string;
}

/** A picture of a flow's steps in the look of the flow designer, made from its definition alone. */
export function drawFlow(name: string, { properties: { definition } }: FlowFile): string {
  const [trigger] = Object.entries(definition.triggers);
  if (!trigger) throw new Error(`The flow "${name}" has no trigger.`);
  const picture = withTrigger(triggerCard(...trigger), layOut(definition.actions));
  return printSvg(`Steps of the flow "${name}"`, definition.description ?? name, picture);
}

/** The pictures of all sample flows. */
export function samplePictures(): FlowPicture[] {
  return shippedFlows.map(({ name, file }) => ({
    path: join('docs', 'images', 'flows', `${pictureName(name)}.svg`),
    svg: drawFlow(name, file),
  }));
}

/** `Tell the team when a segment fails` is `tell-the-team-when-a-segment-fails`. */
export function pictureName(flow: string): string {
  return flow.toLowerCase().replace(/[^a-z0-9]+/g, '-');
}
