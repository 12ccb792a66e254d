/** @jest-environment jsdom */
import type { PageFacts } from '../facts/page-facts';
import { readPageSettings, type QueryString } from '../facts/page-settings';
import type { XrmRecord, XrmWebApi } from '../xrm/xrm-web-api';
import { createApp } from './app';
import type { ControlContext } from './control-context';
import { ControlInstance } from './control-instance';
import { FormRecord } from './form-record';

const recordId = '6d8f0000-0000-4000-8000-000000000001';

const factsFor = (query: QueryString, id: string | undefined): PageFacts => ({
  control: {
    name: 'Sample.Control',
    version: '1.0.0',
    kind: 'standard',
    properties: [
      { name: 'groups', type: 'Multiple', usage: 'bound', defaultValue: undefined },
      { name: 'columns', type: 'SingleLine.Text', usage: 'input', defaultValue: 'fullname' },
    ],
    features: ['WebAPI'],
    strings: { Add: 'Add' },
  },
  form: {
    table: 'msdynmkt_segmentdefinition',
    tableLabel: 'Segment definition',
    primaryId: 'msdynmkt_segmentdefinitionid',
    primaryName: 'msdynmkt_name',
    titleColumn: 'msdynmkt_name',
    columns: [{ name: 'msdynmkt_name', label: 'Name', type: 'string', maxLength: 100 }],
    controlColumn: { name: 'msdynmkt_staticlistmembers', label: 'Groups', type: 'memo', maxLength: 1000 },
    controlLabel: 'Static members',
  },
  ...(id === undefined ? {} : { recordId: id }),
  user: { id: recordId, name: 'Marketer', roles: [], canWrite: true },
  settings: readPageSettings(query),
  entitySetNames: {},
});

/** Keeps rows as an environment does, by id. */
class Rows implements Partial<XrmWebApi> {
  readonly rows = new Map<string, XrmRecord>([
    [recordId, { statecode: 0, msdynmkt_name: 'Autumn', msdynmkt_staticlistmembers: '[]' }],
  ]);
  readonly retrieveRecord = (_table: string, id: string) => Promise.resolve({ ...this.rows.get(id) });
  readonly updateRecord = (table: string, id: string, data: XrmRecord) => {
    this.rows.set(id, { ...this.rows.get(id), ...data });
    return Promise.resolve({ entityType: table, id });
  };
  readonly createRecord = (table: string, data: XrmRecord) => this.updateRecord(table, recordId, data);
}

/** Writes down what the platform does to it. */
class ProbeControl {
  static calls: string[] = [];
  static contexts: ControlContext[] = [];
  static notify: () => void = () => undefined;
  static outputs: Record<string, unknown> = {};

  init(context: ControlContext, notify: () => void): void {
    ProbeControl.calls.push('init');
    ProbeControl.contexts.push(context);
    ProbeControl.notify = notify;
  }
  updateView(context: ControlContext): void {
    ProbeControl.calls.push(`updateView ${context.updatedProperties.join(',')}`.trim());
    ProbeControl.contexts.push(context);
  }
  getOutputs(): Record<string, unknown> {
    ProbeControl.calls.push('getOutputs');
    return ProbeControl.outputs;
  }
  destroy(): void {
    ProbeControl.calls.push('destroy');
  }
}

const turn = () => new Promise((resolve) => setTimeout(resolve, 5));
const lastContext = (): ControlContext => {
  const context = ProbeControl.contexts.at(-1);
  if (context === undefined) throw new Error('The control was never called.');
  return context;
};

/** `null` stands for a new record. */
async function formWith(query: QueryString = {}, recordToShow: string | null = recordId) {
  const id = recordToShow ?? undefined;
  const rows = new Rows();
  const facts = factsFor(query, id);
  const app = { ...createApp(facts, () => undefined), webApi: rows as unknown as XrmWebApi };
  const record = new FormRecord(facts.form, app.webApi, id);
  await record.load();
  const section = document.createElement('section');
  const instance = new ControlInstance(app, record, section, ProbeControl, {});
  return { rows, record, instance, section };
}

beforeEach(() => {
  ProbeControl.calls = [];
  ProbeControl.contexts = [];
  ProbeControl.outputs = {};
  window.ResizeObserver = class {
    observe(): void {
      return;
    }
    unobserve(): void {
      return;
    }
    disconnect(): void {
      return;
    }
  };
});

describe('a control on the form', () => {
  it('is initialised, shown once and destroyed', async () => {
    const { instance, section } = await formWith();
    instance.destroy();
    expect(ProbeControl.calls).toEqual(['init', 'updateView', 'destroy']);
    expect(section.children).toHaveLength(0);
  });

  it('changes the record when it gives outputs, and hears of it', async () => {
    const { record } = await formWith();
    ProbeControl.outputs = { groups: '[1]' };
    ProbeControl.notify();
    expect(ProbeControl.calls).not.toContain('getOutputs');
    await turn();
    expect(record.value('msdynmkt_staticlistmembers')).toBe('[1]');
    expect(record.isDirty).toBe(true);
    expect(ProbeControl.calls.slice(2)).toEqual(['getOutputs', 'updateView parameters,groups']);
    expect(lastContext().parameters['groups']?.raw).toBe('[1]');
  });

  it('leaves the record as it is when it gives no output, and empties it when it gives an undefined one', async () => {
    const { record } = await formWith();
    ProbeControl.notify();
    await turn();
    expect(record.isDirty).toBe(false);
    ProbeControl.outputs = { groups: undefined };
    ProbeControl.notify();
    await turn();
    expect(record.value('msdynmkt_staticlistmembers')).toBeNull();
  });

  it('hears of the first save of a new record by its id', async () => {
    const { record } = await formWith({}, null);
    expect(lastContext().mode.contextInfo.entityId).toBeUndefined();
    record.set('msdynmkt_name', 'New');
    await record.save();
    await turn();
    expect(ProbeControl.calls.at(-1)).toBe('updateView entityId,parameters,groups');
    expect(lastContext().mode.contextInfo.entityId).toBe(recordId);
  });

  it('hears of another record with its id in the same life', async () => {
    const { record, rows } = await formWith();
    const other = '6d8f0000-0000-4000-8000-000000000002';
    rows.rows.set(other, { statecode: 0, msdynmkt_name: 'Winter' });
    await record.open(other);
    await turn();
    expect(ProbeControl.calls.at(-1)).toBe('updateView entityId,parameters,groups');
    expect(lastContext().mode.contextInfo).toEqual({
      entityId: other,
      entityTypeName: 'msdynmkt_segmentdefinition',
      entityRecordName: 'Winter',
    });
  });

  it('is not called any more once it is destroyed', async () => {
    const { record, instance } = await formWith();
    record.set('msdynmkt_staticlistmembers', '[2]');
    ProbeControl.notify();
    instance.destroy();
    await turn();
    expect(ProbeControl.calls).toEqual(['init', 'updateView', 'destroy']);
  });
});

describe('the context', () => {
  it('has what the manifest declares and nothing else', async () => {
    await formWith();
    const context = lastContext();
    expect(context.webAPI).toBeDefined();
    expect(context.utils).toBeUndefined();
    expect(context.parameters['columns']?.raw).toBe('fullname');
    expect(context.parameters['groups']?.attributes).toMatchObject({
      LogicalName: 'msdynmkt_staticlistmembers',
    });
  });

  it('has security only on a secured column, and no value where it may not be read', async () => {
    await formWith();
    expect(lastContext().parameters['groups']).not.toHaveProperty('security');
    await formWith({ security: 'hidden' });
    expect(lastContext().parameters['groups']).toMatchObject({
      raw: null,
      security: { secured: true, readable: false, editable: false },
    });
  });

  it.each([{ readonly: 'true' }, { disabled: 'true' }])('is disabled with %j', async (query) => {
    await formWith(query);
    expect(lastContext().mode.isControlDisabled).toBe(true);
  });

  it('is disabled on an inactive record', async () => {
    const { rows, record } = await formWith();
    expect(lastContext().mode.isControlDisabled).toBe(false);
    rows.rows.set(recordId, { statecode: 1 });
    await record.load();
    await turn();
    expect(lastContext().mode.isControlDisabled).toBe(true);
  });

  it('formats as the language of the user does', async () => {
    await formWith({ lcid: '1031' });
    const { formatting, userSettings } = lastContext();
    expect(formatting.formatInteger(1_234_567)).toBe('1.234.567');
    expect(formatting.formatDateShort(new Date(2026, 10, 24))).toBe('24.11.2026');
    expect(userSettings.languageId).toBe(1031);
    expect(userSettings.numberFormattingInfo.numberDecimalSeparator).toBe(',');
    expect(userSettings.dateFormattingInfo.shortDatePattern).toBe('d.M.yyyy');
    expect(userSettings.dateFormattingInfo.dayNames[0]).toBe('Sonntag');
  });
});
