import type { FastifyInstance } from 'fastify';
import { DataverseError, errorCodes } from '../dataverse-error';

const loopbackHosts = new Set(['127.0.0.1', 'localhost', '[::1]']);

/**
 * Refuses requests whose Host is not this machine (a page of another site whose name was bent to 127.0.0.1)
 * and those a page of another origin sent.
 */
export function allowOnlyThisMachine(server: FastifyInstance): void {
  server.addHook('onRequest', (request, _reply, done) => {
    const host = request.headers.host ?? '';
    if (!loopbackHosts.has(host.replace(/:\d+$/, '').toLowerCase())) {
      done(refusal(`The host '${host.slice(0, 100)}' is not this machine.`));
      return;
    }
    // Another port of this machine is another server, whom the address would have us take for ourselves.
    const { localPort } = request.socket;
    const defaultPort = request.protocol === 'https' ? 443 : 80;
    if (localPort !== undefined && Number(/:(\d+)$/.exec(host)?.[1] ?? defaultPort) !== localPort) {
      done(
        refusal(`The host '${host.slice(0, 100)}' is not this server, which listens on port ${localPort}.`),
      );
      return;
    }
    const { origin } = request.headers;
    if (origin !== undefined && origin !== `${request.protocol}://${host}`) {
      done(refusal(`Requests from pages of '${origin.slice(0, 100)}' are not allowed.`));
      return;
    }
    done();
  });
}

function refusal(message: string): DataverseError {
  return new DataverseError(403, errorCodes.privilegeDenied, message);
}
