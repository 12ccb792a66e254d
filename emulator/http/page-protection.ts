import type { FastifyInstance } from 'fastify';

/**
 * What a page may load: its own server's files and nothing else, no script that stands in the page. Styles may stand
 * in it, as Fluent 8 and Swagger UI write their own. No page is shown inside one of another site.
 */
const policy =
  "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; object-src 'none'; " +
  "base-uri 'none'; form-action 'self'; frame-ancestors 'self'";

/** Gives every page a content security policy, whoever wrote it, and lets no answer be read as what it is not. */
export function protectPages(server: FastifyInstance): void {
  server.addHook('onSend', (_request, reply, _payload, done) => {
    const type = String(reply.getHeader('content-type') ?? '');
    if (type.startsWith('text/html') && !reply.hasHeader('content-security-policy')) {
      void reply.header('Content-Security-Policy', policy);
    }
    if (!type.startsWith('application/json')) void reply.header('X-Content-Type-Options', 'nosniff');
    done();
  });
}
