/** @jest-environment jsdom */
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { formContext } from './testing/form-context';
import { SegmentMembersControl } from './index';

const definitionId = '0f5b0c7f-395d-447b-b14c-315a601f878e';
const groupId = '1f5b0c7f-395d-447b-b14c-315a601f878f';
const text = `[{"groupId":"${groupId}","includeType":"Include","name":"<img src=x onerror=alert(1)>"}]`;

const segment = {
  msdynmkt_segmentid: '2f5b0c7f-395d-447b-b14c-315a601f8780',
  msdynmkt_sourcesegmentuid: definitionId,
  msdynmkt_baseentitylogicalname: 'contact',
  statecode: 1,
  statuscode: 2,
};

const webAPI = {
  retrieveMultipleRecords: (table: string) =>
    Promise.resolve({ entities: table === 'msdynmkt_segment' ? [segment] : [], nextLink: '' }),
} as unknown as ComponentFramework.WebApi;

const answer = { ok: true, status: 200, json: () => Promise.resolve({ Response: '{"entityIds":[]}' }) };

beforeEach(() => {
  Object.assign(globalThis, { Xrm: { WebApi: { online: { execute: () => Promise.resolve(answer) } } } });
});

afterEach(() => {
  cleanup();
  Reflect.deleteProperty(globalThis, 'Xrm');
});

function open(choices: Parameters<typeof formContext>[0] = {}): {
  control: SegmentMembersControl;
  notified: () => number;
  draw: (more?: Parameters<typeof formContext>[0]) => void;
} {
  let notified = 0;
  const control = new SegmentMembersControl();
  const contextOf = (more = {}): ReturnType<typeof formContext> =>
    formContext({ id: definitionId, text, webAPI, ...choices, ...more });
  control.init(contextOf(), () => (notified += 1));
  const { rerender } = render(control.updateView(contextOf()));
  return { control, notified: () => notified, draw: (more) => rerender(control.updateView(contextOf(more))) };
}

const settled = (): Promise<void> => act(() => new Promise<void>((resolve) => setTimeout(resolve, 20)));

describe('the control', () => {
  it('changes nothing and notifies nobody by being opened', async () => {
    const { control, notified, draw } = open();
    await settled();
    draw();
    expect(control.getOutputs()).toEqual({});
    expect(notified()).toBe(0);
    control.destroy();
  });

  it('shows a hostile name as text', async () => {
    const { control } = open();
    await settled();
    expect(screen.getAllByText('<img src=x onerror=alert(1)>').length).toBeGreaterThan(0);
    expect(document.querySelector('img')).toBeNull();
    control.destroy();
  });

  it('notifies once for a change and gives the changed text', async () => {
    const { control, notified } = open();
    await settled();
    fireEvent.click(screen.getByRole('button', { name: /^Groups_Edit/ }));
    fireEvent.change(screen.getByRole('textbox', { name: 'Groups_Name' }), { target: { value: 'VIPs' } });
    fireEvent.click(screen.getByRole('button', { name: 'Apply' }));
    expect(notified()).toBe(1);
    expect(control.getOutputs()).toEqual({ groups: text.replace('<img src=x onerror=alert(1)>', 'VIPs') });
    control.destroy();
  });

  it('asks to save a new record first, and goes on by itself after that', async () => {
    const { control, draw } = open({ id: undefined as never, text: null });
    expect(await screen.findByText('SaveFirst')).toBeTruthy();
    draw({ id: definitionId });
    await settled();
    expect(screen.getByText('Groups_Title')).toBeTruthy();
    control.destroy();
  });

  it('forgets the changes of one record when the form goes to another', async () => {
    const { control, draw } = open();
    await settled();
    fireEvent.click(screen.getByRole('button', { name: /^Groups_Delete/ }));
    fireEvent.click(screen.getByRole('button', { name: 'Delete' }));
    expect(control.getOutputs()).toEqual({ groups: '[]' });
    draw({ id: groupId });
    expect(control.getOutputs()).toEqual({});
    await settled();
    control.destroy();
  });

  it('never throws when it is let go, however early', () => {
    expect(() => new SegmentMembersControl().destroy()).not.toThrow();
    const { control } = open();
    control.destroy();
    expect(() => control.destroy()).not.toThrow();
  });

  it('shows a preview in the form designer', async () => {
    open({ isAuthoring: true });
    expect(await screen.findByText('Design_Preview')).toBeTruthy();
  });
});
