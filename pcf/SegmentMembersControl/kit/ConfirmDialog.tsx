import * as React from 'react';
import { DefaultButton, Dialog, DialogFooter, DialogType, PrimaryButton } from './fluent';
import { useKit } from './kit';

export interface Question {
  readonly title: string;
  readonly text: string;
  /** Label of the button that does it. */
  readonly yes: string;
  readonly onYes: () => void;
}

/** Asks before something that is hard to take back. */
export function ConfirmDialog(props: {
  question: Question | undefined;
  onClose: () => void;
}): React.JSX.Element {
  const { texts } = useKit();
  const { question, onClose } = props;
  return (
    <Dialog
      hidden={!question}
      onDismiss={onClose}
      modalProps={{ isBlocking: true }}
      // The close button's icon is a font that Fluent would load from elsewhere; Escape and Cancel close as well.
      dialogContentProps={{
        type: DialogType.normal,
        title: question?.title ?? '',
        subText: question?.text ?? '',
        showCloseButton: false,
      }}
    >
      <DialogFooter>
        <PrimaryButton
          text={question?.yes ?? ''}
          onClick={() => {
            question?.onYes();
            onClose();
          }}
        />
        <DefaultButton text={texts('Cancel')} onClick={onClose} />
      </DialogFooter>
    </Dialog>
  );
}
