import * as React from 'react';
import type { RecordId } from '../../../segments/record-id';
import { nothingSelected, select, type Selection, type SelectionAction } from './selection';

interface SelectionStep {
  readonly action: SelectionAction;
  readonly view: readonly RecordId[];
}

/** The selection among the members on show. The function to change it stays the same, so that rows need not be drawn again. */
export function useSelection(
  view: readonly RecordId[],
): readonly [Selection, (action: SelectionAction) => void] {
  const [selection, dispatch] = React.useReducer(
    (current: Selection, step: SelectionStep) => select(current, step.action, step.view),
    nothingSelected,
  );
  const viewNow = React.useRef(view);
  React.useLayoutEffect(() => {
    viewNow.current = view;
  });
  const change = React.useCallback(
    (action: SelectionAction) => dispatch({ action, view: viewNow.current }),
    [],
  );
  return [selection, change];
}
