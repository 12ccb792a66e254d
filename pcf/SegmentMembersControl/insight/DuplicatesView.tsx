import * as React from 'react';
import type { RecordId } from '../../../segments/record-id';
import { failureMessageOf } from '../dataverse/failure-message';
import type { ReadPeople } from '../exporting';
import { DefaultButton, PrimaryButton, Spinner } from '../kit/fluent';
import { useKit } from '../kit/kit';
import { Notice } from '../kit/Notice';
import { wordsOf } from '../kit/texts';
import { shownName, type Person } from '../people';
import { sameAddresses } from './same-address';

interface DuplicatesViewProps {
  /** All who are looked through. Rejects with what keeps them from being read. */
  readonly all: () => Promise<ReadonlySet<RecordId>>;
  readonly readPeople: ReadPeople;
  /** Takes people out; undefined where that cannot be done. */
  readonly onRemove: ((ids: readonly RecordId[]) => void) | undefined;
  readonly onClose: () => void;
}

type Duplicates =
  | { readonly kind: 'reading'; readonly done: number; readonly total: number }
  | { readonly kind: 'failed'; readonly error: unknown }
  /** People with the same address, those of one address together. */
  | { readonly kind: 'found'; readonly people: readonly (readonly Person[])[] };

/** Addresses drawn at once. */
const step = 100;

/** Who would get the same message more than once; one of each address is kept, the first until another is chosen. */
export function DuplicatesView(props: DuplicatesViewProps): React.JSX.Element {
  const { texts, formats } = useKit();
  const state = useDuplicates(props);
  const [shown, setShown] = React.useState(step);
  const [kept, setKept] = React.useState<ReadonlyMap<number, RecordId>>(new Map());
  const heading = React.useRef<HTMLHeadingElement>(null);
  React.useEffect(() => heading.current?.focus(), []);
  const found = state.kind === 'found' ? state.people : [];
  const keptOf = (place: number): RecordId | undefined => kept.get(place) ?? found[place]?.[0]?.id;
  const others = found.flatMap((people, place) =>
    people.map(({ id }) => id).filter((id) => id !== keptOf(place)),
  );
  const { onRemove } = props;
  return (
    <section className="sgm-duplicates" aria-label={texts('Twice_Title')}>
      <div className="sgm-pane-head">
        <h3 className="sgm-title" ref={heading} tabIndex={-1}>
          {texts('Twice_Title')}
        </h3>
        <DefaultButton text={texts('Close')} onClick={props.onClose} />
      </div>
      {state.kind === 'reading' && (
        <Spinner label={texts('Change_Numbers', formats.number(state.done), formats.number(state.total))} />
      )}
      {state.kind === 'failed' && (
        <Notice kind="error">{texts('Failed', wordsOf(texts, failureMessageOf(state.error)))}</Notice>
      )}
      {state.kind === 'found' && (
        <p role="status">
          {texts('Twice_Found', formats.number(found.length), formats.number(found.length + others.length))}
        </p>
      )}
      {onRemove && others.length > 0 && (
        <PrimaryButton
          text={texts('Twice_Remove', formats.number(others.length))}
          onClick={() => onRemove(others)}
        />
      )}
      {found.slice(0, shown).map((people, place) => (
        <fieldset key={people[0]?.id}>
          <legend>
            <bdi>{people[0]?.email}</bdi>
          </legend>
          {people.map((person) => (
            <label key={person.id}>
              {onRemove && (
                <input
                  type="radio"
                  name={people[0]?.id}
                  checked={keptOf(place) === person.id}
                  onChange={() => setKept(new Map(kept).set(place, person.id))}
                />
              )}
              <bdi>{shownName(person, texts('Members_NoName'))}</bdi>{' '}
              <span className="sgm-quiet">{person.id}</span>
            </label>
          ))}
        </fieldset>
      ))}
      {found.length > shown && (
        <DefaultButton text={texts('Twice_More')} onClick={() => setShown(shown + step)} />
      )}
    </section>
  );
}

function useDuplicates({ all, readPeople }: DuplicatesViewProps): Duplicates {
  const [state, setState] = React.useState<Duplicates>({ kind: 'reading', done: 0, total: 0 });
  // Read once, as it was opened.
  const read = React.useRef({ all, readPeople });
  React.useEffect(() => {
    const work = new AbortController();
    const tell = (next: Duplicates): void => {
      if (!work.signal.aborted) setState(next);
    };
    const find = async (): Promise<void> => {
      const ids = [...(await read.current.all())];
      const onProgress = (done: number): void => tell({ kind: 'reading', done, total: ids.length });
      const people = await read.current.readPeople(ids, onProgress, work.signal);
      const known = new Map(people.map((person) => [person.id, person]));
      const shared = await sameAddresses(people, work.signal);
      tell({
        kind: 'found',
        people: shared.map((address) => address.ids.flatMap((id) => known.get(id) ?? [])),
      });
    };
    find().catch((error: unknown) => tell({ kind: 'failed', error }));
    return () => work.abort();
  }, []);
  return state;
}
