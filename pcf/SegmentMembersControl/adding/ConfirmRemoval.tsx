import * as React from 'react';
import type { RecordId } from '../../../segments/record-id';
import { DefaultButton, Dialog, DialogFooter, DialogType, PrimaryButton, TextField } from '../kit/fluent';
import { useKit } from '../kit/kit';
import { useStore } from '../kit/store';
import type { PeopleCache } from '../people';
import { typedNumber } from './typed-number';

interface ConfirmRemovalProps {
  readonly leaving: readonly RecordId[];
  readonly memberCount: number;
  /** Whether the list found nobody, or more than half of the group goes: then the number has to be typed. */
  readonly isGrave: boolean;
  readonly groupName: string;
  readonly people: PeopleCache;
  readonly onYes: () => void;
  readonly onClose: () => void;
}

const namesShown = 3;

/** Asks before a list takes members out: how many of how many, the first of them by name. */
export function ConfirmRemoval(props: ConfirmRemovalProps): React.JSX.Element {
  const { leaving, memberCount, isGrave, groupName, people, onYes, onClose } = props;
  const { texts, formats } = useKit();
  const [typed, setTyped] = React.useState('');
  useStore(people.version);
  const first = leaving.slice(0, namesShown);
  React.useEffect(() => void people.want(leaving.slice(0, namesShown)), [people, leaving]);
  const count = formats.number(leaving.length);
  const names = first.map((id) => nameOf(id, people)).join(', ');
  return (
    <Dialog
      hidden={false}
      onDismiss={onClose}
      modalProps={{ isBlocking: true }}
      dialogContentProps={{
        type: DialogType.normal,
        title: texts('Removal_Title', count, formats.number(memberCount), groupName),
        subText: texts(leaving.length > namesShown ? 'Removal_NamesAndMore' : 'Removal_Names', names),
        showCloseButton: false,
      }}
    >
      {isGrave && (
        <TextField
          label={texts('Removal_Type', count)}
          value={typed}
          autoComplete="off"
          onChange={(_, value) => setTyped(value ?? '')}
        />
      )}
      <DialogFooter>
        <PrimaryButton
          text={texts('Members_Remove', count)}
          disabled={isGrave && typedNumber(typed) !== leaving.length}
          onClick={onYes}
        />
        <DefaultButton text={texts('Cancel')} onClick={onClose} />
      </DialogFooter>
    </Dialog>
  );
}

function nameOf(id: RecordId, people: PeopleCache): string {
  const known = people.get(id);
  return typeof known === 'object' ? known.name.trim() || known.email || id : id;
}
