import * as React from 'react';
import { DefaultButton } from '../kit/fluent';
import { failureMessageOf, type FailureMessage } from '../dataverse/failure-message';
import { Choice } from '../kit/Choice';
import { Notice } from '../kit/Notice';
import { useKit } from '../kit/kit';
import type { ImportStore } from './import-store';
import type { Source } from './sources';

type Sources =
  | { readonly kind: 'unread' | 'reading' }
  | { readonly kind: 'read'; readonly sources: readonly Source[] }
  | { readonly kind: 'failed'; readonly reason: FailureMessage };

interface SourcePickerProps {
  readonly store: ImportStore;
  readonly label: string;
  readonly placeholder: string;
  /** What the button says. */
  readonly action: string;
  /** Throws what keeps them from being read, and Cancelled. */
  readonly read: (signal: AbortSignal) => Promise<readonly Source[]>;
}

/** All people of one of several sources, which are read when they are looked for. */
export function SourcePicker(props: SourcePickerProps): React.JSX.Element {
  const { store, label, placeholder, action, read } = props;
  const { texts } = useKit();
  const [state, setState] = React.useState<Sources>({ kind: 'unread' });
  const [chosen, setChosen] = React.useState<Source>();
  const work = React.useMemo(() => new AbortController(), []);
  React.useEffect(() => () => work.abort(), [work]);

  const readOnce = async (): Promise<void> => {
    if (state.kind === 'reading' || state.kind === 'read') return;
    setState({ kind: 'reading' });
    try {
      const sources = await read(work.signal);
      if (!work.signal.aborted) setState({ kind: 'read', sources });
    } catch (error) {
      if (!work.signal.aborted) setState({ kind: 'failed', reason: failureMessageOf(error) });
    }
  };

  const sources = state.kind === 'read' ? state.sources : [];
  const nameOf = ({ name, segment, isMarketingList }: Source): string => {
    const whole = isMarketingList ? texts('Import_MarketingList') : segment;
    return whole === undefined ? name : texts('Import_OfSegment', whole, name || texts('All_Title'));
  };
  return (
    <div className="sgm-fields">
      {state.kind === 'failed' && <Notice kind="error">{texts(state.reason.key, state.reason.said)}</Notice>}
      <Choice
        label={label}
        placeholder={state.kind === 'reading' ? texts('Loading') : placeholder}
        options={sources.map((source) => ({ key: source.key, text: nameOf(source) }))}
        selectedKey={chosen?.key ?? null}
        onFocus={() => void readOnce()}
        onChoose={(key) => setChosen(sources.find((source) => source.key === key))}
      />
      <DefaultButton
        className="sgm-beside-field"
        text={action}
        disabled={!chosen}
        onClick={() => chosen && void store.take(chosen.read)}
      />
    </div>
  );
}
