import { Clock } from './clock';
import type { FastifyRequest } from 'fastify';
import type { AddressInfo } from 'node:net';
import { userName, type RecordId, type TableDescription } from '../segments';
import { assumptionsWith, type Assumptions } from './assumptions';
import { builtInTables } from './built-in-tables';
import { registerConnectorRuntime } from './connector-runtime';
import { registerForm } from './form/server/register-form';
import { certificateIn } from './http/certificate';
import { registerClockRoutes } from './http/clock-routes';
import { registerFaultRoutes } from './http/fault-routes';
import { Faults, type FaultPlan } from './http/faults';
import { Gate } from './http/gate';
import { protectPages } from './http/page-protection';
import { createServer } from './http/server';
import { registerSnapshotRoutes } from './http/snapshot-routes';
import { ServiceProtection, type ProtectionLimits } from './http/service-protection';
import { refuseUnprivileged, registerSignIn, rowReach, type Account, type SignIn } from './http/sign-in';
import { followRequests, Trace, type TracedRequest } from './http/trace';
import { registerTraceRoutes } from './http/trace-routes';
import { registerWebApi } from './http/web-api-routes';
import { refreshDueSegments, refreshLookMilliseconds } from './membership/real-time/refresh';
import { resumeUnfinished } from './membership/resume';
import { membershipRules } from './membership/rules';
import { allMessages, type MessageContext } from './messages';
import { inTurn, PendingWork } from './pending-work';
import { loadSampleData } from './sample-data';
import { storedConnectors } from './stored-connectors';
import { withOwnTables } from './own-tables';
import { solutionRemoval } from './solutions';
import { openStore, SYSTEM_USER, type Store } from './store';
import { listMembers, personNames, undeletableRows } from './store/tables';
import type { WebApiEnvironment } from './web-api';

export type SampleData = 'none' | 'standard' | 'large';

export interface LocalDataverseOptions {
  /** 0, the default, takes any free port. */
  readonly port?: number;
  /** Listens beyond this machine, for containers: whoever reaches the port reaches everything, unless `auth` asks. */
  readonly anyAddress?: boolean | undefined;
  /** Speaks HTTPS, with a certificate of its own that it finds in this folder or makes there. */
  readonly https?: { readonly folder: string } | undefined;
  /** SQLite file that keeps the rows; one that ends with the process when absent. */
  readonly file?: string | undefined;
  /** Begins with the rows of this snapshot in the place of the sample's and of those in `file`. */
  readonly restore?: string | undefined;
  readonly sampleData?: SampleData;
  /** Full name of the imported control that the forms show; that of Segment Members when absent. */
  readonly control?: string;
  readonly assumptions?: Partial<Assumptions>;
  /** Custom tables beside the built-in ones; those of a built-in name bring it more columns. */
  readonly tables?: readonly TableDescription[] | undefined;
  readonly now?: () => Date;
  /** Where the clock begins; it goes on from there. */
  readonly startsAt?: Date | undefined;
  /** Requests fail on purpose as the plan says; it can be changed at `/admin/faults`. Off when absent. */
  readonly faults?: FaultPlan | undefined;
  /** Asks for a sign-in everywhere, with secrets of its own or with this one. Off when absent. */
  readonly auth?: boolean | { readonly secret: string } | undefined;
  /**
   * Whether the C# scripts of imported connectors run: all of them, only those with one of these texts, or none, which
   * is the default. A script is a program: it can do whatever the one who starts the local Dataverse can do.
   */
  readonly runScripts?: boolean | readonly string[] | undefined;
  /** Dataverse's limits for each user, or other numbers for some of them. Off when absent. */
  readonly serviceProtection?: Partial<ProtectionLimits> | undefined;
  /** Tells of each request with its statements, also at `/admin/requests`. Off when absent. */
  readonly trace?: ((request: TracedRequest) => void) | undefined;
}

export interface LocalDataverse {
  /** The environment's address without a slash at its end, e.g. `http://127.0.0.1:5151`. */
  readonly url: string;
  readonly store: Store;
  /** The environment's time, which tests set and move. Segments that are due are computed within 30 seconds. */
  readonly clock: Clock;
  /** All rows as they are at some moment, to come back to. */
  readonly snapshots: {
    take(name: string): Promise<void>;
    /** Waits for the requests that run; those that come meanwhile wait. @throws Error when there is no such snapshot. */
    restore(name: string): Promise<void>;
  };
  /** Those who may sign in; none without `auth`. */
  readonly accounts: readonly Account[];
  /** What whoever started it should know, e.g. the secrets of the applications that may sign in. */
  readonly notes: readonly string[];
  close(): Promise<void>;
}

/**
 * Starts a local Dataverse on 127.0.0.1.
 * @throws Error with `code` EADDRINUSE when the port is in use, or SQLite's when the file cannot be used.
 */
export async function startLocalDataverse(options: LocalDataverseOptions = {}): Promise<LocalDataverse> {
  const certificate = options.https && (await certificateIn(options.https.folder));
  const clock = new Clock(options.now);
  const { now } = clock;
  if (options.startsAt !== undefined) clock.set(options.startsAt);
  const pending = new PendingWork();
  const assumptions = assumptionsWith(options.assumptions);
  const later: MessageContext['later'] = (milliseconds, work) => {
    pending.later(milliseconds, work);
  };
  const store = openStore(withOwnTables(builtInTables, options.tables ?? []), {
    rules: [
      ...personNames,
      ...undeletableRows,
      ...listMembers,
      solutionRemoval,
      ...membershipRules({ assumptions, later }),
    ],
    now,
    accents: assumptions.accents,
    file: options.file ?? { temporary: true },
  });
  const server = createServer(certificate);
  protectPages(server);
  let accounts: readonly Account[] = [];
  let restore: (name: string) => Promise<void>;
  let refreshing: NodeJS.Timeout | undefined;
  try {
    const { sampleData = 'none' } = options;
    if (options.restore !== undefined) await store.snapshots?.restoreFile(options.restore);
    else if (sampleData !== 'none') await loadSampleData(store, sampleData);
    const publishing = { store, user: SYSTEM_USER, assumptions, now, later };
    resumeUnfinished(publishing);
    const gate = new Gate();
    const refresh = inTurn(() =>
      pending.begin(async () => {
        if (!gate.isShut) await refreshDueSegments(publishing);
      }),
    );
    refreshing = setInterval(() => void refresh(), refreshLookMilliseconds).unref();
    const signIn = signInOf(options, server, store, now);
    accounts = signIn?.accounts ?? [];
    const userOf = (request: FastifyRequest): RecordId => signIn?.userOf(request) ?? SYSTEM_USER;
    const environment: WebApiEnvironment = {
      store,
      messages: new Map(allMessages.map((message) => [message.name, message])),
      assumptions,
      now,
      later,
      authorise: (request) => {
        const account = signIn?.accountOfUser(request.user);
        if (account !== undefined) refuseUnprivileged(request, environment, account);
      },
      reachOf: (user) => {
        const account = signIn?.accountOfUser(user);
        return account === undefined ? undefined : rowReach(account, store);
      },
    };
    const trace = options.trace && new Trace(options.trace);
    if (trace !== undefined) {
      followRequests(server, trace);
      registerTraceRoutes(server, trace);
    }
    registerClockRoutes(server, clock, refresh);
    restore = (name) =>
      gate.shut(async () => {
        await pending.settle();
        await store.snapshots?.restore(name);
        resumeUnfinished(publishing);
      });
    if (store.snapshots !== undefined) registerSnapshotRoutes(server, store.snapshots, restore);
    const faults = options.faults === undefined ? undefined : new Faults(options.faults);
    if (faults !== undefined) registerFaultRoutes(server, faults);
    const protection =
      options.serviceProtection === undefined ? undefined : new ServiceProtection(options.serviceProtection);
    registerWebApi(server, environment, userOf, { faults, protection, gate });
    registerForm(server, {
      store,
      control: options.control ?? 'sgm_SegmentMembers.SegmentMembersControl',
      userOf: (request) => {
        const id = userOf(request);
        const account = signIn?.accountOfUser(id);
        return {
          id,
          name: String(store.retrieve(userName.logicalName, id)?.['fullname'] ?? ''),
          roles: [account?.role ?? 'Marketing user'],
          canWrite: account?.canWrite ?? true,
        };
      },
      links: [
        { href: '/api/data/v9.2/', text: 'Web API' },
        { href: '/connectors', text: 'Connectors' },
        ...(trace === undefined ? [] : [{ href: '/admin/requests', text: 'Requests' }]),
      ],
    });
    registerConnectorRuntime(server, {
      storedConnectors: () => storedConnectors(store),
      scripts: { mayRun: (script) => mayRunScript(options.runScripts, script) },
      ...(certificate === undefined ? {} : { certificate: certificate.cert }),
    });
    await server.listen({
      host: options.anyAddress === true ? '0.0.0.0' : '127.0.0.1',
      port: options.port ?? 0,
    });
  } catch (error) {
    clearInterval(refreshing);
    await server.close();
    store.close();
    throw error;
  }
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `${certificate === undefined ? 'http' : 'https'}://127.0.0.1:${port}`,
    store,
    clock,
    snapshots: {
      take: async (name) => {
        await store.snapshots?.take(name);
      },
      restore: (name) => restore(name),
    },
    accounts,
    notes: [
      ...(certificate === undefined ? [] : [`Node trusts it with NODE_EXTRA_CA_CERTS=${certificate.file}`]),
      ...accounts.map(
        ({ name, role, clientId, clientSecret }) =>
          `${name} (${role}): client id ${clientId}, secret ${clientSecret}`,
      ),
    ],
    async close() {
      clearInterval(refreshing);
      await server.close();
      await pending.finish();
      store.close();
    },
  };
}

function mayRunScript(runScripts: LocalDataverseOptions['runScripts'] = false, script: string): boolean {
  return typeof runScripts === 'boolean' ? runScripts : runScripts.includes(script);
}

function signInOf(
  { auth = false }: LocalDataverseOptions,
  server: ReturnType<typeof createServer>,
  store: Store,
  now: () => Date,
): SignIn | undefined {
  if (auth === false) return undefined;
  return registerSignIn(server, store, now, auth === true ? undefined : auth.secret);
}
