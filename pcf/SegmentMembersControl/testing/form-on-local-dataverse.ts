import { createXrmWebApi } from '../../../emulator/form/xrm/xrm-web-api';
import {
  startLocalDataverse,
  type LocalDataverse,
  type LocalDataverseOptions,
} from '../../../emulator/local-dataverse';
import { connectDataverse } from '../dataverse/connection';
import type { Dataverse } from '../dataverse/dataverse';
import type { FormFacts } from '../app/form-facts';
import { createSession, type Session } from '../app/session';
import type { Store } from '../kit/store';

/** A local Dataverse and the control's own way to it, over HTTP. */
export interface LocalForm {
  readonly server: LocalDataverse;
  readonly dataverse: Dataverse;
  /** What was asked of the server since the last call of `forget`, as `POST msdynmkt_AddStaticMembers`. */
  readonly requests: readonly string[];
  forget(): void;
  /** A session for a record as the form would make one; closed with the form. */
  open(facts: Partial<FormFacts>, onGroupsText?: (text: string) => void): Session;
  close(): Promise<void>;
}

const nothingSpecial: FormFacts = {
  record: undefined,
  foreignTable: undefined,
  boundText: null,
  isBoundToGroups: false,
  isMasked: false,
  readOnly: undefined,
  moreColumns: [],
  isDesignTime: false,
};

export async function startLocalForm(
  options: LocalDataverseOptions = {},
  errorDetail: 'documented' | 'full' = 'documented',
): Promise<LocalForm> {
  const server = await startLocalDataverse({ port: 0, sampleData: 'standard', ...options });
  const requests: string[] = [];
  const sessions: Session[] = [];
  const send: typeof fetch = (input, init) => {
    const address = String(input);
    const url = address.startsWith('http') ? address : server.url + address;
    requests.push(`${init?.method ?? 'GET'} ${url.slice(url.indexOf('/v9.2/') + 6).replace(/[?(].*/, '')}`);
    return fetch(url, init);
  };
  const entitySetNames = {
    contact: 'contacts',
    lead: 'leads',
    msdynmkt_segment: 'msdynmkt_segments',
    msdynmkt_segmentdefinition: 'msdynmkt_segmentdefinitions',
    msdynmkt_segmentexecution: 'msdynmkt_segmentexecutions',
    savedquery: 'savedqueries',
    userquery: 'userqueries',
  };
  const webApi = createXrmWebApi(server.url, send, { entitySetNames, errorDetail });
  const dataverse = connectDataverse({
    rows: webApi,
    actionHost: { WebApi: webApi as never },
    send,
  });
  return {
    server,
    dataverse,
    requests,
    forget: () => requests.splice(0),
    open(facts, onGroupsText = () => undefined) {
      const whole = { ...nothingSpecial, ...facts };
      if (!whole.record) throw new Error('A session needs a record.');
      const session = createSession({ dataverse, record: whole.record, facts: whole, onGroupsText });
      sessions.push(session);
      return session;
    },
    async close() {
      sessions.forEach((session) => session.dispose());
      await server.close();
    },
  };
}

/** Resolves with the store's state once it is as wanted. */
export function eventually<State, Wanted extends State>(
  store: Store<State>,
  isWanted: (state: State) => state is Wanted,
): Promise<Wanted>;
export function eventually<State>(store: Store<State>, isWanted: (state: State) => boolean): Promise<State>;
export function eventually<State>(store: Store<State>, isWanted: (state: State) => boolean): Promise<State> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (!isWanted(store.get())) return;
      end();
      resolve(store.get());
    };
    const end = store.subscribe(look);
    look();
  });
}
