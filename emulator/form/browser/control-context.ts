import type { FormColumn, PropertyFacts } from '../facts/page-facts';
import type { App } from './app';
import type { FormRecord } from './form-record';

/** What the platform's context has beyond its published types, seen in apps and used by public controls. */
interface UnpublishedContext {
  readonly page: {
    readonly entityId: string | undefined;
    readonly entityTypeName: string;
    readonly isPageReadOnly: boolean;
    getClientUrl(): string;
  };
  readonly mode: {
    readonly contextInfo: {
      readonly entityId: string | undefined;
      readonly entityTypeName: string;
      readonly entityRecordName: string;
    };
    readonly isAuthoringMode: boolean;
  };
}

export type Parameters = Record<string, ComponentFramework.PropertyTypes.Property>;
export type ControlContext = ComponentFramework.Context<Parameters> & UnpublishedContext;

/** What belongs to one control on the form. */
export interface ControlPlace {
  readonly width: number;
  readonly height: number;
  readonly updatedProperties: readonly string[];
  setControlState(state: ComponentFramework.Dictionary): boolean;
  setFullScreen(on: boolean): void;
  trackContainerResize(on: boolean): void;
  requestRender(): void;
}

/** The context of one call of init or updateView. Every call gets a new one, as values change between them. */
export function controlContext(app: App, record: FormRecord, place: ControlPlace): ControlContext {
  const { facts } = app;
  const { control, form, settings, user } = facts;
  const has = (feature: string): boolean => control.features.includes(feature);
  const isPageReadOnly = settings.formReadOnly || record.isInactive || !user.canWrite;
  const context: Partial<ControlContext> = {
    parameters: Object.fromEntries(
      control.properties.map((property) => [property.name, parameterOf(property, app, record)]),
    ),
    updatedProperties: [...place.updatedProperties],
    mode: {
      allocatedHeight: place.height,
      allocatedWidth: place.width,
      isControlDisabled: isPageReadOnly || settings.controlDisabled,
      isVisible: true,
      label: form.controlLabel,
      setControlState: (state) => place.setControlState(state),
      setFullScreen: (on) => place.setFullScreen(on),
      trackContainerResize: (on) => place.trackContainerResize(on),
      contextInfo: {
        entityId: record.id,
        entityTypeName: form.table,
        entityRecordName: record.text(form.titleColumn),
      },
      isAuthoringMode: settings.authoring,
    },
    page: {
      entityId: record.id,
      entityTypeName: form.table,
      isPageReadOnly,
      getClientUrl: () => window.location.origin,
    },
    client: app.client,
    device: deviceOf(has),
    events: {},
    factory: {
      getPopupService: () => unavailable('The popup service'),
      requestRender: () => place.requestRender(),
    },
    formatting: app.formatting,
    navigation: app.navigation,
    resources: {
      getString: (key) => control.strings[key] ?? key,
      getResource: (_id, _success, failure) => failure(),
    },
    userSettings: app.userSettings,
    ...(has('Utility') ? { utils: app.utility } : {}),
    ...(has('WebAPI') ? { webAPI: app.webApi as unknown as ComponentFramework.WebApi } : {}),
    ...(app.design ? { fluentDesignLanguage: app.design } : {}),
  };
  return context as ControlContext;
}

function parameterOf(
  property: PropertyFacts,
  app: App,
  record: FormRecord,
): ComponentFramework.PropertyTypes.Property {
  const { form, settings } = app.facts;
  if (property.usage !== 'bound') {
    const raw = settings.inputs[property.name] ?? property.defaultValue ?? null;
    return {
      error: false,
      errorMessage: '',
      raw,
      type: property.type,
      ...(raw === null ? {} : { formatted: raw }),
    };
  }
  const column = form.controlColumn;
  const security = securityOf(settings.columnSecurity);
  const raw = security?.readable === false ? null : record.value(column.name);
  return {
    error: false,
    errorMessage: '',
    raw,
    formatted: raw === null ? '' : String(raw),
    type: column.type === 'memo' ? 'Multiple' : 'SingleLine.Text',
    attributes: attributesOf(column, security !== undefined),
    ...(security ? { security } : {}),
  };
}

/** Columns without column security have no `security` at all. */
function securityOf(
  columnSecurity: App['facts']['settings']['columnSecurity'],
): ComponentFramework.PropertyHelper.SecurityValues | undefined {
  if (columnSecurity === 'none') return undefined;
  return {
    secured: true,
    readable: columnSecurity !== 'hidden',
    editable: columnSecurity === 'editable',
  };
}

function attributesOf(
  column: FormColumn,
  secured: boolean,
): ComponentFramework.PropertyHelper.FieldPropertyMetadata.StringMetadata {
  return {
    DisplayName: column.label,
    LogicalName: column.name,
    RequiredLevel: 0,
    IsSecured: secured,
    SourceType: 0,
    Description: '',
    MaxLength: column.maxLength ?? 0,
    ImeMode: 0,
    Format: column.type === 'memo' ? 'TextArea' : 'Text',
  };
}

function unavailable(what: string): never {
  throw new Error(`${what} is not available on this form.`);
}

/** Only the device functions that the manifest declares are there; none of them has a device behind it. */
function deviceOf(has: (feature: string) => boolean): ComponentFramework.Device {
  const names = [
    'captureAudio',
    'captureImage',
    'captureVideo',
    'getBarcodeValue',
    'getCurrentPosition',
    'pickFile',
  ] as const;
  const declared = names.filter((name) => has(`Device.${name}`));
  const refuse = () => Promise.reject(new Error('This form has no device.'));
  return Object.fromEntries(declared.map((name) => [name, refuse])) as unknown as ComponentFramework.Device;
}
