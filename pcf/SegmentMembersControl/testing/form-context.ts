import type { Inputs } from '../app/form-facts';

type Context = ComponentFramework.Context<Inputs>;

export interface ContextChoices {
  readonly table?: string;
  readonly id?: string;
  readonly text?: string | null;
  readonly column?: string;
  readonly security?: { readonly secured: boolean; readonly editable: boolean; readonly readable: boolean };
  readonly isDisabled?: boolean;
  readonly isOffline?: boolean;
  readonly mayWrite?: boolean;
  readonly isAuthoring?: boolean;
  readonly memberColumns?: string;
  readonly webAPI?: Partial<ComponentFramework.WebApi>;
}

/** The context of a form as the platform gives it, as far as the control uses it. */
export function formContext(choices: ContextChoices = {}): Context {
  const { text = '[]', column = 'msdynmkt_staticlistmembers', security } = choices;
  const context = {
    parameters: {
      groups: { raw: text, attributes: { LogicalName: column }, ...(security ? { security } : {}) },
      memberColumns: { raw: choices.memberColumns ?? null },
    },
    mode: {
      isControlDisabled: choices.isDisabled ?? false,
      isAuthoringMode: choices.isAuthoring ?? false,
      contextInfo: {
        entityId: choices.id,
        entityTypeName: choices.table ?? 'msdynmkt_segmentdefinition',
      },
      trackContainerResize: () => undefined,
    },
    client: { isOffline: () => choices.isOffline ?? false },
    utils: { hasEntityPrivilege: () => choices.mayWrite ?? true },
    userSettings: { isRTL: false },
    resources: { getString: (key: string) => key },
    formatting: { formatInteger: String, formatDateShort: String },
    navigation: {},
    webAPI: choices.webAPI ?? {},
  };
  return context as unknown as Context;
}
