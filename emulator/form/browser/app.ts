import type { PageFacts } from '../facts/page-facts';
import { pageTexts } from '../facts/page-texts';
import { createXrmWebApi, type XrmWebApi } from '../xrm/xrm-web-api';
import { entityMetadata } from './entity-metadata';
import { formatting } from './formatting';
import { lookupObjects } from './lookup-dialog';
import { navigation } from './navigation';
import { userSettings } from './user-settings';

/** What one app gives to all controls of its pages. */
export interface App {
  readonly facts: PageFacts;
  readonly webApi: XrmWebApi;
  readonly client: ComponentFramework.Client;
  readonly formatting: ComponentFramework.Formatting;
  readonly navigation: ComponentFramework.Navigation;
  readonly userSettings: ComponentFramework.UserSettings;
  readonly utility: ComponentFramework.Utility;
  readonly design: ComponentFramework.FluentDesignState | undefined;
  /** Tells when an action was called that changes the state of records, such as publishing. */
  onStateChange(listener: () => void): void;
}

export function createApp(facts: PageFacts, openRecord: (table: string, id?: string) => void): App {
  const { settings, user } = facts;
  const listeners: (() => void)[] = [];
  const webApi = createXrmWebApi('', (input, init) => fetchAndTell(input, init, listeners), {
    entitySetNames: facts.entitySetNames,
    errorDetail: settings.errors,
  });
  return {
    onStateChange: (listener) => void listeners.push(listener),
    facts,
    webApi,
    client: {
      disableScroll: false,
      getClient: () => 'Web',
      // 1 desktop, 2 tablet, 3 phone, as the platform tells them apart by the window's width.
      getFormFactor: () => (window.innerWidth >= 1024 ? 1 : window.innerWidth >= 640 ? 2 : 3),
      isOffline: () => settings.offline,
      isNetworkAvailable: () => !settings.offline,
    },
    formatting: formatting(settings),
    navigation: navigation(openRecord),
    userSettings: userSettings(user, settings),
    utility: {
      getEntityMetadata: (table, columns = []) => entityMetadata(table, columns, readJson),
      // 2 is the privilege to read: without it the page's own record could not have been opened.
      hasEntityPrivilege: (_table, privilege) => privilege === 2 || user.canWrite,
      lookupObjects: (options) => lookupObjects(options, webApi, pageTexts(settings.language.id)),
    },
    design: designOf(facts),
  };
}

/** Actions after which the record on the form has another state than the one that was read. */
const changingState = /\/msdyn(?:mkt|crm)_(?:Publish|Stop)\w*/;

async function fetchAndTell(
  input: RequestInfo | URL,
  init: RequestInit | undefined,
  listeners: readonly (() => void)[],
): Promise<Response> {
  const response = await window.fetch(input, init);
  if (response.ok && typeof input === 'string' && changingState.test(input)) {
    for (const listener of listeners) listener();
  }
  return response;
}

async function readJson(path: string): Promise<Record<string, unknown>> {
  const response = await window.fetch(`/api/data/v9.2/${path}`);
  if (!response.ok) throw new Error(`${path}: ${response.status} ${response.statusText}`);
  return (await response.json()) as Record<string, unknown>;
}

function designOf(facts: PageFacts): ComponentFramework.FluentDesignState | undefined {
  if (!facts.designTokens) return undefined;
  return {
    // The tokens come from the platform's own Fluent file, so they are those the type lists.
    tokenTheme: facts.designTokens,
    brand: brandRamp as unknown as ComponentFramework.FluentDesignState['brand'],
    isDarkTheme: facts.settings.theme === 'dark',
  };
}

/** The ramp of Fluent's web brand, from 10 to 160. */
const brandRamp: Readonly<Record<number, string>> = Object.fromEntries(
  (
    '#061724 #082338 #0a2e4a #0c3b5e #0e4775 #0f548c #115ea3 #0f6cbd ' +
    '#2886de #479ef5 #62abf5 #77b7f7 #96c6fa #b4d6fa #cfe4fa #ebf3fc'
  )
    .split(' ')
    .map((colour, step) => [(step + 1) * 10, colour]),
);

/** The global `Xrm` that scripts of a form find. */
export function xrmOf(app: App): Record<string, unknown> {
  const { webApi, facts, navigation, utility } = app;
  const { execute, offline } = facts.settings;
  const records = {
    createRecord: webApi.createRecord,
    retrieveRecord: webApi.retrieveRecord,
    retrieveMultipleRecords: webApi.retrieveMultipleRecords,
    updateRecord: webApi.updateRecord,
    deleteRecord: webApi.deleteRecord,
  };
  const onTop = !offline && (execute === 'both' || execute === 'top');
  const online = !offline && (execute === 'both' || execute === 'online');
  const globalContext = {
    client: app.client,
    userSettings: app.userSettings,
    getClientUrl: () => window.location.origin,
    getVersion: () => '9.2.0.0',
  };
  return {
    WebApi: {
      ...records,
      ...(onTop ? { execute: webApi.execute } : {}),
      ...(offline ? {} : { online: { ...records, ...(online ? { execute: webApi.execute } : {}) } }),
      isAvailableOffline: () => false,
    },
    Navigation: navigation,
    Utility: { getGlobalContext: () => globalContext, lookupObjects: utility.lookupObjects },
  };
}
