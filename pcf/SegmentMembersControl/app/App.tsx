import * as React from 'react';
import { DefaultButton, Spinner, ThemeProvider } from '../kit/fluent';
import type { FormFacts } from './form-facts';
import { Notice } from '../kit/Notice';
import { keepFocus } from '../kit/keep-focus';
import { KitContext, type Kit } from '../kit/kit';
import type { RecordWindows } from '../people';
import type { LinkState, Session } from './session';
import { useStore } from '../kit/store';
import type { Formats, Texts } from '../kit/texts';
import { cssVariablesOf, themeOf } from '../kit/theme';
import type { DesignLanguage } from '../kit/tokens';
import { Workspace } from './Workspace';

export interface AppProps {
  /** Undefined while there is no saved record. */
  readonly session: Session | undefined;
  readonly facts: FormFacts;
  readonly texts: Texts;
  readonly formats: Formats;
  readonly windows: RecordWindows;
  readonly design: DesignLanguage | undefined;
  readonly isRightToLeft: boolean;
}

/** The whole control: theme and direction around what the record allows to show. */
export function App(props: AppProps): React.JSX.Element {
  const { session, facts, texts, design, isRightToLeft } = props;
  const theme = React.useMemo(() => ({ ...themeOf(design), rtl: isRightToLeft }), [design, isRightToLeft]);
  const variables = React.useMemo(() => cssVariablesOf(design), [design]);
  const root = React.useRef<HTMLDivElement>(null);
  React.useEffect(() => (root.current ? keepFocus(root.current) : undefined), []);
  return (
    <ThemeProvider theme={theme} applyTo="none">
      <div className="sgm-root" ref={root} dir={isRightToLeft ? 'rtl' : 'ltr'} style={variables}>
        {session ? <Connected {...props} session={session} /> : <WithoutRecord facts={facts} texts={texts} />}
      </div>
    </ThemeProvider>
  );
}

function WithoutRecord({ facts, texts }: { facts: FormFacts; texts: Texts }): React.JSX.Element {
  if (facts.isDesignTime) return <Notice kind="info">{texts('Design_Preview')}</Notice>;
  if (facts.foreignTable) return <Notice kind="warning">{texts('WrongTable', facts.foreignTable)}</Notice>;
  if (facts.isMasked) return <Notice kind="warning">{texts('Masked')}</Notice>;
  return <Notice kind="info">{texts('SaveFirst')}</Notice>;
}

function Connected(props: AppProps & { session: Session }): React.JSX.Element {
  const { session, facts, texts, formats, windows } = props;
  const [message, announce] = React.useState('');
  const kit: Kit = React.useMemo(() => ({ texts, formats, announce }), [texts, formats]);
  const link = useStore(session.link);
  return (
    <KitContext.Provider value={kit}>
      {facts.readOnly && <Notice kind="info">{texts(`ReadOnly_${facts.readOnly}`)}</Notice>}
      {link.kind === 'loading' && <Spinner label={texts('Loading')} />}
      {link.kind === 'linked' ? (
        <Workspace
          session={session}
          windows={windows}
          readOnly={facts.readOnly}
          segment={link.segment}
          query={link.people}
        />
      ) : (
        <LinkNotice link={link} texts={texts} onTryAgain={() => void session.refreshSegment()} />
      )}
      <div className="sgm-hidden" role="status" aria-live="polite">
        {message}
      </div>
    </KitContext.Provider>
  );
}

interface LinkNoticeProps {
  readonly link: LinkState;
  readonly texts: Texts;
  readonly onTryAgain: () => void;
}

function LinkNotice({ link, texts, onTryAgain }: LinkNoticeProps): React.JSX.Element | null {
  const again = <DefaultButton text={texts('TryAgain')} onClick={onTryAgain} />;
  switch (link.kind) {
    case 'failed':
      return (
        <Notice kind="error" actions={again}>
          {texts(link.reason.key, link.reason.said)}
        </Notice>
      );
    case 'noSegment':
      return (
        <Notice kind="warning" actions={again}>
          {texts('NoSegment')}
        </Notice>
      );
    case 'noDefinition':
      return <Notice kind="warning">{texts('NoDefinition')}</Notice>;
    case 'foreignMembers':
      return <Notice kind="warning">{texts('ForeignMembers', link.memberTable)}</Notice>;
    case 'loading':
    case 'linked':
      return null;
  }
}
