import * as React from 'react';
import { DefaultButton } from '../kit/fluent';
import { failureMessageOf, type FailureMessage } from '../dataverse/failure-message';
import { Choice } from '../kit/Choice';
import { Notice } from '../kit/Notice';
import { useKit } from '../kit/kit';
import type { ImportStore } from './import-store';
import type { View } from './views';

type Views =
  | { readonly kind: 'unread' | 'reading' }
  | { readonly kind: 'read'; readonly views: readonly View[] }
  | { readonly kind: 'failed'; readonly reason: FailureMessage };

/** All rows of a view of the member table. */
export function ViewPicker({ store }: { store: ImportStore }): React.JSX.Element {
  const { texts } = useKit();
  const [state, setState] = React.useState<Views>({ kind: 'unread' });
  const [chosen, setChosen] = React.useState<View>();
  const work = React.useMemo(() => new AbortController(), []);
  React.useEffect(() => () => work.abort(), [work]);

  const read = async (): Promise<void> => {
    if (state.kind === 'reading' || state.kind === 'read') return;
    setState({ kind: 'reading' });
    try {
      const views = await store.views(work.signal);
      if (!work.signal.aborted) setState({ kind: 'read', views });
    } catch (error) {
      if (!work.signal.aborted) setState({ kind: 'failed', reason: failureMessageOf(error) });
    }
  };

  const views = state.kind === 'read' ? state.views : [];
  return (
    <div className="sgm-fields">
      {state.kind === 'failed' && <Notice kind="error">{texts(state.reason.key, state.reason.said)}</Notice>}
      <Choice
        label={texts('Import_View')}
        placeholder={texts(state.kind === 'reading' ? 'Loading' : 'Import_ChooseView')}
        options={views.map(({ id, name }) => ({ key: id, text: name }))}
        selectedKey={chosen?.id ?? null}
        onFocus={() => void read()}
        onChoose={(key) => setChosen(views.find(({ id }) => id === key))}
      />
      <DefaultButton
        className="sgm-beside-field"
        text={texts('Import_ReadView')}
        disabled={!chosen}
        onClick={() => chosen && void store.takeView(chosen)}
      />
    </div>
  );
}
