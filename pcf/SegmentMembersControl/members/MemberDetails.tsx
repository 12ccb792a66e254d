import * as React from 'react';
import { DefaultButton, IconButton } from '../kit/fluent';
import type { RecordId } from '../../../segments/record-id';
import { shownName, type KnownPerson } from '../people';
import { iconOf } from '../kit/icons';
import { useKit } from '../kit/kit';
import { Initials } from '../kit/Persona';

interface MemberDetailsProps {
  readonly id: RecordId;
  readonly person: KnownPerson | undefined;
  readonly headings: readonly string[];
  readonly onOpenRecord: () => void;
  /** What else there is to say of the member. */
  readonly children?: React.ReactNode;
  readonly onClose: () => void;
}

/** One member beside the list. */
export function MemberDetails(props: MemberDetailsProps): React.JSX.Element {
  const { id, person, headings, onOpenRecord, onClose } = props;
  const { texts } = useKit();
  const known = person === undefined || person === 'missing' ? undefined : person;
  const values = known ? [known.name, known.email, ...known.more] : [];
  const title = known ? shownName(known, texts('Members_NoName')) : id;
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
        <Initials id={id} name={known?.name ?? ''} />
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
      {props.children}
      <DefaultButton text={texts('Member_Open')} onClick={onOpenRecord} />
    </aside>
  );
}
