import * as React from 'react';
import { PrimaryButton, TextField } from '../kit/fluent';
import type { RecordId } from '../../../segments/record-id';
import { Symbol } from '../kit/icons';
import { useKit } from '../kit/kit';
import { languageTag } from '../lists/text/reader-language';
import type { ImportStore, KeptList } from './import-store';
import { SourceCard } from './SourceCard';
import { SourcePicker } from './SourcePicker';

interface ListSourceProps {
  readonly store: ImportStore;
  readonly kept: KeptList | undefined;
  readonly pickRecords: () => Promise<readonly RecordId[]>;
}

/** Where the list comes from: the platform's dialog, a view, a file or a paste. */
export function ListSource({ store, kept, pickRecords }: ListSourceProps): React.JSX.Element {
  const { texts, formats } = useKit();
  const keptText = kept?.text ?? '';
  const isLong = keptText.length >= longPaste;
  const keptName = isLong ? `${keptText.slice(0, 80)}…` : kept?.fileName;
  const [text, setText] = React.useState(isLong ? '' : keptText);
  const input = React.useRef<HTMLInputElement>(null);
  // 300,000 lines in a text field would hold up the page for seconds: they go on at once, and only begin on show.
  const onPaste = (event: React.ClipboardEvent): void => {
    const pasted = event.clipboardData.getData('text');
    if (pasted.length < longPaste) return;
    event.preventDefault();
    void store.paste(pasted);
  };
  return (
    <div className="sgm-sources">
      <div className="sgm-cards">
        <SourceCard
          icon="People"
          title={texts('Import_Pick')}
          text={texts('Import_PickText')}
          onChoose={() => void store.take(pickRecords)}
        />
        <SourceCard
          icon="File"
          title={texts('Import_ChooseFile')}
          text={texts('Import_FileText')}
          onChoose={() => input.current?.click()}
        />
        <input
          ref={input}
          type="file"
          hidden
          accept=".csv,.tsv,.tab,.txt,.xlsx,.xlsm"
          aria-label={texts('Import_ChooseFile')}
          onChange={(event) => {
            const file = event.target.files?.[0];
            if (file) void store.choose(file, languageTag(formats.languageId));
          }}
        />
      </div>
      <SourcePicker
        store={store}
        label={texts('Import_View')}
        placeholder={texts('Import_ChooseView')}
        action={texts('Import_ReadView')}
        read={(signal) => store.viewsAndLists(signal)}
      />
      <SourcePicker
        store={store}
        label={texts('Import_Segment')}
        placeholder={texts('Import_ChooseSegment')}
        action={texts('Import_ReadSegment')}
        read={(signal) => store.segments(signal)}
      />
      <TextField
        label={texts('Import_Paste')}
        description={texts('Import_PasteHint')}
        multiline
        rows={5}
        resizable={false}
        value={text}
        onPaste={onPaste}
        onChange={(_, value) => setText(value ?? '')}
      />
      {keptName && text === '' && (
        <p>
          <Symbol name="File" /> <bdi>{keptName}</bdi>
        </p>
      )}
      <PrimaryButton
        text={texts('Next')}
        disabled={text.trim() === '' && !keptName}
        onClick={() => (text === '' || text === keptText ? store.goOn() : void store.paste(text))}
      />
    </div>
  );
}

/** Characters from which a paste is read without being shown. */
const longPaste = 20_000;
