import type { FastifyInstance } from 'fastify';
import { readFaultPlan, type Faults } from './faults';

/** Reads, replaces and ends the plan of faults while the server runs. Exists only when faults are switched on. */
export function registerFaultRoutes(server: FastifyInstance, faults: Faults): void {
  server.get('/admin/faults', () => faults.current);
  server.put('/admin/faults', (request) => {
    faults.replace(readFaultPlan(typeof request.body === 'string' ? request.body : ''));
    return faults.current;
  });
  server.delete('/admin/faults', () => {
    faults.replace({ rules: [] });
    return faults.current;
  });
}
