/** @jest-environment jsdom */
import * as React from 'react';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { recordId } from '../../../segments/record-id';
import { newStaticGroup } from '../../../segments/static-groups';
import { KitContext, type Kit } from '../kit/kit';
import { GroupForm } from './GroupForm';

const kit = { texts: (key: string) => key } as unknown as Kit;
const others = ['Guests', 'Zoë'].map((name, place) =>
  newStaticGroup(recordId(`aaaaaaaa-0000-4000-8000-00000000000${place}`), name, 'Include'),
);

afterEach(cleanup);

describe('the name of a group', () => {
  it.each([
    ['Guests', true],
    [' gUESTS ', true],
    ['Zoe\u0308', true],
    ['Guests 2', false],
    [' ', false],
  ])('%j is there already: %s', (name, isSaid) => {
    render(
      <KitContext.Provider value={kit}>
        <GroupForm group={undefined} others={others} onDone={() => undefined} onCancel={() => undefined} />
      </KitContext.Provider>,
    );
    fireEvent.change(screen.getByRole('textbox'), { target: { value: name } });
    expect(screen.queryByText('Groups_NameTaken') !== null).toBe(isSaid);
  });
});
