import * as React from 'react';
import type { RecordId } from '../../../segments/record-id';
import { DefaultButton } from '../kit/fluent';
import { iconOf } from '../kit/icons';
import { useKit } from '../kit/kit';
import type { FoundPerson } from './match-values';
import type { Choices, Outcome } from './preview';

/** What a person can decide about single lines. */
export interface LineDecisions {
  readonly choices: Choices;
  /** Takes these records for the line, none to leave it out; undefined takes the decision back. */
  readonly onCorrect: (place: number, ids: readonly RecordId[] | undefined) => void;
  readonly pickRecords: () => Promise<readonly RecordId[]>;
}

interface LineActionProps extends LineDecisions {
  readonly outcome: Outcome;
  readonly place: number;
}

/** Puts a line right on the spot: choose among several, look a person up, leave out, take back. */
export function LineAction(props: LineActionProps): React.JSX.Element | null {
  const { outcome, place, choices, onCorrect, pickRecords } = props;
  const { texts } = useKit();
  if (choices.corrections.has(place)) {
    return <LineButton text={texts('Line_TakeBack')} {...props} onDo={() => onCorrect(place, undefined)} />;
  }
  switch (outcome.kind) {
    case 'found':
      return <LineButton text={texts('Line_LeaveOut')} {...props} onDo={() => onCorrect(place, [])} />;
    case 'several':
    case 'inactive':
      return <ChooseAmong {...props} people={outcome.people} />;
    case 'notFound':
    case 'invalid':
    case 'empty': {
      const lookUp = async (): Promise<void> => {
        const ids = await pickRecords();
        if (ids.length > 0) onCorrect(place, ids);
      };
      return <LineButton text={texts('Line_LookUp')} {...props} onDo={() => void lookUp()} />;
    }
    case 'duplicate':
    case 'hidden':
    case 'title':
    case 'heading':
      return null;
  }
}

function LineButton(props: { text: string; outcome: Outcome; onDo: () => void }): React.JSX.Element {
  const { text, outcome, onDo } = props;
  return (
    <button
      type="button"
      className="sgm-link sgm-line-action"
      aria-label={`${text} ${outcome.value}`}
      onClick={onDo}
    >
      {text}
    </button>
  );
}

function ChooseAmong(props: LineActionProps & { people: readonly FoundPerson[] }): React.JSX.Element {
  const { people, outcome, place, onCorrect } = props;
  const { texts, formats } = useKit();
  const take = (ids: readonly RecordId[]) => (): void => onCorrect(place, ids);
  const items = [
    ...people.map(({ id, name, email }) => ({
      key: id,
      text: [name, email].filter(Boolean).join(' · '),
      onClick: take([id]),
    })),
    { key: 'all', text: texts('Line_TakeAll'), onClick: take(people.map(({ id }) => id)) },
    { key: 'none', text: texts('Line_LeaveOut'), onClick: take([]) },
  ];
  const text = texts('Line_Choose', formats.number(people.length));
  return (
    <DefaultButton
      className="sgm-subtle"
      text={text}
      ariaLabel={`${text} ${outcome.value}`}
      menuIconProps={iconOf('ChevronDown')}
      menuProps={{ items }}
    />
  );
}
