import * as React from 'react';
import { DefaultButton, IconButton } from '../kit/fluent';
import type { RecordId } from '../../../segments/record-id';
import type { KnownPerson } from '../people';
import { iconOf } from '../kit/icons';
import { useShell } from '../app/shell';

interface MemberDetailsProps {
  readonly id: RecordId;
  readonly person: KnownPerson | undefined;
  readonly table: string;
  readonly headings: readonly string[];
  readonly onClose: () => void;
}

/** One member beside the list. */
export function MemberDetails({ id, person, table, headings, onClose }: MemberDetailsProps): React.JSX.Element {
  const { texts, form } = useShell();
  const known = person === undefined || person === 'missing' ? undefined : person;
  const values = known ? [known.name, known.email, ...known.more] : [];
  const title = known?.name || id;
  const closeButton = React.useRef<HTMLDivElement>(null);
  React.useEffect(() => closeButton.current?.querySelector('button')?.focus(), [id]);
  return (
    <aside
      className="sgm-details"
      aria-label={texts('Member_Details', title)}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose();
      }}
    >
      <div className="sgm-pane-head" ref={closeButton}>
        <h4 className="sgm-title">
          <bdi>{title}</bdi>
        </h4>
        <IconButton iconProps={iconOf('Clear')} ariaLabel={texts('Close')} onClick={onClose} />
      </div>
      <dl>
        {headings.map((heading, index) => (
          <React.Fragment key={index}>
            <dt className="sgm-quiet">{heading}</dt>
            <dd>
              <bdi>{values[index] || '---'}</bdi>
            </dd>
          </React.Fragment>
        ))}
        <dt className="sgm-quiet">{texts('Import_ById')}</dt>
        <dd className="sgm-id">{id}</dd>
      </dl>
      <DefaultButton text={texts('Member_Open')} onClick={() => form.openRecord(table, id)} />
    </aside>
  );
}
