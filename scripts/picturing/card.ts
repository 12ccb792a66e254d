import type { ActionDefinition, OperationInputs, TriggerDefinition } from './flow-definition';

/** What a step's card shows: its title, and the colour and sign of its connector or kind. */
export interface Card {
  readonly title: string;
  readonly subtitle?: string;
  readonly colour: string;
  readonly sign: string;
}

interface Look {
  readonly colour: string;
  readonly sign: string;
}

/** Colours of the connectors' icons in the designer. */
const connectorLooks: Readonly<Record<string, Look>> = {
  shared_segmentmembers: { colour: '#0b6a70', sign: 'S' },
  shared_commondataserviceforapps: { colour: '#088142', sign: 'D' },
  shared_excelonlinebusiness: { colour: '#107c41', sign: 'X' },
  shared_sharepointonline: { colour: '#036c70', sign: 'S' },
  shared_teams: { colour: '#5059c9', sign: 'T' },
};

const control: Look = { colour: '#486991', sign: '⇄' };
const data: Look = { colour: '#8c3900', sign: 'ƒ' };
const variable: Look = { colour: '#770bd6', sign: 'x' };

const looks: Readonly<Record<string, Look>> = {
  If: { ...control, sign: '?' },
  Switch: { ...control, sign: '⎇' },
  Foreach: { ...control, sign: '↻' },
  Until: { ...control, sign: '⟳' },
  Scope: { ...control, sign: '▢' },
  Terminate: { ...control, sign: '■' },
  Recurrence: { colour: '#0078d4', sign: '◷' },
  Request: { colour: '#0077ff', sign: '▶' },
};

function lookOf(type: string, inputs: unknown): Look {
  if (type === 'OpenApiConnection') {
    return (
      connectorLooks[(inputs as OperationInputs).host.connectionName] ?? { colour: '#605e5c', sign: '•' }
    );
  }
  return looks[type] ?? (type.endsWith('Variable') ? variable : data);
}

/** The designer shows spaces where definitions have underscores. */
export function titleOf(name: string): string {
  return name.replace(/_/g, ' ');
}

export function cardOf(name: string, action: ActionDefinition): Card {
  const subtitle = subtitleOf(action);
  return { title: titleOf(name), ...lookOf(action.type, action.inputs), ...(subtitle ? { subtitle } : {}) };
}

function subtitleOf(action: ActionDefinition): string | undefined {
  const atOnce = action.runtimeConfiguration?.concurrency?.repetitions;
  if (atOnce !== undefined) return atOnce === 1 ? 'one after another' : `${atOnce} at a time`;
  if (action.type === 'OpenApiConnection')
    return (action.inputs as unknown as OperationInputs).host.operationId;
  return undefined;
}

export function triggerCard(name: string, trigger: TriggerDefinition): Card {
  const look = lookOf(trigger.type, trigger.inputs);
  if (trigger.type === 'Request') {
    return { ...look, title: 'Manually trigger a flow', subtitle: inputTitles(trigger.inputs) };
  }
  const { recurrence } = trigger;
  const every = recurrence && `every ${recurrence.interval} ${recurrence.frequency.toLowerCase()}`;
  const subtitle = every?.replace('every 1 ', 'every ').replace(/(\d+ \w+)$/, '$1s');
  return { ...look, title: titleOf(name), ...(subtitle ? { subtitle } : {}) };
}

function inputTitles(inputs: unknown): string {
  const { schema } = inputs as { schema: { properties: Readonly<Record<string, { title: string }>> } };
  return Object.values(schema.properties)
    .map(({ title }) => title)
    .join(', ');
}

/** Variables that are initialized one after another share a card, as the designer folds a group of steps. */
export function variablesCard(names: readonly string[]): Card {
  return { title: `Initialize ${names.length} variables`, subtitle: names.join(', '), ...variable };
}
