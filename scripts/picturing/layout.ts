import { cardOf, titleOf, variablesCard, type Card } from './card';
import type { ActionDefinition, Actions, Status } from './flow-definition';

/** A picture of steps with places: cards, frames around the steps inside others, and arrows between them. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly shapes: readonly Shape[];
  /** Where steps stand whose arrows are still to be drawn. */
  readonly places: Places;
}

type Places = ReadonlyMap<string, { readonly x: number; readonly y: number; readonly picture: Picture }>;

export type Shape =
  | {
      readonly kind: 'card';
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly card: Card;
    }
  | {
      readonly kind: 'frame';
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly height: number;
    }
  | {
      readonly kind: 'branch';
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly title: string;
    }
  | {
      readonly kind: 'arrow';
      readonly from: Point;
      readonly to: Point;
      readonly runs: 'onSuccess' | 'onFailure' | 'inAnyCase';
    };

export interface Point {
  readonly x: number;
  readonly y: number;
}

export const cardSize = { width: 264, height: 50 } as const;
const gap = { across: 24, down: 34 } as const;
const padding = 16;
const branchTitle = 26;

interface Step {
  readonly name: string;
  readonly picture: Picture;
  readonly runAfter: Readonly<Record<string, readonly Status[]>>;
}

/** Steps as a tree from above to below: each under the one it runs after, branches beside each other. */
export function layOut(actions: Actions): Picture {
  const steps = folded(actions);
  const known = new Set(steps.map(({ name }) => name));
  const parentOf = ({ runAfter }: Step) => Object.keys(runAfter).find((before) => known.has(before));
  const treeOf = (step: Step): Picture => {
    const children = steps.filter((candidate) => parentOf(candidate) === step.name);
    return below(step, beside(children.map(treeOf)));
  };
  const trees = beside(steps.filter((step) => parentOf(step) === undefined).map(treeOf));
  return { ...trees, shapes: [...arrowsBetween(steps, trees.places), ...trees.shapes], places: new Map() };
}

/** A step over all that comes after it, which is as wide as it needs to be. */
function below(step: Step, after: Picture): Picture {
  const { picture } = step;
  const width = Math.max(picture.width, after.width);
  const place = { x: (width - picture.width) / 2, y: 0, picture };
  const rest = moved(after, { x: (width - after.width) / 2, y: picture.height + gap.down });
  const hasRest = after.height > 0;
  return {
    width,
    height: picture.height + (hasRest ? gap.down + after.height : 0),
    shapes: [...moved(picture, place).shapes, ...rest.shapes],
    places: new Map([[step.name, place], ...rest.places]),
  };
}

function arrowsBetween(steps: readonly Step[], places: Places): Shape[] {
  return steps.flatMap(({ name, runAfter }) =>
    Object.entries(runAfter).flatMap(([before, statuses]): Shape[] => {
      const from = places.get(before);
      const to = places.get(name);
      if (!from || !to) return [];
      return [
        {
          kind: 'arrow',
          from: { x: from.x + from.picture.width / 2, y: from.y + from.picture.height },
          to: { x: to.x + to.picture.width / 2, y: to.y },
          runs: runsOn(statuses),
        },
      ];
    }),
  );
}

function runsOn(statuses: readonly Status[]): 'onSuccess' | 'onFailure' | 'inAnyCase' {
  if (!statuses.includes('Failed')) return 'onSuccess';
  return statuses.includes('Succeeded') ? 'inAnyCase' : 'onFailure';
}

/** The steps of a group, variables that are initialized one after another as one step. */
function folded(actions: Actions): Step[] {
  const variables = Object.entries(actions).filter(([, { type }]) => type === 'InitializeVariable');
  const others = Object.entries(actions).filter(([, { type }]) => type !== 'InitializeVariable');
  const foldedName = 'Initialize variables';
  const isFolded = new Set(variables.map(([name]) => name));
  const steps = others.map(([name, action]) => ({
    name,
    picture: pictureOf(name, action),
    runAfter: Object.fromEntries(
      Object.entries(action.runAfter ?? {}).map(([before, statuses]) => [
        isFolded.has(before) ? foldedName : before,
        statuses,
      ]),
    ),
  }));
  if (variables.length === 0) return steps;
  const names = variables.flatMap(([, { inputs }]) =>
    (inputs as unknown as { variables: { name: string }[] }).variables.map(({ name }) => name),
  );
  return [{ name: foldedName, picture: cardPicture(variablesCard(names)), runAfter: {} }, ...steps];
}

function cardPicture(card: Card, width: number = cardSize.width): Picture {
  return {
    width,
    height: cardSize.height,
    shapes: [{ kind: 'card', x: 0, y: 0, width, card }],
    places: new Map(),
  };
}

function pictureOf(name: string, action: ActionDefinition): Picture {
  const branches = branchesOf(action);
  const card = cardOf(name, action);
  if (branches.length === 0) return cardPicture(card);
  const inside = beside(branches.map(({ title, actions }) => branchPicture(title, layOut(actions))));
  const width = Math.max(cardSize.width, inside.width) + 2 * padding;
  const height = cardSize.height + padding + inside.height + padding;
  const offset = { x: (width - inside.width) / 2, y: cardSize.height + padding };
  return {
    width,
    height,
    shapes: [
      { kind: 'frame', x: 0, y: 0, width, height },
      { kind: 'card', x: 0, y: 0, width, card },
      ...moved(inside, offset).shapes,
    ],
    places: new Map(),
  };
}

interface Branch {
  /** Shown above its steps; none for the steps of a loop. */
  readonly title?: string;
  readonly actions: Actions;
}

function branchesOf(action: ActionDefinition): Branch[] {
  if (action.type === 'If') {
    return [
      { title: 'True', actions: action.actions ?? {} },
      { title: 'False', actions: action.else?.actions ?? {} },
    ].filter(({ title, actions }) => title === 'True' || Object.keys(actions).length > 0);
  }
  if (action.type === 'Switch') {
    const cases = Object.entries(action.cases ?? {});
    return [
      ...cases.map(([name, { actions }]) => ({ title: titleOf(name), actions })),
      { title: 'Default', actions: action.default?.actions ?? {} },
    ];
  }
  return action.actions ? [{ actions: action.actions }] : [];
}

function branchPicture(title: string | undefined, steps: Picture): Picture {
  if (title === undefined) return steps;
  const width = Math.max(steps.width, cardSize.width);
  const offset = { x: (width - steps.width) / 2, y: branchTitle + gap.down / 2 };
  return {
    width,
    height: offset.y + steps.height,
    shapes: [{ kind: 'branch', x: 0, y: 0, width, title }, ...moved(steps, offset).shapes],
    places: new Map(),
  };
}

function beside(pictures: readonly Picture[]): Picture {
  let x = 0;
  const placed = pictures.map((picture) => {
    const result = moved(picture, { x, y: 0 });
    x += picture.width + gap.across;
    return result;
  });
  return {
    width: Math.max(0, x - gap.across),
    height: Math.max(0, ...pictures.map(({ height }) => height)),
    shapes: placed.flatMap(({ shapes }) => shapes),
    places: new Map(placed.flatMap(({ places }) => Array.from(places))),
  };
}

function moved({ shapes, places }: Picture, { x, y }: Point): Pick<Picture, 'shapes' | 'places'> {
  const shifted = (point: Point): Point => ({ x: point.x + x, y: point.y + y });
  return {
    shapes: shapes.map((shape) =>
      shape.kind === 'arrow'
        ? { ...shape, from: shifted(shape.from), to: shifted(shape.to) }
        : { ...shape, ...shifted(shape) },
    ),
    places: new Map(Array.from(places, ([name, place]) => [name, { ...place, ...shifted(place) }])),
  };
}

/** The trigger's card above the steps. */
export function withTrigger(trigger: Card, steps: Picture): Picture {
  const width = Math.max(cardSize.width, steps.width);
  const top = cardSize.height + gap.down;
  const middle = width / 2;
  return {
    width,
    height: top + steps.height,
    shapes: [
      {
        kind: 'arrow',
        from: { x: middle, y: cardSize.height },
        to: { x: middle, y: top },
        runs: 'onSuccess',
      },
      { kind: 'card', x: middle - cardSize.width / 2, y: 0, width: cardSize.width, card: trigger },
      ...moved(steps, { x: (width - steps.width) / 2, y: top }).shapes,
    ],
    places: new Map(),
  };
}
