import * as React from 'react';
import { recordId, type RecordId } from '../../../segments/record-id';
import { useKit } from '../kit/kit';
import { rowHeight, windowAt } from '../kit/row-window';
import { useStore } from '../kit/store';
import type { PeopleCache } from '../people';
import type { CheckLine } from './check-parts';
import { LineAction, type LineDecisions } from './LineAction';
import { reasonOf } from './list-report';
import { recordsFor, type Outcome, type Preview } from './preview';

interface CheckLinesProps extends LineDecisions {
  readonly preview: Preview;
  readonly lines: readonly CheckLine[];
  readonly people: PeopleCache;
  readonly label: string;
}

/** The lines of one part, of which only those near the view are on the page. */
export function CheckLines(props: CheckLinesProps): React.JSX.Element {
  const { lines, label } = props;
  const body = React.useRef<HTMLDivElement>(null);
  const [scrollTop, setScrollTop] = React.useState(0);
  const [viewHeight, setViewHeight] = React.useState(6 * rowHeight);
  React.useLayoutEffect(() => {
    if (body.current && body.current.clientHeight > 0) setViewHeight(body.current.clientHeight);
  }, []);
  React.useLayoutEffect(() => {
    if (body.current) body.current.scrollTop = 0;
  }, [lines]);
  const { first, end } = windowAt(scrollTop, viewHeight, lines.length);
  const shown = lines.slice(first, end);
  useNames(props, shown);
  return (
    <div
      ref={body}
      className="sgm-lines"
      role="list"
      tabIndex={0}
      aria-label={label}
      onScroll={(event) => setScrollTop(event.currentTarget.scrollTop)}
    >
      <div role="presentation" style={{ height: lines.length * rowHeight, position: 'relative' }}>
        {shown.map((line, index) => (
          <Line key={line} {...props} line={line} place={first + index} />
        ))}
      </div>
    </div>
  );
}

/** Asks for the names of people on show whom the check knows by their ids only. */
function useNames(
  { preview, people, choices }: Pick<CheckLinesProps, 'preview' | 'people' | 'choices'>,
  shown: readonly CheckLine[],
): void {
  useStore(people.version);
  const unknown = shown
    .flatMap((line) => {
      if (typeof line !== 'number') return [line];
      const outcome = preview.outcomes[line];
      return outcome ? recordsFor(outcome, line, choices).filter((id) => nameIn(outcome, id) === '') : [];
    })
    .join();
  React.useEffect(() => {
    if (unknown !== '') void people.want(unknown.split(',').map(recordId));
  }, [people, unknown]);
}

function Line(props: CheckLinesProps & { line: CheckLine; place: number }): React.JSX.Element {
  const { preview, line, place } = props;
  const { texts, formats } = useKit();
  const outcome = typeof line === 'number' ? preview.outcomes[line] : undefined;
  return (
    <div
      role="listitem"
      className="sgm-line"
      aria-posinset={place + 1}
      aria-setsize={props.lines.length}
      style={{ top: place * rowHeight }}
    >
      <span className="sgm-quiet">{outcome && texts('Line_Number', formats.number(outcome.line))}</span>
      <span dir="auto" title={outcome?.value}>
        {outcome?.value}
      </span>
      <LeadsTo {...props} outcome={outcome} />
      {outcome && typeof line === 'number' ? (
        <LineAction {...props} outcome={outcome} place={line} />
      ) : (
        <span />
      )}
    </div>
  );
}

/** Who a line leads to, or why to nobody. */
function LeadsTo(
  props: CheckLinesProps & { line: CheckLine; outcome: Outcome | undefined },
): React.JSX.Element {
  const { line, outcome, choices, people } = props;
  const { texts } = useKit();
  const named = typeof line === 'number' ? [] : [line];
  const ids = outcome && typeof line === 'number' ? recordsFor(outcome, line, choices) : named;
  if (outcome && ids.length === 0) {
    const isLeftOut = typeof line === 'number' && choices.corrections.has(line);
    return <span className="sgm-quiet">{texts(isLeftOut ? 'Line_LeftOut' : reasonOf(outcome))}</span>;
  }
  const names = ids.map((id) => nameOf(id, outcome, people)).join(', ');
  return (
    <span title={names}>
      <bdi>
        <strong>{names}</strong>
      </bdi>
    </span>
  );
}

function nameOf(id: RecordId, outcome: Outcome | undefined, people: PeopleCache): string {
  const known = people.get(id);
  return (
    (outcome && nameIn(outcome, id)) ||
    (typeof known === 'object' ? known.name.trim() || known.email : '') ||
    id
  );
}

function nameIn(outcome: Outcome, id: RecordId): string {
  const candidates =
    outcome.kind === 'found'
      ? [outcome.person]
      : outcome.kind === 'several' || outcome.kind === 'inactive'
        ? outcome.people
        : [];
  const found = candidates.find((person) => person.id === id);
  return found ? found.name.trim() || found.email : '';
}
