import * as React from 'react';
import type { Dataverse } from './dataverse/dataverse';
import { dataverseOfForm } from './dataverse/dataverse-of-form';
import { App } from './app/App';
import { factsOfForm, type FormFacts, type Inputs, type Outputs } from './app/form-facts';
import { recordWindowsOf } from './app/record-windows';
import { provideIcons } from './kit/icons';
import { createSession, type Session } from './app/session';
import { createFormats, createTexts } from './kit/texts';

type Context = ComponentFramework.Context<Inputs>;

/** Life cycle of the control: makes the parts, hands them to the root component, lets them go. */
export class SegmentMembersControl implements ComponentFramework.ReactControl<Inputs, Outputs> {
  private dataverse: Dataverse | undefined;
  private platform: Pick<React.ComponentProps<typeof App>, 'texts' | 'formats' | 'windows'> | undefined;
  private session: Session | undefined;
  private sessionKey = '';
  /** Text for the groups column since the last change made here. */
  private groupsText: string | undefined;
  /** The form has been told of a change and has not asked for it yet, so it still shows the text before. */
  private isOutputDue = false;
  private notifyOutputChanged: () => void = () => undefined;

  init(context: Context, notifyOutputChanged?: () => void): void {
    this.notifyOutputChanged = notifyOutputChanged ?? this.notifyOutputChanged;
    context.mode.trackContainerResize(true);
    provideIcons();
    this.platform = {
      texts: createTexts((key) => context.resources.getString(key)),
      formats: createFormats(context.formatting, context.userSettings),
      windows: recordWindowsOf(context),
    };
    this.dataverse = dataverseOfForm(context);
  }

  updateView(context: Context): React.ReactElement {
    if (!this.platform) return React.createElement(React.Fragment);
    const facts = factsOfForm(context, this.dataverse?.canCallActions ?? false);
    const session = this.sessionFor(facts);
    if (!this.isOutputDue) session?.formHas(facts.boundText);
    return React.createElement(App, {
      ...this.platform,
      session,
      facts,
      design: context.fluentDesignLanguage as React.ComponentProps<typeof App>['design'],
      isRightToLeft: context.userSettings.isRTL,
    });
  }

  getOutputs(): Outputs {
    this.isOutputDue = false;
    return this.groupsText === undefined ? {} : { groups: this.groupsText };
  }

  destroy(): void {
    this.session?.dispose();
    this.session = undefined;
  }

  /** The session of the record on the form; another record gets another one. */
  private sessionFor(facts: FormFacts): Session | undefined {
    const { record, isMasked, isDesignTime } = facts;
    const key = record && !isMasked && !isDesignTime ? `${record.table} ${record.id}` : '';
    if (key === this.sessionKey) return this.session;
    this.session?.dispose();
    this.session = undefined;
    this.sessionKey = key;
    this.groupsText = undefined;
    this.isOutputDue = false;
    if (key !== '' && record && this.dataverse) {
      this.session = createSession({
        dataverse: this.dataverse,
        record,
        facts,
        onGroupsText: (text) => {
          this.groupsText = text;
          this.isOutputDue = true;
          this.notifyOutputChanged();
        },
      });
    }
    return this.session;
  }
}
