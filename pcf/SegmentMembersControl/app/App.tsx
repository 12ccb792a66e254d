import * as React from 'react';
import { DefaultButton, Spinner, ThemeProvider } from '../kit/fluent';
import type { FormFacts } from './form-facts';
import { Notice } from '../kit/Notice';
import { ShellContext, type FormServices, type Shell } from './shell';
import type { LinkState, Session } from './session';
import { useStore } from '../kit/store';
import type { Formats, Texts } from '../kit/texts';
import { cssVariablesOf, themeOf, type DesignLanguage } from '../kit/theme';
import { Workspace } from './Workspace';

export interface AppProps {
  /** Undefined while there is no saved record. */
  readonly session: Session | undefined;
  readonly facts: FormFacts;
  readonly texts: Texts;
  readonly formats: Formats;
  readonly form: FormServices;
  readonly design: DesignLanguage | undefined;
  readonly isRightToLeft: boolean;
}

/** The whole control: theme and direction around what the record allows to show. */
export function App(props: AppProps): React.JSX.Element {
  const { session, facts, texts, design, isRightToLeft } = props;
  const theme = React.useMemo(() => {
    const themed = themeOf(design);
    return { ...themed, rtl: isRightToLeft };
  }, [design, isRightToLeft]);
  return (
    <ThemeProvider theme={theme} applyTo="none">
      <div
        className="sgm-root"
        dir={isRightToLeft ? 'rtl' : 'ltr'}
        style={cssVariablesOf(theme) as React.CSSProperties}
      >
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
  const { session, facts, texts, formats, form } = props;
  const [message, announce] = React.useState('');
  const shell: Shell = React.useMemo(
    () => ({ session, texts, formats, form, readOnly: facts.readOnly, announce }),
    [session, texts, formats, form, facts.readOnly],
  );
  const link = useStore(session.link);
  return (
    <ShellContext.Provider value={shell}>
      {facts.readOnly && <Notice kind="info">{texts(`ReadOnly_${facts.readOnly}`)}</Notice>}
      {link.kind === 'loading' && <Spinner label={texts('Loading')} />}
      {link.kind === 'linked' ? (
        <Workspace segment={link.segment} query={link.people} />
      ) : (
        <LinkNotice link={link} shell={shell} />
      )}
      <div className="sgm-hidden" role="status" aria-live="polite">
        {message}
      </div>
    </ShellContext.Provider>
  );
}

function LinkNotice({ link, shell }: { link: LinkState; shell: Shell }): React.JSX.Element | null {
  const { texts, session } = shell;
  const again = <DefaultButton text={texts('TryAgain')} onClick={() => void session.refreshSegment()} />;
  switch (link.kind) {
    case 'failed':
      return (
        <Notice kind="error" actions={again}>
          {texts('Failed', link.reason)}
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
    default:
      return null;
  }
}
